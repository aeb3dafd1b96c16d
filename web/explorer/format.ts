// Formats figures, dates and enum values for the pages.

const numbers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
// British English has the order of day and month, American English the months of three letters.
const months = new Intl.DateTimeFormat("en-US", { month: "short", timeZone: "UTC" });

const lists = new Intl.ListFormat("en-GB", { type: "conjunction" });

export const UNKNOWN = "not known";

export interface Span {
  readonly min: number | string;
  readonly max: number | string;
}

export function number(value: number | string): string {
  return numbers.format(Number(value));
}

/** A range such as "60–100", or one number where both ends are equal. */
export function range({ min, max }: Span): string {
  return Number(min) === Number(max) ? number(min) : `${number(min)}–${number(max)}`;
}

/** A number of questions: vendors that publish only a maximum have a range from 1. */
export function itemCount({ min, max }: Span): string {
  return Number(min) === 1 && Number(max) > 1 ? `at most ${number(max)}` : range({ min, max });
}

/** "1 week", "11–16 weeks". */
export function counted(span: Span, one: string, many: string): string {
  return `${range(span)} ${Number(span.max) === 1 ? one : many}`;
}

function amount(value: number | string, currency: string): string {
  const exact = Number(value);
  const digits = Number.isInteger(exact) ? 0 : 2;
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(exact);
}

export function money({ amount: value, currency }: { readonly amount: string; readonly currency: string }): string {
  return amount(value, currency);
}

export function moneyRange({ min, max, currency }: Span & { readonly currency: string }): string {
  return Number(min) === Number(max) ? amount(min, currency) : `${amount(min, currency)} – ${amount(max, currency)}`;
}

/** "Japanese, Korean and Thai". */
export function listed(items: readonly string[]): string {
  return lists.format(items);
}

/** The side of a date on which it is open: the day is the first, or the last, that is possible. */
type Bound = "earliest" | "latest";

/** Splits a rough date (EDTF): "2026-06-30/.." is on that day or later, "../2026-06-30" on it or before. */
export function bounded(text: string): { readonly plain: string; readonly bound: Bound | null } {
  if (text.endsWith("/..")) {
    return { plain: text.slice(0, -3), bound: "earliest" };
  }
  return text.startsWith("../") ? { plain: text.slice(3), bound: "latest" } : { plain: text, bound: null };
}

function plainDate(text: string): string {
  if (/^\d{4}-\d{2}$/.test(text)) {
    return new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${text}-01`));
  }
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${shortDate(text)} ${text.slice(0, 4)}` : text;
}

/** A day as people write it: "20 Dec 2026". Rough dates say how rough they are. */
export function date(text: string): string {
  const { plain, bound } = bounded(text);
  const day = plainDate(plain);
  return bound === "earliest" ? `not before ${day}` : bound === "latest" ? `by ${day}` : day;
}

/** A date as the beginning or the end of a span: "30 Jun 2026", "30 Jun 2026 or later". */
export function limit(text: string): string {
  const { plain, bound } = bounded(text);
  const day = plainDate(plain);
  return bound === "earliest" ? `${day} or later` : bound === "latest" ? `${day} or earlier` : day;
}

/** Whether only the earliest day of a date is known. */
export function isOpenEnded(text: string): boolean {
  return bounded(text).bound === "earliest";
}

export function shortDate(text: string): string {
  return `${Number(text.slice(8))} ${months.format(new Date(text))}`;
}

/** The first day that a rough date can mean, or its last day if only that is known. */
export function firstDay(text: string): string {
  const { plain } = bounded(text);
  return plain.length === 4 ? `${plain}-01-01` : plain.length === 7 ? `${plain}-01` : plain;
}

/** Days since 1970, for drawing. */
export function dayNumber(text: string): number {
  return Date.parse(firstDay(text)) / 86_400_000;
}

/** "NEW_TO_CLOUD" becomes "New to cloud". */
export function words(constant: string): string {
  return sentence(constant.toLowerCase().replaceAll("_", " "));
}

/** The text as the beginning of a line: with a capital. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A sentence of the API with days and amounts as these pages write them: "retired on 30 Jun 2026", "$165". */
export function prose(text: string): string {
  return text
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, plainDate)
    .replace(/\b(\d+\.\d{2})(?:\.\.(\d+\.\d{2}))? ([A-Z]{3})\b/g, (_, min: string, max: string | undefined, currency: string) =>
      moneyRange({ min, max: max ?? min, currency }),
    )
    .replace(/(\d)\.\.(?=\d)/g, "$1–");
}

/** A percentage of a share between 0 and 1. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Enum values in texts of the API. */
const CONSTANTS = new Set(["FUNDAMENTALS", "ASSOCIATE", "PROFESSIONAL", "SPECIALTY", "ANNOUNCED", "BETA", "LIVE", "RETIRING", "RETIRED"]);

/** A value that the API returns as text, for people: "60..100 hours" becomes "60–100 hours", "165.00 USD" "$165". */
export function plain(text: string): string {
  const priced = /^(\d+(?:\.\d+)?)(?:\.\.(\d+(?:\.\d+)?))? ([A-Z]{3})$/.exec(text);
  if (priced !== null) {
    const [, min = "", max = min, currency = ""] = priced;
    return moneyRange({ min, max, currency });
  }
  const score = /^(\d+(?:\.\d+)?) of \d+(?:\.\d+)?\.\.(\d+(?:\.\d+)?)$/.exec(text);
  if (score !== null) {
    const [, reached = "", most = ""] = score;
    return `${number(reached)} of ${number(most)}`;
  }
  const figure = /^(\d+(?:\.\d+)?)(?:\.\.(\d+(?:\.\d+)?))? (\D+)$/.exec(text);
  if (figure !== null) {
    const [, min = "", max = min, unit = ""] = figure;
    return `${unit === "items" ? itemCount({ min, max }) : range({ min, max })} ${unit}`;
  }
  if (/^(?:\.\.\/)?\d{4}-\d{2}(?:-\d{2})?(?:\/\.\.)?$/.test(text)) {
    return date(text);
  }
  return CONSTANTS.has(text) ? words(text) : text;
}

export const DECISIONS: Readonly<Record<string, string>> = {
  TAKE: "Take it",
  TAKE_LATER: "Take it later",
  TAKE_INSTEAD: "Take something else",
  SKIP: "Skip it",
  NO_EVIDENCE: "No source judges this exam yet",
};

export const CONFIDENCES: Readonly<Record<string, string>> = {
  OFFICIAL: "official",
  VENDOR_API: "vendor's interface",
  REPUTABLE: "reputable",
  COMMUNITY: "community",
  ESTIMATE: "estimate",
};
