// The paths to a role: alternatives side by side, the chosen one as a timeline, and its return on
// investment.
import { Fragment } from "preact";
import { useRef } from "preact/hooks";

import { examAddress } from "../../address";
import { Timeline } from "../../charts/timeline";
import { Paths, type PathFragment, type PathsQuery, type PathsQueryVariables } from "../../generated/paths";
import { CheckedOn, lastCheck } from "../../components/checks";
import type { Change } from "../../components/fields";
import { OpenInGraphiql, PageQuery } from "../../components/open-in-graphiql";
import { PanelHead } from "../../components/panel-head";
import { ReturnPanel } from "../../components/return-figures";
import { Share } from "../../components/share";
import { Proofs } from "../../components/sourced";
import { Empty, Skeleton } from "../../components/states";
import { today } from "../../day";
import { examName, personOf, pictureAddress, writeQuestion, writeShared, type Question } from "../../question/question";
import { date, firstDay, listed, prose, unknown } from "../../format";
import { HowFirm } from "./how-firm";
import { MorePaths } from "./more-paths";
import { PathLabel, pathLabel } from "./path-label";
import { StepReasons } from "./step-reasons";
import { sums } from "./sums";
import { WhyNotPanel } from "./why-not-panel";
import { Rich, t, type PlainId } from "../../messages";

type Result = Extract<PathsQuery["recommendedPaths"], { __typename: "RecommendedPaths" }>;

/** How many paths are requested in full. */
const DRAWN = 4;

/** The day of the last exam; null where it is not known. */
function finish(path: PathFragment): string | null {
  const last = path.steps[path.steps.length - 1]?.finishesOn ?? null;
  return last === null ? null : date(last);
}

function finishWords(path: PathFragment): string {
  const day = finish(path);
  return day === null ? t("card-finish-unknown") : t("card-finish", { day });
}

/** Further respects in which a path is the best. */
const ALSO: Readonly<Record<string, PlainId>> = { FEES: "best-cheapest", CALENDAR: "best-fastest", STUDY_HOURS: "best-least-study", SIGNAL: "best-signal" };

function Card({ path, chosen, onChoose }: { path: PathFragment; chosen: boolean; onChoose: () => void }) {
  const { support } = path;
  const { fees, hours, weeks } = sums(path.totals, path.steps);
  const also = path.bestIn.flatMap((objective) => (objective !== path.optimisedFor && ALSO[objective] !== undefined ? [t(ALSO[objective])] : []));
  return (
    <label class={`card${chosen ? " chosen" : ""}`}>
      <input type="radio" name="path" checked={chosen} onChange={onChoose} />
      <span class="card-label"><PathLabel label={path.label} /></span>
      {path.optimisedFor === "SIGNAL" && <span class="quiet">{t("card-signal")}</span>}
      <span class="card-codes">{path.steps.map(({ exam }) => exam.code).join(" → ")}</span>
      <span class="card-figures">
        <span>
          {path.totals.fees === null ? <b>{t("card-fees-unknown")}</b> : <Rich id="card-fees" values={{ fees: fees.sum, unknown: fees.unknown }} tags={{ b: (text) => <b>{text}</b> }} />}
        </span>
        <span>
          <b>{path.totals.studyHours === null ? t("card-hours-unknown") : hours.sum}</b>
          {hours.unknown}
        </span>
        {path.totals.weeks !== null && (
          <span>
            <b>{weeks}</b>
          </span>
        )}
      </span>
      <span class="quiet">{finishWords(path)}</span>
      {support !== null && (
        <span class="quiet support">
          {t("card-support", { sources: support.sources, count: support.totalSources })}
        </span>
      )}
      {also.length > 0 && <span class="quiet">{t("card-also", { list: listed(also) })}</span>}
    </label>
  );
}

