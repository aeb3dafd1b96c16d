// When facts were last checked, and what is due for another check.
import { date, isDay, listed, roughly } from "../format";
import { Rich, t, type PlainId } from "../messages";

/** `FactKind` of the API, for people. */
const KINDS = { LIFECYCLE: "check-dates", FEE: "check-fee", OUTLINE: "check-blueprint", OTHER: "check-other" } as const satisfies Record<string, PlainId>;

type Kind = keyof typeof KINDS;

export interface Freshness {
  readonly kinds: ReadonlyArray<{
    readonly kind: Kind;
    /** As exactly as it is known: a day, a month, a year. */
    readonly lastChecked: string | null;
    readonly dueOn: string | null;
    readonly isDue: boolean;
  }>;
}

/** When facts of a kind were checked; null where none is dated. */
export function lastCheck({ kinds }: Freshness, kind: Kind): string | null {
  return kinds.find((item) => item.kind === kind)?.lastChecked ?? null;
}

/** The day, month or year in which a figure was checked. */
export function CheckedOn({ day }: { day: string | null }) {
  return day === null ? null : <span class="checked">{isDay(day) ? t("checked-on", { day: date(day) }) : t("checked-in", { period: roughly(day) })}</span>;
}

/** When dates and fee were checked, those of one day together: "dates and fee 24 Sep 2026". */
export function checkedDays({ kinds }: Freshness): string {
  const days = new Map<string, string[]>();
  for (const { kind, lastChecked } of kinds) {
    if (lastChecked !== null && (kind === "LIFECYCLE" || kind === "FEE")) {
      days.set(lastChecked, [...(days.get(lastChecked) ?? []), t(KINDS[kind])]);
    }
  }
  return [...days].map(([day, names]) => t("checked-days", { names: listed(names), day: roughly(day) })).join(", ");
}

/** One line for all facts that are due for another check, or nothing. */
export function DueChecks({ freshness, page }: { freshness: Freshness; page: string | null }) {
  const due = freshness.kinds.filter(({ isDue }) => isDue);
  if (due.length === 0) {
    return null;
  }
  return (
    <p class="due">
      <Rich
        id="due"
        values={{ kinds: due.map(({ kind, dueOn }) => (dueOn === null ? t(KINDS[kind]) : t("due-since", { kind: t(KINDS[kind]), day: date(dueOn) }))).join(", ") }}
        tags={{ page: (text) => (page === null ? text : <a href={page} rel="noreferrer">{text}</a>) }}
      />
    </p>
  );
}
