// The figures of an exam, each with its source and conditions, and marked where sources disagree.
import type { ComponentChildren } from "preact";

import { CheckedOn, DueChecks, lastCheck } from "../../components/checks";
import { PanelQuery } from "../../components/open-in-graphiql";
import { Sourced } from "../../components/sourced";
import { counted, inline, itemCount, languageName, lowered, money, number, range, sentence, unknown } from "../../format";
import type { Exam } from "../exam";
import { byCircumstances, conditionalValue, factValue } from "./conditions";
import { t } from "../../messages";

type Fact = Exam["facts"][number];

function absence(fact: Fact | undefined): string {
  return fact?.absentBecause === null || fact === undefined ? unknown() : inline(fact.absentBecause);
}

/** The figure is in US dollars; a price for one country may be in its own currency. */
function isForReaders({ value, conditions }: Fact): boolean {
  return value === null || value.endsWith("USD") || (conditions !== null && conditions.region !== null);
}

interface FigureOf {
  readonly label: string;
  readonly facts: readonly Fact[];
  /** Null where the figure is not known. */
  readonly value: ComponentChildren | null;
  /** Addition to the figure. */
  readonly aside?: ComponentChildren;
}

interface Circumstances {
  readonly day: string;
  readonly isBeta: boolean;
}

function Figure({ figure: { label, facts, value, aside }, day, isBeta }: Circumstances & { figure: FigureOf }) {
  const { usual, others } = byCircumstances(facts, day, isBeta);
  const disputed = facts.some((fact) => fact.disputed);
  return (
    <div>
      <dt>
        {label}
        {disputed && (
          <a class="disputed" href="#contradictions">
            {t("figure-disputed")}
          </a>
        )}
      </dt>
      <dd>
        <Sourced proofs={usual}>{value ?? absence(usual[0])}</Sourced>
        {others.map((fact, index) => (
          <span key={index} class="varies">
            <Sourced proofs={[fact]}>{fact.conditions === null ? t(isBeta ? "value-final-exam" : "value-otherwise", { value: factValue(fact) }) : conditionalValue(fact)}</Sourced>
          </span>
        ))}
        {aside}
      </dd>
    </div>
  );
}

/** Unknown figures in one line, by reason: "Not known: fee, pass rate". */
function Unknown({ figures, day, isBeta }: Circumstances & { figures: readonly FigureOf[] }) {
  const groups = new Map<string, FigureOf[]>();
  for (const figure of figures) {
    const reason = absence(byCircumstances(figure.facts, day, isBeta).usual[0]);
    groups.set(reason, [...(groups.get(reason) ?? []), figure]);
  }
  return figures.length === 0 ? null : (
    <p class="quiet unknown-figures">
      {[...groups].map(([reason, members]) => (
        <span key={reason}>
          {sentence(reason)}:{" "}
          {members.map(({ label, facts }, index) => [
            index > 0 && ", ",
            <Sourced key={label} proofs={byCircumstances(facts, day, isBeta).usual}>
              {lowered(label)}
            </Sourced>,
          ])}
          .{" "}
        </span>
      ))}
    </p>
  );
}

export function KeyFigures({ exam, day }: { exam: Exam; day: string }) {
  const { fee, durationMinutes, items, passingScore, studyHours, passRate, languages, freshness } = exam;
  const named = (name: string) => exam.facts.filter((fact) => fact.name === name);
  const circumstances = { day, isBeta: exam.lifecycle.state === "BETA" };
  const validity = byCircumstances(named("VALIDITY"), day, circumstances.isBeta).usual[0];
  const figures: readonly FigureOf[] = [
    { label: t("figure-fee"), facts: named("FEE").filter(isForReaders), value: fee === null ? null : money(fee), aside: <CheckedOn day={lastCheck(freshness, "FEE")} /> },
    { label: t("figure-study"), facts: named("STUDY_HOURS"), value: studyHours === null ? null : counted(studyHours, "hours") },
    { label: t("figure-time"), facts: named("DURATION"), value: durationMinutes === null ? null : counted(durationMinutes, "minutes") },
    { label: t("figure-questions"), facts: named("ITEMS"), value: items === null ? null : itemCount(items) },
    { label: t("figure-pass"), facts: named("PASSING_SCORE"), value: passingScore === null ? null : t("score-of", { passing: number(passingScore.passing), most: number(passingScore.scaleMax) }) },
    { label: t("figure-pass-rate"), facts: named("PASS_RATE"), value: passRate === null ? null : `${range(passRate.range)} %` },
    { label: t("figure-valid"), facts: named("VALIDITY"), value: validity === undefined || (validity.absentBecause !== null && validity.absentBecause !== "NOT_APPLICABLE") ? null : validity.absentBecause === null ? factValue(validity) : t("figure-no-expiry") },
    { label: t("figure-languages"), facts: named("LANGUAGES"), value: languages.length === 0 ? null : languages.length > 3 ? t("figure-language-count", { count: languages.length }) : languages.map(languageName).join(", ") },
  ];
  const isKnown = ({ facts, value }: FigureOf) => value !== null || byCircumstances(facts, day, circumstances.isBeta).others.length > 0;
  return (
    <section class="panel key-figures" aria-label={t("figures-title")}>
      <PanelQuery of={t("figures-title")} />
      <dl class="figures">
        {figures.filter(isKnown).map((figure) => (
          <Figure key={figure.label} figure={figure} {...circumstances} />
        ))}
      </dl>
      <Unknown figures={figures.filter((figure) => !isKnown(figure))} {...circumstances} />
      <DueChecks freshness={freshness} page={exam.vendor.url} />
    </section>
  );
}
