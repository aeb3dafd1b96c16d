// The paths to a role: alternatives side by side, the chosen one as a timeline, and its return on
// investment.
import { Fragment } from "preact";
import { useRef } from "preact/hooks";

import { examAddress } from "../../address";
import { Timeline } from "../../charts/timeline";
import { Paths, type PathFragment, type PathsQuery, type PathsQueryVariables } from "../../generated/paths";
import type { Change } from "../../components/fields";
import { OpenInGraphiql } from "../../components/open-in-graphiql";
import { ReturnPanel } from "../../components/return-figures";
import { Proofs } from "../../components/sourced";
import { Empty, Skeleton } from "../../components/states";
import { examName, personOf, today, writeQuestion, type Question } from "../../question/question";
import { t } from "../../messages";
import { date, listed, prose, UNKNOWN } from "../../format";
import { MorePaths } from "./more-paths";
import { Share } from "./share";
import { StepReasons } from "./step-reasons";
import { sums } from "./sums";
import { WhyNotPanel } from "./why-not-panel";

type Result = Extract<PathsQuery["recommendedPaths"], { __typename: "RecommendedPaths" }>;

/** How many paths are requested in full. */
const DRAWN = 4;

/** The day of the last exam; null where it is not known. */
function finish(path: PathFragment): string | null {
  const last = path.steps[path.steps.length - 1]?.finishesOn ?? null;
  return last === null ? null : date(last);
}

/** Further respects in which a path is the best. */
const ALSO: Readonly<Record<string, string>> = { FEES: "cheapest", CALENDAR: "fastest", STUDY_HOURS: "least study", SIGNAL: "strongest signal" };

function Card({ path, chosen, onChoose }: { path: PathFragment; chosen: boolean; onChoose: () => void }) {
  const { support } = path;
  const { fees, hours, weeks } = sums(path.totals, path.steps);
  const also = path.bestIn.flatMap((objective) => (objective !== path.optimisedFor && ALSO[objective] !== undefined ? [ALSO[objective]] : []));
  return (
    <label class={`card${chosen ? " chosen" : ""}`}>
      <input type="radio" name="path" checked={chosen} onChange={onChoose} />
      <span class="card-label">{path.label}</span>
      <span class="card-codes">{path.steps.map(({ exam }) => exam.code).join(" → ")}</span>
      <span class="card-figures">
        <span>
          <b>{fees.sum}</b> fees{fees.unknown}
        </span>
        <span>
          {path.totals.studyHours === null && "hours "}
          <b>{hours.sum}</b>
          {hours.unknown}
        </span>
        {path.totals.weeks !== null && (
          <span>
            <b>{weeks}</b>
          </span>
        )}
      </span>
      <span class="quiet">{finish(path) === null ? `Finish date ${UNKNOWN}` : `Finish by ${finish(path)}`}</span>
      {support !== null && (
        <span class="quiet support">
          {support.sources} of {support.totalSources} {support.totalSources === 1 ? "source" : "sources"}
        </span>
      )}
      {also.length > 0 && <span class="quiet">Also {listed(also)}</span>}
      {path.optimisedFor === "SIGNAL" && <span class="quiet">{t("path-signal-meaning")}</span>}
    </label>
  );
}

function Totals({ path }: { path: PathFragment }) {
  const { fees, hours, weeks } = sums(path.totals, path.steps);
  return (
    <dl class="figures totals">
      <div>
        <dt>Fees</dt>
        <dd>{fees.sum}</dd>
      </div>
      <div>
        <dt>Study</dt>
        <dd>{hours.sum}</dd>
      </div>
      <div>
        <dt>Calendar</dt>
        <dd>{weeks}</dd>
      </div>
      <div>
        <dt>Finish by</dt>
        <dd>{finish(path) ?? UNKNOWN}</dd>
      </div>
    </dl>
  );
}

