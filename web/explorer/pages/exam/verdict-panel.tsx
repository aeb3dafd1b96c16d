// The verdict for the person, with the deciding rule.
import { examAddress } from "../../address";
import { PanelHead } from "../../components/panel-head";
import { LeadingProof } from "../../components/sourced";
import { personOf, writeQuestion, type Question } from "../../question/question";
import { prose, words } from "../../format";
import type { Exam } from "../exam";
import { t } from "../../messages";

export function VerdictPanel({ verdict, question }: { verdict: Exam["verdict"]; question: Question }) {
  const person = writeQuestion(personOf(question));
  const deciding = verdict.rules.filter(({ decides }) => decides);
  // A rule about the end of the exam can name its successor in the same words.
  const shown = new Set(deciding.map(({ text }) => text));
  const others = verdict.rules.filter(({ decides }) => !decides);
  return (
    <section class={`panel verdict ${verdict.decision.toLowerCase()}`} aria-label={t("verdict")} aria-live="polite">
      <PanelHead title={t("verdict-title")} />
      <p class="decision">{words(verdict.decision)}</p>
      {verdict.alternatives.length > 0 && (
        <p class="instead">
          {verdict.alternatives.map((exam) => (
            <a key={exam.code} class="quiet-button" href={examAddress(exam, person)} title={exam.title}>
              {exam.code}
            </a>
          ))}
        </p>
      )}
      <ul class="reasons">
        {deciding.map((rule) => (
          <li key={rule.text}>
            <p lang="en">{prose(rule.text)}</p>
            <LeadingProof proofs={rule.evidence} />
          </li>
        ))}
        {verdict.replacements
          .filter(({ because }) => !shown.has(because))
          .map(({ because }) => (
            <li key={because}>
              <p lang="en">{prose(because)}</p>
            </li>
          ))}
      </ul>
      {(others.length > 0 || verdict.unchecked.length > 0) && (
        <details>
          <summary>{t("verdict-others")}</summary>
          <ul class="reasons">
            {others.map((rule) => (
              <li key={rule.text}>
                <p>
                  {words(rule.decision)}: <span lang="en">{prose(rule.text)}</span>
                </p>
                <LeadingProof proofs={rule.evidence} />
              </li>
            ))}
            {verdict.unchecked.map((rule) => (
              <li key={rule.audience}>
                <p>
                  {t("verdict-judge", { audience: rule.audience })}
                  <span lang="en">
                    {rule.circumstances.length > 0 && ` (${rule.circumstances.join("; ")})`}. {prose(rule.reasons.join(" "))}
                  </span>
                </p>
                <LeadingProof proofs={[rule.evidence]} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
