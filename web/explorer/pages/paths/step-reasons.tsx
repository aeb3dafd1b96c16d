// Why a step is in the path, what would remove it, and the sources.
import type { ComponentChildren } from "preact";

import { examAddress } from "../../address";
import type { StepFragment } from "../../generated/paths";
import { checkedDays } from "../../components/checks";
import { Icon } from "../../components/icon";
import { LeadingProof } from "../../components/sourced";
import { EXPERIENCES, personOf, writeQuestion, type Question } from "../../question/question";
import { counted, percent, prose } from "../../format";
import { t } from "../../messages";

/** Remedies that name arguments of the API are for programs; the page has controls for them. */
function forPeople(remedy: string): boolean {
  return !remedy.includes("constraints.");
}

/** "3 statements of CertQuests": statements of one source are one reason. */
function statementsOf({ statements, evidence }: StepFragment["reasons"][number]): string {
  const publisher = evidence[0]?.sources[0]?.publisher;
  return publisher === undefined ? t("step-statements", { count: statements }) : t("step-statements-of", { count: statements, publisher });
}

/** "Hold AZ-104." becomes "Skip if you hold AZ-104." */
function remedyWords(remedy: string): ComponentChildren {
  const held = /^Hold (.+)$/.exec(remedy)?.[1];
  if (held !== undefined) {
    return t("step-skip-held", { exams: held });
  }
  const said = /^Set profile.experience: (\w+)\.$/.exec(remedy)?.[1];
  const experience = EXPERIENCES.find(({ value }) => value === said)?.label;
  return experience === undefined ? <span lang="en">{remedy}</span> : t("step-skip-experience", { experience: t(experience) });
}

/** The hours of a step, and what was taken off for earlier exams. */
function studyWords({ hours, hoursBeforeCredit, coveredShare, coveredBy }: StepFragment): string {
  if (hours === null) {
    return t("step-hours-unknown");
  }
  if (coveredShare === null || coveredShare <= 0 || hoursBeforeCredit === null || coveredBy.length === 0) {
    return t("step-hours", { hours: counted(hours, "hours") });
  }
  const codes = coveredBy.map(({ code }) => code).join(", ");
  return t("step-hours-credit", { hours: counted(hours, "hours"), before: counted(hoursBeforeCredit, "hours"), codes, share: percent(coveredShare) });
}

export function StepReasons({ step, question, onClose }: { step: StepFragment; question: Question; onClose: () => void }) {
  const checked = checkedDays(step.exam.freshness);
  const { exam, substitution } = step;
  return (
    <section class="step" aria-label={t("step-region", { position: step.position, code: exam.code })}>
      <div class="step-head">
        <h3>
          {step.position}. {exam.code}: {exam.title}
        </h3>
        <button type="button" class="icon-button" aria-label={t("step-close")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {step.isAddition && <p class="quiet">{t("step-addition")}</p>}
      <ul class="reasons">
        {step.reasons.map((reason) => (
          <li key={reason.text}>
            <p lang="en">{prose(reason.text)}</p>
            {reason.statements > 1 && <p class="quiet">{statementsOf(reason)}</p>}
            {reason.removedBy.some(forPeople) && <p class="quiet">{reason.removedBy.filter(forPeople).map((remedy) => [remedyWords(remedy), " "])}</p>}
            <LeadingProof proofs={reason.evidence} />
          </li>
        ))}
        {substitution !== null && step.reasons.every(({ text }) => text !== substitution.because) && (
          <li>
            <p lang="en">{prose(substitution.because)}</p>
            <LeadingProof proofs={substitution.evidence} />
          </li>
        )}
      </ul>
      <p class="quiet">
        {studyWords(step)} <a href={examAddress(exam, writeQuestion(personOf(question)))}>{t("step-all-about", { code: exam.code })}</a>
      </p>
      {checked !== "" && <p class="quiet">{t("step-checked", { days: checked })}</p>}
    </section>
  );
}
