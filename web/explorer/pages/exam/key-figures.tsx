// The figures of an exam, each with its source and conditions, and marked where sources disagree.
import type { ComponentChildren } from "preact";

import { CheckedOn, DueChecks, lastCheck } from "../../components/checks";
import { Sourced } from "../../components/sourced";
import { counted, itemCount, money, number, range, UNKNOWN, words } from "../../format";
import type { Exam } from "../exam";
import { byCircumstances, conditionalValue, factValue } from "./conditions";

type Fact = Exam["facts"][number];

function absence(fact: Fact | undefined): string {
  return fact?.absentBecause === null || fact === undefined ? UNKNOWN : words(fact.absentBecause).toLowerCase();
}

/** The figure is in US dollars; a price for one country may be in its own currency. */
function isForReaders({ value, conditions }: Fact): boolean {
  return value === null || value.endsWith("USD") || (conditions !== null && conditions.region !== null);
}

interface Properties {
  readonly label: string;
  readonly facts: readonly Fact[];
  readonly day: string;
  readonly isBeta: boolean;
  /** Null where the figure is not known. */
  readonly children: ComponentChildren | null;
  /** Addition to the figure. */
  readonly aside?: ComponentChildren;
}

function Figure({ label, facts, day, isBeta, children, aside }: Properties) {
  const { usual, others } = byCircumstances(facts, day, isBeta);
  const disputed = facts.some((fact) => fact.disputed);
  return (
    <div>
      <dt>
        {label}
        {disputed && (
          <a class="disputed" href="#contradictions">
            sources disagree
          </a>
        )}
      </dt>
      <dd>
        <Sourced proofs={usual}>{children ?? absence(usual[0])}</Sourced>
        {others.map((fact, index) => (
          <span key={index} class="varies">
            <Sourced proofs={[fact]}>{fact.conditions === null ? `${isBeta ? "final exam" : "otherwise"} ${factValue(fact)}` : conditionalValue(fact)}</Sourced>
          </span>
        ))}
        {aside}
      </dd>
    </div>
  );
}

export function KeyFigures({ exam, day }: { exam: Exam; day: string }) {
  const { fee, durationMinutes, items, passingScore, studyHours, passRate, languages, freshness } = exam;
  const named = (name: string) => exam.facts.filter((fact) => fact.name === name);
  const shared = { day, isBeta: exam.lifecycle.state === "BETA" };
  const validity = byCircumstances(named("VALIDITY"), day, shared.isBeta).usual[0];
  return (
    <section class="panel key-figures" aria-label="Figures">
      <dl class="figures">
        <Figure {...shared} label="Fee" facts={named("FEE").filter(isForReaders)} aside={<CheckedOn day={lastCheck(freshness, "FEE")} />}>
          {fee === null ? null : money(fee)}
        </Figure>
        <Figure {...shared} label="Study" facts={named("STUDY_HOURS")}>
          {studyHours === null ? null : counted(studyHours, "hour", "hours")}
        </Figure>
        <Figure {...shared} label="Time" facts={named("DURATION")}>
          {durationMinutes === null ? null : counted(durationMinutes, "minute", "minutes")}
        </Figure>
        <Figure {...shared} label="Questions" facts={named("ITEMS")}>
          {items === null ? null : itemCount(items)}
        </Figure>
        <Figure {...shared} label="To pass" facts={named("PASSING_SCORE")}>
          {passingScore === null ? null : `${number(passingScore.passing)} of ${number(passingScore.scaleMax)}`}
        </Figure>
        <Figure {...shared} label="Pass rate" facts={named("PASS_RATE")}>
          {passRate === null ? null : `${range(passRate.range)} %`}
        </Figure>
        <Figure {...shared} label="Valid for" facts={named("VALIDITY")}>
          {validity === undefined ? null : validity.absentBecause === "NOT_APPLICABLE" ? "does not expire" : factValue(validity)}
        </Figure>
        <Figure {...shared} label="Languages" facts={named("LANGUAGES")}>
          {languages.length === 0 ? null : languages.length > 3 ? `${languages.length} languages` : languages.join(", ")}
        </Figure>
      </dl>
      <DueChecks freshness={freshness} page={exam.vendor.url} />
    </section>
  );
}
