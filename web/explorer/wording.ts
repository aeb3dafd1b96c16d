// How figures, dates and closed sets read on the page.

const numbers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const dates = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const shortDates = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

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

/** A day as people write it: "20 Dec 2026". Rough dates (EDTF) say how rough they are. */
export function date(text: string): string {
  if (text.startsWith("../")) {
    return `by ${date(text.slice(3))}`;
  }
  if (/^\d{4}-\d{2}$/.test(text)) {
    return new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${text}-01`));
  }
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? dates.format(new Date(text)) : text;
}

export function shortDate(text: string): string {
  return shortDates.format(new Date(text));
}

/** The first day that a rough date can mean. */
export function firstDay(text: string): string {
  const plain = text.replace(/^\.\.\//, "");
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

/** A percentage of a share between 0 and 1. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export const DECISIONS: Readonly<Record<string, string>> = {
  TAKE: "Take it",
  TAKE_LATER: "Take it later",
  TAKE_INSTEAD: "Take something else",
  SKIP: "Skip it",
};

export const CONFIDENCES: Readonly<Record<string, string>> = {
  OFFICIAL: "official",
  VENDOR_API: "vendor's interface",
  REPUTABLE: "reputable",
  COMMUNITY: "community",
  ESTIMATE: "estimate",
};
