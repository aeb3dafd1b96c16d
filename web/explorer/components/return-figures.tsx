// Return on investment: the person's own figures as sliders, the chart, and every input with its
// source.
import { useState } from "preact/hooks";

import { Payback } from "../charts/payback";
import type { ReturnFragment } from "../generated/paths";
import type { Question } from "../question/question";
import { moneyRange, number, plain, range, unknown, words } from "../format";
import type { Change } from "./fields";
import { Slider } from "./fields";
import { PanelQuery } from "./open-in-graphiql";
import { Sourced } from "./sourced";

const shown = (value: string | null) => (value === null ? unknown() : plain(value));
const dollars = (value: number) => `$${number(value)}`;

interface Input {
  readonly key: "raise" | "rate" | "practice" | "hours" | "years";
  readonly assumption: string;
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly unit: (value: number) => string;
  /** The slider position while the figure is unknown. */
  readonly rest: number;
}

const INPUTS: readonly Input[] = [
  { key: "raise", assumption: "ANNUAL_RAISE", label: "Annual raise, before tax", least: 0, most: 40_000, step: 500, unit: dollars, rest: 8_000 },
  { key: "rate", assumption: "HOURLY_RATE", label: "Your hourly rate", least: 0, most: 150, step: 5, unit: dollars, rest: 30 },
  { key: "practice", assumption: "PRACTICE_COST", label: "Practice costs", least: 0, most: 1_000, step: 10, unit: dollars, rest: 0 },
  { key: "hours", assumption: "STUDY_HOURS", label: "Study hours", least: 5, most: 600, step: 5, unit: (value) => `${number(value)} h`, rest: 100 },
  { key: "years", assumption: "HORIZON_YEARS", label: "Years of benefit", least: 1, most: 10, step: 1, unit: (value) => (value === 1 ? "1 year" : `${value} years`), rest: 3 },
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
    <section class="panel return-panel" aria-label="Return on investment">
      <details open={open} onToggle={(event) => event.currentTarget.open !== open && setChosen(event.currentTarget.open)}>
        <summary>
          <h2>Return on investment</h2>
          {!known && <span class="quiet">No source gives all the figures; add your own.</span>}
        </summary>
        <PanelQuery of="Return on investment" />
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
            figures === null ? null : Number(figures.min) === Number(figures.max) ? unit(Number(figures.min)) : key === "hours" ? `${range(figures)} h` : `${unit(Number(figures.min))} – ${unit(Number(figures.max))}`;
          return (
            <Slider
              key={key}
              label={label}
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
              Try example figures
            </button>
          )}
          {own && (
            <button type="button" class="quiet-button" onClick={() => onChange({ raise: null, rate: null, practice: null, hours: null })}>
              Reset to the sources’ figures
            </button>
          )}
        </p>
      </div>
      <div class="return-answer" aria-live="polite">
        <dl class="figures">
          <div>
            <dt>Spent</dt>
            <dd>{investment === null ? unknown() : moneyRange(investment)}</dd>
          </div>
          <div>
            <dt>Paid back after</dt>
            <dd>{paybackMonths === null ? unknown() : `${range(paybackMonths)} months`}</dd>
          </div>
          <div>
            <dt>{horizonYears === 1 ? "Gain after a year" : `Gain after ${horizonYears} years`}</dt>
            <dd>{horizonGain === null ? unknown() : moneyRange(horizonGain)}</dd>
          </div>
        </dl>
        <Payback estimate={estimate} />
        {missing.length > 0 && (
          <p class="quiet">
            No source for: {missing.slice(0, 4).join(", ")}
            {missing.length > 4 && ` and ${missing.length - 4} more`}. Unknowns are not counted as zero; move a slider to give your own figure.
          </p>
        )}
        <details>
          <summary>How this is computed</summary>
          <ul class="assumptions">
            {estimate.assumptions.map((assumption) => (
              <li key={assumption.name}>
                {words(assumption.name)}:{" "}
                <Sourced proofs={assumption.evidence} label={`${words(assumption.name)}: ${shown(assumption.value)}; show its source`}>
                  {shown(assumption.value)}
                </Sourced>
                {assumption.overridden && <span class="tag">your figure</span>}
                {assumption.formula !== null && <span class="quiet"> = {assumption.formula}</span>}
              </li>
            ))}
            {estimate.calculations.map(({ figure, formula, text }) => (
              <li key={figure}>
                {words(figure)} = {text ?? formula}
              </li>
            ))}
            {breakEvenRaise !== null && <li>A raise of {moneyRange({ min: breakEvenRaise.amount, max: breakEvenRaise.amount, currency: breakEvenRaise.currency })} a year always breaks even.</li>}
          </ul>
        </details>
      </div>
    </div>
  );
}