function Totals({ path }: { path: PathFragment }) {
  const { fees, hours, weeks } = sums(path.totals, path.steps);
  // The fee that was checked the longest ago; null where a check is not dated.
  const checks = path.steps.map(({ exam }) => lastCheck(exam.freshness, "FEE"));
  const checked = checks.includes(null) ? null : (checks.sort((left, right) => firstDay(left ?? "").localeCompare(firstDay(right ?? "")))[0] ?? null);
  return (
    <dl class="figures totals">
      <div>
        <dt>{t("totals-fees")}</dt>
        <dd>
          {fees.sum} <CheckedOn day={checked} />
        </dd>
      </div>
      <div>
        <dt>{t("totals-study")}</dt>
        <dd>{hours.sum}</dd>
      </div>
      <div>
        <dt>{t("totals-calendar")}</dt>
        <dd>{weeks}</dd>
      </div>
      <div>
        <dt>{t("totals-finish")}</dt>
        <dd>{finish(path) ?? unknown()}</dd>
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
    <section class="additions" aria-label={t("additions")}>
      <h3>{t("additions-title")}</h3>
      <ul class="reasons">
        {path.suggestedAdditions.map(({ exam, before, because, evidence }) => (
          <li key={exam.code + before.code}>
            <p>
              <span lang="en">{prose(because)}</span>{" "}
              <a href={examAddress(exam, writeQuestion(personOf(question)))} title={exam.title}>
                {t("see-exam", { code: exam.code })}
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
                  <p lang="en">{prose(text)}</p>
                  <Proofs proofs={evidence.slice(0, 1)} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      <div class="step-area" aria-live="polite">
        {step === undefined ? (
          <p class="quiet hint-line">{t("steps-hint")}</p>
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
    <ul class="panel held-targets" aria-label={t("held-region")}>
      {targets.map(({ exam, upgrade }) => (
        <li key={examName(exam)}>
          {upgrade === null ? (
            <span>{t("held-reached", { code: exam.code })}</span>
          ) : (
            <>
              <span>{t("held-replaced", { code: exam.code, next: upgrade.code })}</span>
              <a class="quiet-button" href={examAddress(upgrade, writeQuestion(personOf(question)))} title={upgrade.title}>
                {t("held-upgrade", { code: upgrade.code })}
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
      {t("assumed")}{" "}
      <button type="button" class="link-button" onClick={() => onChange({ experience: "NEW_TO_CLOUD" })}>
        {t("assumed-new")}
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
      <Empty title={t("paths-none")}>
        <p>{t("paths-none-note")}</p>
      </Empty>
    );
  }
  // Paths for a special focus are below the paths to the role as a whole.
  const groups = [
    { title: null, members: paths.filter(({ optimisedFor }) => optimisedFor !== "FOCUS") },
    { title: t("card-focus"), members: paths.filter(({ optimisedFor }) => optimisedFor === "FOCUS") },
  ].filter(({ members }) => members.length > 0);
  return (
    <PageQuery document={Paths} variables={variables}>
      <div class="answer-head">
        <h1>{path.steps.length === 0 ? t("paths-heading-reached", { role: title }) : t("paths-heading", { role: title, count: paths.length })}</h1>
        <Share address={`/${writeShared(question)}`} picture={pictureAddress(question)} />
      </div>
      {question.experience === null && path.steps.length > 0 && <Assumed onChange={onChange} />}
      <Held targets={result.heldTargets} question={question} />
      {path.steps.length === 0 ? (
        <Empty title={t("paths-nothing-left")}>
          <p lang="en">{prose(path.summary)}</p>
        </Empty>
      ) : (
        <>
          <div role="radiogroup" aria-label={t("paths-alternatives")}>
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
          <section class="panel drawn" aria-label={t("paths-path", { label: pathLabel(path.label) })}>
            <PanelHead title={pathLabel(path.label)} />
            <p class="quiet" lang="en">{prose(path.tradeOff || path.summary)}</p>
            {path.tradeOff !== "" && path.support !== null && <p class="quiet support" lang="en">{prose(path.support.text)}</p>}
            <PathDrawing key={path.rank} path={path} question={question} onChange={onChange} />
            <Additions path={path} question={question} />
            <Totals path={path} />
            {!path.totals.complete && <p class="quiet">{t("totals-missing", { list: path.totals.missing.join(", ") })}</p>}
            {result.truncated && <p class="quiet">{t("totals-truncated")}</p>}
            {path.rank === 1 && <HowFirm variables={variables} />}
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
    </PageQuery>
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
