// Why a step is in the path, what would remove it, and the sources.
import { examAddress } from "../../address";
import type { StepFragment } from "../../generated/paths";
import { checkedDays } from "../../components/checks";
import { Icon } from "../../components/icon";
import { LeadingProof } from "../../components/sourced";
import { EXPERIENCES, personOf, writeQuestion, type Question } from "../../question/question";
import { counted, percent, prose, unknown } from "../../format";

/** Remedies that name arguments of the API are for programs; the page has controls for them. */
function forPeople(remedy: string): boolean {
  return !remedy.includes("constraints.");
}

/** "3 statements of CertQuests": statements of one source are one reason. */
function statementsOf({ statements, evidence }: StepFragment["reasons"][number]): string {
  const publisher = evidence[0]?.sources[0]?.publisher;
  return `${statements} statements${publisher === undefined ? "" : ` of ${publisher}`}`;
}

/** "Hold AZ-104." becomes "Skip if you hold AZ-104." */
function remedyWords(remedy: string): string {
  const held = /^Hold (.+)$/.exec(remedy)?.[1];
  if (held !== undefined) {
    return `Skip if you hold ${held}`;
  }
  const said = /^Set profile.experience: (\w+)\.$/.exec(remedy)?.[1];
  const experience = EXPERIENCES.find(({ value }) => value === said)?.label;
  return experience === undefined ? remedy : `Skip with the experience “${experience}”.`;
}

export function StepReasons({ step, question, onClose }: { step: StepFragment; question: Question; onClose: () => void }) {
  const checked = checkedDays(step.exam.freshness);
  const { exam, hours, hoursBeforeCredit, coveredShare, coveredBy, substitution } = step;
  return (
    <section class="step" aria-label={`Step ${step.position}: ${exam.code}`}>
      <div class="step-head">
        <h3>
          {step.position}. {exam.code}: {exam.title}
        </h3>
        <button type="button" class="icon-button" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {step.isAddition && <p class="quiet">The source omits this exam, but the vendor requires it before a later one.</p>}
      <ul class="reasons">
        {step.reasons.map((reason) => (
          <li key={reason.text}>
            <p>{prose(reason.text)}</p>
            {reason.statements > 1 && <p class="quiet">{statementsOf(reason)}</p>}
            {reason.removedBy.some(forPeople) && <p class="quiet">{reason.removedBy.filter(forPeople).map(remedyWords).join(" ")}</p>}
            <LeadingProof proofs={reason.evidence} />
          </li>
        ))}
        {substitution !== null && step.reasons.every(({ text }) => text !== substitution.because) && (
          <li>
            <p>{prose(substitution.because)}</p>
            <LeadingProof proofs={substitution.evidence} />
          </li>
        )}
      </ul>
      <p class="quiet">
        {hours === null ? `The hours are ${unknown()}.` : `${counted(hours, "hours")} of study`}
        {coveredShare !== null && coveredShare > 0 && hoursBeforeCredit !== null && coveredBy.length > 0 && (
          <>
            {" "}
            instead of {counted(hoursBeforeCredit, "hours")}, for {coveredBy.map(({ code }) => code).join(", ")} covers {percent(coveredShare)} of the content
          </>
        )}
        {hours !== null && "."} <a href={examAddress(exam, writeQuestion(personOf(question)))}>All about {exam.code}</a>
      </p>
      {checked !== "" && <p class="quiet">Checked: {checked}.</p>}
    </section>
  );
}
