// A path as a graph over time: a row for each exam with the weeks of study before it,
// edges from what has to come first, and the days after which it is too late.
import type { PathFragment, StepFragment } from "../generated/paths";
import { MineMark } from "../components/mine";
import { examName } from "../question/question";
import { date, dayNumber, money, range, shortDate } from "../format";
import { monthTicks, scale, type Scale } from "./scale";
import { t } from "../messages";

/** Height of a row, and of its bar's middle within it, in pixels; the style sheet has the same. */
const ROW = 76;
const BAR = 53;

/** Days that are drawn for a step of unknown length. */
const UNKNOWN_DAYS = 28;

interface Row {
  readonly step: StepFragment;
  readonly from: number;
  /** When minimum and maximum study time end. */
  readonly soonest: number;
  readonly latest: number;
  /** False where the length is not known and the row only shows the order. */
  readonly dated: boolean;
}

function rows(path: PathFragment, weeklyHours: number, start: number): Row[] {
  let end = start;
  return path.steps.map((step) => {
    const from = step.startsOn === null ? end : dayNumber(step.startsOn);
    const dated = step.startsOn !== null && step.finishesOn !== null;
    const latest = step.finishesOn === null ? from + UNKNOWN_DAYS : dayNumber(step.finishesOn);
    const least = step.hours === null ? latest : from + Math.ceil(step.hours.min / weeklyHours) * 7;
    end = latest;
    return { step, from, soonest: Math.min(least, latest), latest, dated };
  });
}

/** The axis: from the start to the last exam, or to a day of note that is not far behind it. */
function axis(list: readonly Row[], start: number, deadline: number | null): Scale {
  const end = Math.max(start + 28, ...list.map(({ latest }) => latest));
  const reach = end + (end - start) * 0.5;
  const marks = [deadline, ...list.map(({ step }) => (step.bookBy === null ? null : dayNumber(step.bookBy)))];
  const last = Math.max(end, ...marks.filter((day): day is number => day !== null && day <= reach));
  return scale(start, last + (last - start) * 0.06);
}

/** Pairs of rows where the first has to, or should, come before the second. */
function edges(list: readonly Row[]): Array<{ from: number; to: number; required: boolean }> {
  const positions = new Map(list.map(({ step: { exam } }, index) => [`${exam.vendor.slug}/${exam.code}`, index]));
  return list.flatMap(({ step }, to) =>
    step.exam.prerequisites.flatMap(({ kind, anyOf }) =>
      anyOf.flatMap((exam) => {
        const from = positions.get(`${exam.vendor.slug}/${exam.code}`);
        return from === undefined || from >= to ? [] : [{ from, to, required: kind === "REQUIRED" }];
      }),
    ),
  );
}

function figures({ step }: Row): string {
  return [
    step.fee === null ? t("timeline-fee-unknown") : money(step.fee),
    step.hours === null ? t("timeline-hours-unknown") : t("hours-short", { range: range(step.hours) }),
    step.finishesOn === null ? t("timeline-day-unknown") : t("timeline-finish", { day: date(step.finishesOn) }),
  ].join(" · ");
}

/** Names nearer to the start than this, in percent, stand in that of the first day on narrow screens. */
const EARLY = 20;

function Months({ start, days }: { start: string; days: Scale }) {
  const ticks = monthTicks(days.from + (days.to - days.from) * 0.1, days.to, 6);
  const second = ticks.find(({ day }) => days.at(day) >= EARLY);
  return (
    <div class="months" aria-hidden="true">
      <span class="begin">{shortDate(start)}</span>
      {ticks.map((tick) => (
        <span key={tick.day} class={days.at(tick.day) < EARLY ? "early" : ""} style={{ left: `${days.at(tick.day)}%` }}>
          {tick.label}
          {tick === second && !tick.named && <i> ’{tick.year % 100}</i>}
        </span>
      ))}
    </div>
  );
}

interface Properties {
  readonly path: PathFragment;
  readonly weeklyHours: number;
  /** The day on which study begins. */
  readonly start: string;
  readonly deadline: string | null;
  /** The position of the step whose reasons are open. */
  readonly open: number | null;
  readonly onOpen: (position: number) => void;
}

export function Timeline({ path, weeklyHours, start, deadline, open, onOpen }: Properties) {
  const begin = dayNumber(start);
  const list = rows(path, weeklyHours, begin);
  const days = axis(list, begin, deadline === null ? null : dayNumber(deadline));
  const height = list.length * ROW;
  const end = deadline === null ? null : days.at(dayNumber(deadline));
  return (
    <div class="timeline">
      <Months start={start} days={days} />
      <div class="timeline-body">
        {monthTicks(days.from, days.to, 24).map((tick) => (
          <span key={tick.day} class="grid-line" style={{ left: `${days.at(tick.day)}%` }} />
        ))}
        {end !== null && (
          <span class="deadline" style={{ left: `${end}%` }}>
            <span class={end > 70 ? "before" : ""}>{t("timeline-deadline")}</span>
          </span>
        )}
        <svg class="edges" viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {edges(list).map(({ from, to, required }) => {
            const [source, target] = [list[from], list[to]];
            if (source === undefined || target === undefined) {
              return null;
            }
            const [x1, y1] = [days.at(source.latest), from * ROW + BAR];
            const [x2, y2] = [days.at(target.from), to * ROW + BAR];
            return (
              <path
                key={`${from}-${to}`}
                class={required ? "required" : "recommended"}
                d={`M${x1} ${y1}C${x1} ${y1 + ROW * 0.55} ${x2} ${y2 - ROW * 0.5} ${x2} ${y2}`}
              />
            );
          })}
        </svg>
        <ol>
          {list.map((row) => {
            const { step, from, soonest, latest, dated } = row;
            const left = days.at(from);
            const book = step.bookBy === null ? null : dayNumber(step.bookBy);
            return (
              <li key={step.position} class={dated ? "" : "undated"}>
                <button type="button" aria-expanded={open === step.position} onClick={() => onOpen(step.position)}>
                  <span class="row-label" style={{ marginLeft: `min(${left}%, 100% - var(--label))` }}>
                    <span class="row-name">
                      <b>{step.exam.code}</b> <span>{step.exam.title}</span> <MineMark exam={examName(step.exam)} />
                    </span>
                    <span class="row-figures">
                      {figures(row)}
                      {step.bookBy !== null && <span class="book-by"> · {t("timeline-book-by", { day: date(step.bookBy) })}</span>}
                    </span>
                  </span>
                  <span class="study likely" style={{ left: `${left}%`, width: `${days.at(latest) - left}%` }} />
                  <span class="study" style={{ left: `${left}%`, width: `${days.at(soonest) - left}%` }} />
                  {book !== null && book <= days.to && <span class="last-day" style={{ left: `${days.at(book)}%` }} />}
                  <span class="node" style={{ left: `${days.at(latest)}%` }}>
                    {step.position}
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
      </div>
      <p class="legend" aria-hidden="true">
        <span class="key-study">{t("timeline-minimum")}</span>
        <span class="key-likely">{t("timeline-maximum")}</span>
        <span class="key-node">{t("timeline-exam")}</span>
        <span class="key-edge">{t("timeline-prerequisite")}</span>
        <span class="key-last">{t("timeline-last-day")}</span>
      </p>
    </div>
  );
}
