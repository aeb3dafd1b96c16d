// Return on investment: the person's own figures as sliders, the chart, and every input with its
// source.
import { useState } from "preact/hooks";

import { Payback } from "../charts/payback";
import type { ReturnFragment } from "../generated/paths";
import type { Question } from "../question/question";
import { counted, money, moneyRange, number, plain, prose, range, unknown, words } from "../format";
import type { Change } from "./fields";
import { Slider } from "./fields";
import { PanelQuery } from "./open-in-graphiql";
import { Sourced } from "./sourced";
import { t, type PlainId } from "../messages";

const shown = (value: string | null) => (value === null ? unknown() : plain(value));
const dollars = (value: number) => money({ amount: String(value), currency: "USD" });
const years = (value: number) => counted({ min: value, max: value }, "years");

interface Input {
  readonly key: "raise" | "rate" | "practice" | "hours" | "years";
  readonly assumption: string;
  readonly label: PlainId;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly unit: (value: number) => string;
  /** The slider position while the figure is unknown. */
  readonly rest: number;
}

const INPUTS: readonly Input[] = [
  { key: "raise", assumption: "ANNUAL_RAISE", label: "return-raise", least: 0, most: 40_000, step: 500, unit: dollars, rest: 8_000 },
  { key: "rate", assumption: "HOURLY_RATE", label: "return-rate", least: 0, most: 150, step: 5, unit: dollars, rest: 30 },
  { key: "practice", assumption: "PRACTICE_COST", label: "return-practice", least: 0, most: 1_000, step: 10, unit: dollars, rest: 0 },
  { key: "hours", assumption: "STUDY_HOURS", label: "return-hours", least: 5, most: 600, step: 5, unit: (value) => t("hours-short", { range: number(value) }), rest: 100 },
  { key: "years", assumption: "HORIZON_YEARS", label: "return-years", least: 1, most: 10, step: 1, unit: years, rest: 3 },
];

/** Example figures where sources give none. */
const EXAMPLE = { raise: 8_000, rate: 30, practice: 100 } as const;

interface Properties {
  readonly estimate: ReturnFragment;
  readonly question: Question;
  readonly onChange: Change;
}

/** Whether the person gives a figure. */
function givesFigures({ raise, rate, practice, hours }: Question): boolean {
  return raise !== null || rate !== null || practice !== null || hours !== null;
}

/** The figures; where none is known yet, folded to one line. */
export function ReturnPanel({ estimate, question, onChange }: Properties) {
  const { investment, paybackMonths, horizonGain } = estimate;
  const known = givesFigures(question) || investment !== null || paybackMonths !== null || horizonGain !== null;
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? known;
  return (
    <section class="panel return-panel" aria-label={t("return-title")}>
      <details open={open} onToggle={(event) => event.currentTarget.open !== open && setChosen(event.currentTarget.open)}>
        <summary>
          <h2>{t("return-title")}</h2>
          {!known && <span class="quiet">{t("return-folded")}</span>}
        </summary>
        <PanelQuery of={t("return-title")} />
        <ReturnFigures estimate={estimate} question={question} onChange={onChange} />
      </details>
    </section>
  );
}

function ReturnFigures({ estimate, question, onChange }: Properties) {
  const { investment, paybackMonths, horizonGain, horizonYears, breakEvenRaise, missing } = estimate;
  const known = new Map(estimate.assumptions.map((assumption) => [assumption.name as string, assumption]));
  const own = givesFigures(question);
  return (
    <div class="return">
      <div class="return-inputs">
        {INPUTS.map(({ key, assumption: name, label, least, most, step, unit, rest }) => {
          const assumption = known.get(name);
          const figures = assumption?.money ?? assumption?.quantity ?? null;
          const value = question[key] ?? (figures === null ? rest : (Number(figures.min) + Number(figures.max)) / 2);
          const said =
            figures === null ? null : Number(figures.min) === Number(figures.max) ? unit(Number(figures.min)) : key === "hours" ? t("hours-short", { range: range(figures) }) : `${unit(Number(figures.min))} – ${unit(Number(figures.max))}`;
          return (
            <Slider
              key={key}
              label={t(label)}
              value={Math.min(most, Math.max(least, value))}
              least={least}
              most={most}
              step={step}
              unset={question[key] === null && figures === null}
              spoken={unit}
              show={(moved) => (question[key] === null && Math.abs(moved - value) < 0.001 ? (said ?? unknown()) : unit(moved))}
              onChange={(moved) => onChange({ [key]: moved })}
            />
          );
        })}
        <p class="row-of-buttons">
          {missing.length > 0 && !own && (
            <button type="button" class="button" onClick={() => onChange(EXAMPLE)}>
              {t("return-example")}
            </button>
          )}
          {own && (
            <button type="button" class="quiet-button" onClick={() => onChange({ raise: null, rate: null, practice: null, hours: null })}>
              {t("return-reset")}
            </button>
          )}
        </p>
      </div>
      <div class="return-answer" aria-live="polite">
        <dl class="figures">
          <div>
            <dt>{t("return-spent")}</dt>
            <dd>{investment === null ? unknown() : moneyRange(investment)}</dd>
          </div>
          <div>
            <dt>{t("return-payback")}</dt>
            <dd>{paybackMonths === null ? unknown() : counted(paybackMonths, "months")}</dd>
          </div>
          <div>
            <dt>{t("return-gain", { years: years(horizonYears) })}</dt>
            <dd>{horizonGain === null ? unknown() : moneyRange(horizonGain)}</dd>
          </div>
        </dl>
        <Payback estimate={estimate} />
        {missing.length > 0 && (
          <p class="quiet">
            {t("return-missing", { list: missing.length > 4 ? t("return-missing-more", { list: missing.slice(0, 4).join(", "), count: missing.length - 4 }) : missing.join(", ") })}
          </p>
        )}
        <details>
          <summary>{t("return-how")}</summary>
          <ul class="assumptions">
            {estimate.assumptions.map((assumption) => (
              <li key={assumption.name}>
                {words(assumption.name)}:{" "}
                <Sourced proofs={assumption.evidence} label={t("return-show-source", { name: words(assumption.name), value: shown(assumption.value) })}>
                  {shown(assumption.value)}
                </Sourced>
                {assumption.overridden && <span class="tag">{t("return-yours")}</span>}
                {assumption.formula !== null && <span class="quiet" lang="en"> = {assumption.formula}</span>}
              </li>
            ))}
            {estimate.calculations.map(({ figure, formula, text }) => (
              <li key={figure}>
                {words(figure)} = <span lang="en">{prose(text ?? formula)}</span>
              </li>
            ))}
            {breakEvenRaise !== null && <li>{t("return-break-even", { amount: money(breakEvenRaise) })}</li>}
          </ul>
        </details>
      </div>
    </div>
  );
}