/** Suggested additions to a source's own sequence. */
function Additions({ path, question }: { path: PathFragment; question: Question }) {
  if (path.suggestedAdditions.length === 0) {
    return null;
  }
  return (
    <section class="additions" aria-label="Suggested additions">
      <h3>Suggested additions to this sequence</h3>
      <ul class="reasons">
        {path.suggestedAdditions.map(({ exam, before, because, evidence }) => (
          <li key={exam.code + before.code}>
            <p>
              {prose(because)}{" "}
              <a href={examAddress(exam, writeQuestion(personOf(question)))} title={exam.title}>
                See {exam.code}
              </a>
            </p>
            <Proofs proofs={evidence} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One path drawn in full. */
export function PathDrawing({ path, question, onChange }: { path: PathFragment; question: Question; onChange: Change }) {
  const drawing = useRef<HTMLDivElement>(null);
  const open = question.step;
  const step = path.steps.find(({ position }) => position === open);
  const close = () => {
    drawing.current?.querySelector<HTMLElement>('.timeline [aria-expanded="true"]')?.focus();
    onChange({ step: null });
  };
  return (
    <div ref={drawing} onKeyDown={(event) => event.key === "Escape" && step !== undefined && close()}>
      <Timeline
        path={path}
        weeklyHours={question.weeklyHours}
        start={question.asOf ?? path.steps[0]?.startsOn ?? today()}
        deadline={question.deadline}
        open={open}
        onOpen={(position) => onChange({ step: open === position ? null : position })}
      />
      <ol class="print-only">
        {path.steps.map(({ position, exam, reasons }) => (
          <li key={position}>
            <b>
              {position}. {exam.code}
            </b>{" "}
            {exam.title}
            <ul class="reasons">
              {reasons.map(({ text, evidence }) => (
                <li key={text}>
                  <p>{prose(text)}</p>
                  <Proofs proofs={evidence.slice(0, 1)} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      <div class="step-area" aria-live="polite">
        {step === undefined ? (
          <p class="quiet hint-line">Choose an exam in the timeline to see its reasons and sources.</p>
        ) : (
          <StepReasons step={step} question={question} onClose={close} />
        )}
      </div>
    </div>
  );
}

/** Held targets of the role, with the exams to upgrade to. */
function Held({ targets, question }: { targets: Result["heldTargets"]; question: Question }) {
  return targets.length === 0 ? null : (
    <ul class="panel held-targets" aria-label="Exams you hold">
      {targets.map(({ exam, upgrade }) => (
        <li key={examName(exam)}>
          {upgrade === null ? (
            <span>
              You already have {exam.code}, which sources recommend for this role. The exams below are optional.
            </span>
          ) : (
            <>
              <span>
                You hold {exam.code}; {upgrade.code} replaced it.
              </span>
              <a class="quiet-button" href={examAddress(upgrade, writeQuestion(personOf(question)))} title={upgrade.title}>
                Upgrade to {upgrade.code}
              </a>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Without an experience the paths skip introductory exams. */
function Assumed({ onChange }: { onChange: Change }) {
  return (
    <p class="quiet notice assumed">
      These paths assume that you know the basics of the platform.{" "}
      <button type="button" class="link-button" onClick={() => onChange({ experience: "NEW_TO_CLOUD" })}>
        I am new to the field
      </button>
    </p>
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
  const ways = paths.length === 1 ? "1 path" : `${paths.length} paths`;
  // Paths for a special focus are below the paths to the role as a whole.
  const groups = [
    { title: null, members: paths.filter(({ optimisedFor }) => optimisedFor !== "FOCUS") },
    { title: "For a special focus only", members: paths.filter(({ optimisedFor }) => optimisedFor === "FOCUS") },
  ].filter(({ members }) => members.length > 0);
  return (
    <>
      <div class="answer-head">
        <h1>{path.steps.length === 0 ? `${title}: you are there` : `${title}: ${ways}`}</h1>
        <Share question={question} />
      </div>
      {question.experience === null && path.steps.length > 0 && <Assumed onChange={onChange} />}
      <Held targets={result.heldTargets} question={question} />
      {path.steps.length === 0 ? (
        <Empty title="Nothing is left to take">
          <p>{prose(path.summary)}</p>
        </Empty>
      ) : (
        <>
          <div role="radiogroup" aria-label="Alternatives">
            {groups.map(({ title: heading, members }) => (
              <Fragment key={heading}>
                {heading !== null && <h2 class="cards-head">{heading}</h2>}
                <div class="cards">
                  {members.map((item) => (
                    <Card key={item.rank} path={item} chosen={item.rank === path.rank} onChoose={() => onChange({ path: item.rank })} />
                  ))}
                </div>
              </Fragment>
            ))}
          </div>
          <section class="panel drawn" aria-label={`Path: ${path.label}`}>
            <h2>{path.label}</h2>
            <p class="quiet">{prose(path.tradeOff || path.summary)}</p>
            {path.tradeOff !== "" && path.support !== null && <p class="quiet support">{prose(path.support.text)}</p>}
            <PathDrawing key={path.rank} path={path} question={question} onChange={onChange} />
            <Additions path={path} question={question} />
            <Totals path={path} />
            {!path.totals.complete && <p class="quiet">Totals exclude unknown figures: {path.totals.missing.join(", ")}.</p>}
            {result.truncated && <p class="quiet">The search stopped at its limit; a better path may exist.</p>}
          </section>
          {path.returnOnInvestment !== null && (
            <ReturnPanel estimate={path.returnOnInvestment} question={question} onChange={onChange} />
          )}
        </>
      )}
      {paths.length === DRAWN && <MorePaths question={question} variables={variables} shown={DRAWN} />}
      <WhyNotPanel question={question} variables={variables} onChange={onChange} />
      <p class="page-links">
        <OpenInGraphiql document={Paths} variables={variables} />
      </p>
    </>
  );
}

/** Placeholder while an answer loads. */
export function RecommendationSkeleton({ title }: { title: string }) {
  return (
    <>
      <div class="answer-head">
        <h1>{title}</h1>
      </div>
      <div class="cards placeholders">
        <span class="card" />
        <span class="card" />
        <span class="card" />
      </div>
      <section class="panel drawn placeholder">
        <Skeleton lines={7} />
      </section>
    </>
  );
}
