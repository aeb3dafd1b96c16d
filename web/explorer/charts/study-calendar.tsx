// A study plan week by week: how the hours of each week are divided among the domains.
import type { ExamPageQuery } from "../generated/exam";
import { date, number, shortDate } from "../format";
import { t } from "../messages";

type Plan = NonNullable<NonNullable<ExamPageQuery["exam"]>["studyPlan"]>;

/** Colours of domains repeat after so many; the style sheet has as many. */
const COLOURS = 8;

function colour(ordinal: number | undefined): string {
  return ordinal === undefined ? "colour-none" : `colour-${(ordinal - 1) % COLOURS}`;
}

export function StudyCalendar({ plan }: { plan: Plan }) {
  const most = Math.max(...plan.weeks.map(({ hours }) => hours), 1);
  const domains = new Map(
    plan.weeks.flatMap((week) => week.domains.flatMap(({ domain }) => (domain === null ? [] : [[domain.key, domain] as const]))),
  );
  return (
    <div class="study-calendar">
      <ul class="domain-keys">
        {[...domains.values()]
          .sort((one, other) => one.ordinal - other.ordinal)
          .map(({ key, title, ordinal }) => (
            <li key={key}>
              <span class={`swatch ${colour(ordinal)}`} />
              {title}
            </li>
          ))}
      </ul>
      <ol class="weeks">
        {plan.weeks.map((week) => (
          <li key={week.number}>
            <span class="week-name">
              <b>{t("plan-week", { number: week.number })}</b>
              <span class="quiet">
                {shortDate(week.startsOn)} – {shortDate(week.endsOn)}
              </span>
            </span>
            <span class="week-bar" aria-hidden="true">
              {week.domains.map(({ domain, hours }, index) => (
                <span
                  key={index}
                  class={colour(domain?.ordinal)}
                  title={t("plan-hours-of", { hours: t("hours-short", { range: number(hours) }), part: domain?.title ?? t("plan-any-part") })}
                  style={{ width: `${(hours / most) * 100}%` }}
                />
              ))}
            </span>
            <span class="week-hours">{t("hours-short", { range: number(week.hours) })}</span>
            {(week.topics.length > 0 || week.gates.length > 0) && (
              <span class="week-note">
                {week.topics.join("; ")}
                {week.gates.map((gate) => (
                  <span key={gate.percent} class="gate">
                    {gate.consecutiveAttempts !== null && gate.consecutiveAttempts > 1
                      ? t("plan-gate-times", { percent: `${number(gate.percent)} %`, times: gate.consecutiveAttempts })
                      : t("plan-gate", { percent: `${number(gate.percent)} %` })}
                  </span>
                ))}
              </span>
            )}
          </li>
        ))}
        <li class="exam-day">
          <span class="week-name">
            <b>{t("plan-exam")}</b>
            <span class="quiet">{date(plan.finishesOn)}</span>
          </span>
          <span class="week-note quiet">{plan.bookBy === null ? t("plan-no-last-day") : t("plan-last-day", { day: date(plan.bookBy) })}</span>
        </li>
      </ol>
    </div>
  );
}
