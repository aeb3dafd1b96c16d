// Why a step is there, what would take it away, and who says so.
import { examAddress } from "../../address";
import type { StepFragment } from "../../generated/paths";
import { Icon } from "../../parts/icon";
import { Proofs } from "../../parts/sourced";
import { personOf, writeQuestion, type Question } from "../../question/question";
import { counted, percent, UNKNOWN } from "../../wording";

/** Remedies that name arguments of the API speak to programs; the page offers the same by its controls. */
function forPeople(remedy: string): boolean {
  return !remedy.includes("constraints.");
}

export function StepReasons({ step, question, onClose }: { step: StepFragment; question: Question; onClose: () => void }) {
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
      <ul class="reasons">
        {step.reasons.map((reason) => (
          <li key={reason.text}>
            <p>{reason.text}</p>
            {reason.removedBy.some(forPeople) && <p class="quiet">Not needed if: {reason.removedBy.filter(forPeople).join(" Or: ")}</p>}
            <Proofs proofs={reason.evidence} />
          </li>
        ))}
        {substitution !== null && step.reasons.every(({ text }) => text !== substitution.because) && (
          <li>
            <p>{substitution.because}</p>
            <Proofs proofs={substitution.evidence} />
          </li>
        )}
      </ul>
      <p class="quiet">
        {hours === null ? `The hours are ${UNKNOWN}.` : `${counted(hours, "hour", "hours")} of study`}
        {coveredShare !== null && coveredShare > 0 && hoursBeforeCredit !== null && coveredBy.length > 0 && (
          <>
            {" "}
            instead of {counted(hoursBeforeCredit, "hour", "hours")}, for {coveredBy.map(({ code }) => code).join(", ")} covers {percent(coveredShare)} of the content
          </>
        )}
        {hours !== null && "."} <a href={examAddress(exam, writeQuestion(personOf(question)))}>All about {exam.code}</a>
      </p>
    </section>
  );
}
