// When facts were last checked, and what is due for another check.
import { date, listed } from "../format";

/** `FactKind` of the API, for people. */
const KINDS = { LIFECYCLE: "dates", FEE: "fee", OUTLINE: "blueprint", OTHER: "other facts" } as const;

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
  return day === null ? null : <span class="checked">checked {date(day)}</span>;
}

/** When dates and fee were checked, those of one day together: "dates and fee 24 Sep 2026". */
export function checkedDays({ kinds }: Freshness): string {
  const days = new Map<string, string[]>();
  for (const { kind, lastCheckedOn } of kinds) {
    if (lastCheckedOn !== null && (kind === "LIFECYCLE" || kind === "FEE")) {
      days.set(lastCheckedOn, [...(days.get(lastCheckedOn) ?? []), KINDS[kind]]);
    }
  }
  return [...days].map(([day, names]) => `${listed(names)} ${date(day)}`).join(", ");
}

/** One line for all facts that are due for another check, or nothing. */
export function DueChecks({ freshness, page }: { freshness: Freshness; page: string | null }) {
  const due = freshness.kinds.filter(({ isDue }) => isDue);
  if (due.length === 0) {
    return null;
  }
  return (
    <p class="due">
      Due for another check: {due.map(({ kind, dueOn }) => `${KINDS[kind]}${dueOn === null ? "" : ` (since ${date(dueOn)})`}`).join(", ")}. Before you book, check{" "}
      {page === null ? "the vendor’s page" : <a href={page} rel="noreferrer">the vendor’s page</a>}.
    </p>
  );
}
