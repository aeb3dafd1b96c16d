// The ways to a role: alternatives side by side, the chosen one as a timeline, and
// whether it pays.
import { useState } from "preact/hooks";

import { Timeline } from "../../charts/timeline";
import { Paths, type PathFragment, type PathsQuery, type PathsQueryVariables } from "../../generated/paths";
import type { Change } from "../../parts/fields";
import { OpenInGraphiql } from "../../parts/open-in-graphiql";
import { ReturnFigures } from "../../parts/return-figures";
import { Empty, Skeleton } from "../../parts/states";
import type { Question } from "../../question/question";
import { counted, date, money, UNKNOWN } from "../../wording";
import { today } from "./question-form";
import { Share } from "./share";
import { StepReasons } from "./step-reasons";
import { WhyNotPanel } from "./why-not-panel";

type Result = Extract<PathsQuery["recommendedPaths"], { __typename: "RecommendedPaths" }>;

function finish(path: PathFragment): string {
  const last = path.steps[path.steps.length - 1]?.finishesOn ?? null;
  return last === null ? UNKNOWN : date(last);
}

function Card({ path, chosen, onChoose }: { path: PathFragment; chosen: boolean; onChoose: () => void }) {
  const { totals } = path;
  return (
    <label class={`card${chosen ? " chosen" : ""}`}>
      <input type="radio" name="path" checked={chosen} onChange={onChoose} />
      <span class="card-label">{path.label}</span>
      <span class="card-codes">{path.steps.map(({ exam }) => exam.code).join(" → ")}</span>
      <span class="card-figures">
        <span>
          <b>{totals.fees === null ? UNKNOWN : money(totals.fees)}</b> fees
        </span>
        <span>
          <b>{totals.studyHours === null ? UNKNOWN : counted(totals.studyHours, "hour", "hours")}</b>
        </span>
        <span>
          <b>{totals.weeks === null ? UNKNOWN : counted(totals.weeks, "week", "weeks")}</b>
        </span>
      </span>
      <span class="quiet">Done by: {finish(path)}</span>
    </label>
  );
}

function Totals({ path }: { path: PathFragment }) {
  const { totals } = path;
  return (
    <dl class="figures totals">
      <div>
        <dt>Fees</dt>
        <dd>{totals.fees === null ? UNKNOWN : money(totals.fees)}</dd>
      </div>
      <div>
        <dt>Study</dt>
        <dd>{totals.studyHours === null ? UNKNOWN : counted(totals.studyHours, "hour", "hours")}</dd>
      </div>
      <div>
        <dt>Calendar</dt>
        <dd>{totals.weeks === null ? UNKNOWN : counted(totals.weeks, "week", "weeks")}</dd>
      </div>
      <div>
        <dt>Done by</dt>
        <dd>{finish(path)}</dd>
      </div>
    </dl>
  );
}

/** One path drawn in full. */
export function PathDrawing({ path, question }: { path: PathFragment; question: Question }) {
  const [open, setOpen] = useState<number | null>(null);
  const step = path.steps.find(({ position }) => position === open);
  return (
    <>
      <Timeline
        path={path}
        weeklyHours={question.weeklyHours}
        start={question.asOf ?? path.steps[0]?.startsOn ?? today()}
        deadline={question.deadline}
        open={open}
        onOpen={(position) => setOpen(open === position ? null : position)}
      />
      <div class="step-place" aria-live="polite">
        {step === undefined ? (
          <p class="quiet hint-line">Choose an exam in the timeline to see why it is there, and who says so.</p>
        ) : (
          <StepReasons step={step} question={question} onClose={() => setOpen(null)} />
        )}
      </div>
    </>
  );
}

interface Properties {
  readonly title: string;
  readonly result: Result;
  readonly question: Question;
  readonly variables: PathsQueryVariables;
  readonly onChange: Change;
}

export function Recommendation({ title, result, question, variables, onChange }: Properties) {
  const { paths } = result;
  const path = paths.find(({ rank }) => rank === question.path) ?? paths[0];
  if (path === undefined) {
    return (
      <Empty title="No path is known">
        <p>No source recommends exams for this role yet.</p>
      </Empty>
    );
  }
  const ways = ["", "one way", "two ways", "three ways", "four ways"][paths.length] ?? `${paths.length} ways`;
  return (
    <>
      <div class="answer-head">
        <h1>{path.steps.length === 0 ? `${title}: you are there` : `${title}: ${ways}`}</h1>
        <Share question={question} />
      </div>
      {path.steps.length === 0 ? (
        <Empty title="Nothing is left to take">
          <p>{path.summary}</p>
        </Empty>
      ) : (
        <>
          <div class="cards" role="radiogroup" aria-label="Alternatives">
            {paths.map((item) => (
              <Card key={item.rank} path={item} chosen={item.rank === path.rank} onChoose={() => onChange({ path: item.rank })} />
            ))}
          </div>
          <section class="panel drawn" aria-label={`Path: ${path.label}`}>
            <h2>{path.label}</h2>
            <p class="quiet">{path.tradeOff || path.summary}</p>
            <PathDrawing key={path.rank} path={path} question={question} />
            <Totals path={path} />
            {!path.totals.complete && <p class="quiet">The sums leave out what nobody knows: {path.totals.missing.join(", ")}.</p>}
            {result.truncated && <p class="quiet">The search stopped at its limit; a better path may exist.</p>}
          </section>
          {path.returnOnInvestment !== null && (
            <section class="panel" aria-label="Does it pay?">
              <h2>Does it pay?</h2>
              <ReturnFigures estimate={path.returnOnInvestment} question={question} onChange={onChange} />
            </section>
          )}
        </>
      )}
      <WhyNotPanel question={question} variables={variables} onChange={onChange} />
      <p class="page-links">
        <OpenInGraphiql document={Paths} variables={variables} />
      </p>
    </>
  );
}

/** Holds the place of an answer that is on its way. */
export function RecommendationSkeleton({ title }: { title: string }) {
  return (
    <>
      <div class="answer-head">
        <h1>{title}</h1>
      </div>
      <div class="cards places">
        <span class="card" />
        <span class="card" />
        <span class="card" />
      </div>
      <section class="panel drawn place">
        <Skeleton lines={7} />
      </section>
    </>
  );
}
