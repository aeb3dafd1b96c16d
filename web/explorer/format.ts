// Formats figures, dates and enum values for the pages.

import { language, t } from "./messages";
import { GROUPS, LEVELS, STATES, WORDS } from "./words";

const LOCALES = { en: "en-US", de: "de-DE", es: "es-ES" } as const;

/** The locale of figures and dates. */
export function locale(): string {
  return LOCALES[language()];
}

/** Creates a formatter on its first use only: that takes as long as formatting hundreds of values. */
function once<Options extends object, Format>(create: (locale: string, options: Options) => Format): (locale: string, options: Options) => Format {
  const created = new Map<string, Format>();
  return (place, options) => {
    const key = place + JSON.stringify(options);
    const format = created.get(key) ?? create(place, options);
    created.set(key, format);
    return format;
  };
}

const numberFormat = once((place, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(place, options));
const dateFormat = once((place, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(place, options));
export const nameFormat = once((place, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(place, options));

/** What is shown for a missing figure. */
export function unknown(): string {
  return t("unknown");
}

export interface Span {
  readonly min: number | string;
  readonly max: number | string;
}

export function number(value: number | string): string {
  return numberFormat(locale(), { maximumFractionDigits: 1 }).format(Number(value));
}

/** A range such as "60–100", or one number where both ends are equal. */
export function range({ min, max }: Span): string {
  return Number(min) === Number(max) ? number(min) : `${number(min)}–${number(max)}`;
}

/** A number of questions: vendors that publish only a maximum have a range from 1. */
export function itemCount({ min, max }: Span): string {
  return Number(min) === 1 && Number(max) > 1 ? t("at-most", { count: number(max) }) : range({ min, max });
}

/** Units whose plural depends on the number. */
type Unit = "hours" | "minutes" | "days" | "weeks" | "months" | "years" | "exams-count";

/** "1 week", "11–16 weeks". */
export function counted(span: Span, unit: Unit): string {
  return t(unit, { range: range(span), count: Number(span.max) });
}

function amount(value: number | string, currency: string): string {
  const exact = Number(value);
  const digits = Number.isInteger(exact) ? 0 : 2;
  return numberFormat(locale(), {
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
  return new Intl.ListFormat(language() === "en" ? "en-GB" : locale(), { type: "conjunction" }).format(items);
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
    return dateFormat(language() === "en" ? "en-GB" : locale(), { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${text}-01`));
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return text;
  }
  return language() === "en" ? `${shortDate(text)} ${text.slice(0, 4)}` : dayFormat({ year: "numeric" }).format(new Date(text));
}

/** A day as people write it: "20 Dec 2026". Rough dates say how rough they are. */
export function date(text: string): string {
  const { plain, bound } = bounded(text);
  const day = plainDate(plain);
  return bound === "earliest" ? t("date-not-before", { day }) : bound === "latest" ? t("date-by", { day }) : day;
}

/** Whether a date is known to the day. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** When something happened: "20 Dec 2026", "in May 2026", "in 2026". */
export function roughly(text: string): string {
  if (/^\d{4}$/.test(text)) {
    return t("in-year", { year: text });
  }
  return /^\d{4}-\d{2}$/.test(text) ? t("in-month", { month: date(text) }) : date(text);
}

/** The same within a sentence: "on 20 Dec 2026", "in May 2026", "20 Dec 2026 or later". */
export function moment(text: string): string {
  return bounded(text).bound !== null ? limit(text) : isDay(text) ? t("on-day", { day: date(text) }) : roughly(text);
}

/** A date as the beginning or the end of a span: "30 Jun 2026", "30 Jun 2026 or later". */
export function limit(text: string): string {
  const { plain, bound } = bounded(text);
  const day = plainDate(plain);
  return bound === "earliest" ? t("date-or-later", { day }) : bound === "latest" ? t("date-or-earlier", { day }) : day;
}

/** Whether only the earliest day of a date is known. */
export function isOpenEnded(text: string): boolean {
  return bounded(text).bound === "earliest";
}

function dayFormat(more: Intl.DateTimeFormatOptions = {}): Intl.DateTimeFormat {
  return dateFormat(locale(), { day: "numeric", month: "short", timeZone: "UTC", ...more });
}

/** The name of a month in short. British English has the order of day and month, American English the months of three letters. */
export function monthName(day: Date): string {
  return dateFormat(locale(), { month: "short", timeZone: "UTC" }).format(day);
}

export function shortDate(text: string): string {
  return language() === "en" ? `${Number(text.slice(8))} ${monthName(new Date(text))}` : dayFormat().format(new Date(text));
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

/** A value of the API as the beginning of a line: "NOT_PUBLISHED" becomes "Not published". */
export function words(constant: string): string {
  return sentence(inline(constant));
}

/** A value of the API within a sentence: "NOT_PUBLISHED" becomes "not published". */
export function inline(constant: string): string {
  const id = WORDS[constant];
  return id === undefined ? constant.toLowerCase().replaceAll("_", " ") : t(id);
}

/** The name of a group of roles; one without a message keeps its English name. */
export function groupName(group: string): string {
  const id = GROUPS[group];
  return id === undefined ? group : t(id);
}

/** A label within a sentence; German nouns keep their capital. */
export function lowered(label: string): string {
  return language() === "de" ? label : label.charAt(0).toLowerCase() + label.slice(1);
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
const CONSTANTS = new Set<string>([...LEVELS, ...STATES]);

/** The language codes of the names that the API has, such as "Chinese (Simplified)". */
let languageCodes: ReadonlyMap<string, string> | undefined;
const LANGUAGE_CODES = "ar bg bn cs da de el en es et fi fr he hi hr hu id it ja ko lt lv ms nb nl pl pt pt-BR pt-PT ro ru sk sl sr sv ta te th tr uk vi zh zh-Hans zh-Hant es-419 es-ES".split(" ");

/** The name of a language in the reader's language. */
export function languageName(name: string): string {
  if (language() === "en") {
    return name;
  }
  languageCodes ??= new Map(
    LANGUAGE_CODES.flatMap((code) => (["dialect", "standard"] as const).map((languageDisplay) => [new Intl.DisplayNames("en", { type: "language", languageDisplay }).of(code) ?? code, code] as const)),
  );
  const code = languageCodes.get(name) ?? languageCodes.get(name.replace(/^(\w+) \((\w+)\)$/, "$2 $1"));
  return (code === undefined ? undefined : nameFormat(locale(), { type: "language" }).of(code)) ?? name;
}

/** Units of the API that have a plural in each language. */
const UNITS: Readonly<Record<string, Unit>> = { hours: "hours", hour: "hours", minutes: "minutes", days: "days", weeks: "weeks", months: "months", years: "years" };

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
    return t("score-of", { passing: number(reached), most: number(most) });
  }
  const figure = /^(\d+(?:\.\d+)?)(?:\.\.(\d+(?:\.\d+)?))? (\D+)$/.exec(text);
  if (figure !== null) {
    const [, min = "", max = min, unit = ""] = figure;
    const known = UNITS[unit];
    return known === undefined ? `${unit === "items" ? itemCount({ min, max }) : range({ min, max })} ${unit === "items" ? inline("ITEMS") : unit}` : counted({ min, max }, known);
  }
  if (/^(?:\.\.\/)?\d{4}-\d{2}(?:-\d{2})?(?:\/\.\.)?$/.test(text)) {
    return date(text);
  }
  return CONSTANTS.has(text) ? words(text) : text;
}
