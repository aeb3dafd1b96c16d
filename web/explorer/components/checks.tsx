// When facts were last checked, and what is due for another check.
import { date, listed } from "../format";
import { Rich, t, type PlainId } from "../messages";

/** `FactKind` of the API, for people. */
const KINDS = { LIFECYCLE: "check-dates", FEE: "check-fee", OUTLINE: "check-blueprint", OTHER: "check-other" } as const satisfies Record<string, PlainId>;

type Kind = keyof typeof KINDS;

export interface Freshness {
  readonly kinds: ReadonlyArray<{
    readonly kind: Kind;
    readonly lastCheckedOn: string | null;
    readonly dueOn: string | null;
    readonly isDue: boolean;
  }>;
}

/** When facts of a kind were checked; null where none is dated. */
export function lastCheck({ kinds }: Freshness, kind: Kind): string | null {
  return kinds.find((item) => item.kind === kind)?.lastCheckedOn ?? null;
}

/** The day on which a figure was checked. */
export function CheckedOn({ day }: { day: string | null }) {
  return day === null ? null : <span class="checked">{t("checked-on", { day: date(day) })}</span>;
}

/** When dates and fee were checked, those of one day together: "dates and fee 24 Sep 2026". */
export function checkedDays({ kinds }: Freshness): string {
  const days = new Map<string, string[]>();
  for (const { kind, lastCheckedOn } of kinds) {
    if (lastCheckedOn !== null && (kind === "LIFECYCLE" || kind === "FEE")) {
      days.set(lastCheckedOn, [...(days.get(lastCheckedOn) ?? []), t(KINDS[kind])]);
    }
  }
  return [...days].map(([day, names]) => t("checked-days", { names: listed(names), day: date(day) })).join(", ");
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
