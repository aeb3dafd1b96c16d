// The verdict for the person, with the deciding rule.
import { examAddress } from "../../address";
import { PanelHead } from "../../components/panel-head";
import { LeadingProof } from "../../components/sourced";
import { personOf, writeQuestion, type Question } from "../../question/question";
import { DECISIONS, prose } from "../../format";
import type { Exam } from "../exam";

export function VerdictPanel({ verdict, question }: { verdict: Exam["verdict"]; question: Question }) {
  const person = writeQuestion(personOf(question));
  const deciding = verdict.rules.filter(({ decides }) => decides);
  // A rule about the end of the exam can name its successor in the same words.
  const shown = new Set(deciding.map(({ text }) => text));
  const others = verdict.rules.filter(({ decides }) => !decides);
  return (
    <section class={`panel verdict ${verdict.decision.toLowerCase()}`} aria-label="Verdict" aria-live="polite">
      <PanelHead title="Is it worth it?" />
      <p class="decision">{DECISIONS[verdict.decision]}</p>
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
            <p>{prose(rule.text)}</p>
            <LeadingProof proofs={rule.evidence} />
          </li>
        ))}
        {verdict.replacements
          .filter(({ because }) => !shown.has(because))
          .map(({ because }) => (
            <li key={because}>
              <p>{prose(because)}</p>
            </li>
          ))}
      </ul>
      {(others.length > 0 || verdict.unchecked.length > 0) && (
        <details>
          <summary>Other rules</summary>
          <ul class="reasons">
            {others.map((rule) => (
              <li key={rule.text}>
                <p>
                  {DECISIONS[rule.decision]}: {prose(rule.text)}
                </p>
                <LeadingProof proofs={rule.evidence} />
              </li>
            ))}
            {verdict.unchecked.map((rule) => (
              <li key={rule.audience}>
                <p>
                  For you to judge: {rule.audience}
                  {rule.circumstances.length > 0 && ` (${rule.circumstances.join("; ")})`}. {prose(rule.reasons.join(" "))}
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
