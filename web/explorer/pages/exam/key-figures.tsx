// The figures of an exam at a glance, each with its source, and marked where sources disagree.
import type { ComponentChildren } from "preact";

import { Sourced } from "../../parts/sourced";
import { counted, money, number, range, UNKNOWN, words } from "../../wording";
import type { Exam } from "../exam";

type Fact = Exam["facts"][number];

function absence(fact: Fact | undefined): string {
  return fact?.absentBecause === null || fact === undefined ? UNKNOWN : words(fact.absentBecause).toLowerCase();
}

function Figure({ label, facts, children }: { label: string; facts: readonly Fact[]; children: ComponentChildren | null }) {
  const served = facts.filter((fact) => fact.served);
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
        <Sourced proofs={served}>{children ?? absence(served[0])}</Sourced>
      </dd>
    </div>
  );
}

export function KeyFigures({ exam }: { exam: Exam }) {
  const { fee, durationMinutes, items, passingScore, studyHours, passRate, languages } = exam;
  const named = (name: string) => exam.facts.filter((fact) => fact.name === name);
  return (
    <dl class="figures key-figures panel">
      <Figure label="Fee" facts={named("FEE").filter(({ value }) => value === null || value.endsWith("USD"))}>
        {fee === null ? null : money(fee)}
      </Figure>
      <Figure label="Study" facts={named("STUDY_HOURS")}>
        {studyHours === null ? null : counted(studyHours, "hour", "hours")}
      </Figure>
      <Figure label="Time" facts={named("DURATION")}>
        {durationMinutes === null ? null : counted(durationMinutes, "minute", "minutes")}
      </Figure>
      <Figure label="Questions" facts={named("ITEMS")}>
        {items === null ? null : range(items)}
      </Figure>
      <Figure label="To pass" facts={named("PASSING_SCORE")}>
        {passingScore === null ? null : `${number(passingScore.passing)} of ${number(passingScore.scaleMax)}`}
      </Figure>
      <Figure label="Pass rate" facts={named("PASS_RATE")}>
        {passRate === null ? null : `${range(passRate.range)} %`}
      </Figure>
      <Figure label="Languages" facts={named("LANGUAGES")}>
        {languages.length === 0 ? null : languages.length > 3 ? `${languages.length} languages` : languages.join(", ")}
      </Figure>
    </dl>
  );
}
