// The totals of a path as texts. With an unknown part they are minimums and name the exam.
import { counted, listed, money, unknown, type Span } from "../../format";
import { t } from "../../messages";

interface Totals {
  readonly fees: { readonly amount: string; readonly currency: string } | null;
  readonly feesAtLeast: boolean;
  readonly studyHours: Span | null;
  readonly studyHoursAtLeast: boolean;
  readonly weeks: Span | null;
}

interface Step {
  readonly hours: Span | null;
  readonly fee: object | null;
  readonly exam: { readonly code: string };
}

interface Sum {
  /** "at least 60 hours" */
  readonly sum: string;
  /** "; AI-500 unknown", or nothing where the whole is unknown or known. */
  readonly unknown: string;
}

export function sums(totals: Totals, steps: readonly Step[]): { readonly fees: Sum; readonly hours: Sum; readonly weeks: string } {
  const { fees, feesAtLeast, studyHours, studyHoursAtLeast, weeks } = totals;
  const span = (value: Span | null, unit: "hours" | "weeks") =>
    // The upper end excludes unknown figures, so it is unknown too.
    value === null ? unknown() : studyHoursAtLeast ? t("sum-at-least", { sum: counted({ min: value.min, max: value.min }, unit) }) : counted(value, unit);
  const missing = (isKnown: (step: Step) => boolean) => {
    const codes = steps.filter((step) => !isKnown(step)).map(({ exam }) => exam.code);
    return codes.length === 0 || codes.length === steps.length ? "" : t("sum-unknown", { codes: listed(codes) });
  };
  return {
    fees: { sum: fees === null ? unknown() : feesAtLeast ? t("sum-at-least", { sum: money(fees) }) : money(fees), unknown: missing(({ fee }) => fee !== null) },
    hours: { sum: span(studyHours, "hours"), unknown: missing(({ hours }) => hours !== null) },
    weeks: span(weeks, "weeks"),
  };
}
