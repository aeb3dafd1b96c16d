// "Why not …?": why an exam is in none of the paths, without leaving the page.
import { useState } from "preact/hooks";

import { examAddress } from "../../address";
import { useAnswer } from "../../api/use-answer";
import { WhyNot, type PathsQueryVariables } from "../../generated/paths";
import { ExamPicker } from "../../components/exam-picker";
import type { Change } from "../../components/fields";
import { OpenInGraphiql } from "../../components/open-in-graphiql";
import { LeadingProof } from "../../components/sourced";
import { Skeleton, Trouble } from "../../components/states";
import { examName, examOf, personOf, writeQuestion, type Question } from "../../question/question";
import { prose } from "../../format";
import { t } from "../../messages";

export function WhyNotPanel({ question, variables, onChange }: { question: Question; variables: PathsQueryVariables; onChange: Change }) {
  const [choosing, setChoosing] = useState(false);
  const { whyNot } = question;
  const { role, profile, constraints, asOf } = variables;
  const asked = whyNot === null ? null : { role, profile, constraints, asOf, exam: examOf(whyNot).code, vendor: examOf(whyNot).vendor ?? null };
  const answer = useAnswer(WhyNot, asked);
  const found = whyNot === null ? undefined : answer.data?.recommendedPaths.whyNot;
  return (
    <section class="panel why-not" aria-label={t("why-not")}>
      <div class="why-not-head">
        <h2>{whyNot === null ? t("why-not") : t("why-not-exam", { code: examOf(whyNot).code })}</h2>
        <div class="row-of-buttons">
          {whyNot !== null && (
            <button type="button" class="quiet-button" onClick={() => onChange({ whyNot: null })}>
              {t("why-not-clear")}
            </button>
          )}
          <button type="button" class={whyNot === null ? "button" : "quiet-button"} onClick={() => setChoosing(true)}>
            {t(whyNot === null ? "why-not-choose" : "why-not-another")}
          </button>
        </div>
      </div>
      {whyNot === null && <p class="quiet">{t("why-not-lead")}</p>}
      <div aria-live="polite" aria-busy={answer.loading}>
        {answer.fault !== undefined && whyNot !== null && <Trouble fault={answer.fault} stale={false} retry={answer.retry} />}
        {asked !== null && found === undefined && answer.fault === undefined && <Skeleton lines={3} />}
        {found !== undefined && (
          <ul class="reasons">
            {found.reasons.map((reason) => (
              <li key={reason.text}>
                <p>
                  <span lang="en">{prose(reason.text)}</span>{" "}
                  {reason.instead !== null && <a href={examAddress(reason.instead, writeQuestion(personOf(question)))}>{t("see-exam", { code: reason.instead.code })}</a>}
                </p>
                <LeadingProof proofs={reason.evidence} />
              </li>
            ))}
          </ul>
        )}
        {asked !== null && <OpenInGraphiql document={WhyNot} variables={asked} />}
      </div>
      {choosing && (
        <ExamPicker
          title={t("why-not-pick")}
          asOf={question.asOf}
          onClose={() => setChoosing(false)}
          onPick={(exam) => {
            setChoosing(false);
            onChange({ whyNot: examName(exam) });
          }}
        />
      )}
    </section>
  );
}
