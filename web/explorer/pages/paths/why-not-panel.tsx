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

export function WhyNotPanel({ question, variables, onChange }: { question: Question; variables: PathsQueryVariables; onChange: Change }) {
  const [choosing, setChoosing] = useState(false);
  const { whyNot } = question;
  const { role, profile, constraints, asOf } = variables;
  const asked = whyNot === null ? null : { role, profile, constraints, asOf, exam: examOf(whyNot).code, vendor: examOf(whyNot).vendor ?? null };
  const answer = useAnswer(WhyNot, asked);
  const found = whyNot === null ? undefined : answer.data?.recommendedPaths.whyNot;
  return (
    <section class="panel why-not" aria-label="Why not another exam?">
      <div class="why-not-head">
        <h2>{whyNot === null ? "Why not another exam?" : `Why not ${examOf(whyNot).code}?`}</h2>
        <div class="row-of-buttons">
          {whyNot !== null && (
            <button type="button" class="quiet-button" onClick={() => onChange({ whyNot: null })}>
              Clear
            </button>
          )}
          <button type="button" class={whyNot === null ? "button" : "quiet-button"} onClick={() => setChoosing(true)}>
            {whyNot === null ? "Choose an exam" : "Another exam"}
          </button>
        </div>
      </div>
      {whyNot === null && <p class="quiet">Expected another exam here? Ask why it is missing.</p>}
      <div aria-live="polite" aria-busy={answer.loading}>
        {answer.fault !== undefined && whyNot !== null && <Trouble fault={answer.fault} stale={false} retry={answer.retry} />}
        {asked !== null && found === undefined && answer.fault === undefined && <Skeleton lines={3} />}
        {found !== undefined && (
          <ul class="reasons">
            {found.reasons.map((reason) => (
              <li key={reason.text}>
                <p>
                  {prose(reason.text)}{" "}
                  {reason.instead !== null && <a href={examAddress(reason.instead, writeQuestion(personOf(question)))}>See {reason.instead.code}</a>}
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
          title="Why not …?"
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
