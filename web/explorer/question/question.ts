// The whole question as query parameters, so that a link shares it. Exams that the address does not name as
// held are those of this device.
import { queryText } from "../address";
import { readDay } from "../day";
import { heldHere } from "../device/plans";
import type { Experience, PathConstraints, ProfileInput, RoiInput } from "../generated/paths";
import type { PlainId } from "../messages";

export const EXPERIENCES: ReadonlyArray<{ readonly value: Experience; readonly label: PlainId }> = [
  { value: "NEW_TO_CLOUD", label: "experience-new" },
  { value: "KNOWS_VENDOR", label: "experience-basics" },
  { value: "PRACTITIONER", label: "experience-work" },
];

export const DEFAULT_WEEKLY_HOURS = 10;
export const MOST_WEEKLY_HOURS = 168;
export const DEFAULT_YEARS = 3;

export interface Question {
  /** A role's slug; null before one is chosen. */
  readonly role: string | null;
  /** Exams written `vendor/code`. */
  readonly held: readonly string[];
  readonly experience: Experience | null;
  /** Slugs; empty for any vendor. */
  readonly vendors: readonly string[];
  /** US dollars, as text; null for no limit. */
  readonly maxFees: string | null;
  readonly weeklyHours: number;
  readonly deadline: string | null;
  /** The day of the query; null for today. */
  readonly asOf: string | null;
  /** US dollars a year; null for the sources' figure. */
  readonly raise: number | null;
  /** US dollars an hour; null for the sources' figure. */
  readonly rate: number | null;
  /** Practice costs in US dollars; null for the sources' figure. */
  readonly practice: number | null;
  /** Study hours; null for the sources' figure. */
  readonly hours: number | null;
  /** Years of benefit of a raise. */
  readonly years: number;
  /** The rank of the path that is open. */
  readonly path: number;
  /** The position of the step that is open. */
  readonly step: number | null;
  /** The exam of "why not", written `vendor/code`. */
  readonly whyNot: string | null;
}

/** The items of a comma-separated list. */
export function list(text: string | null): string[] {
  return (text ?? "").split(",").filter((item) => item !== "");
}

function whole(text: string | null, least: number, most: number): number | null {
  const value = text !== null && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
}

function matching(text: string | null, pattern: RegExp): string | null {
  return text !== null && pattern.test(text) ? text : null;
}

/** Reads a question; ignores unreadable values. */
export function readQuestion(search: URLSearchParams): Question {
  const experience = EXPERIENCES.find(({ value }) => value === search.get("experience"));
  return {
    role: search.get("role") || null,
    held: heldIn(search),
    experience: experience?.value ?? null,
    vendors: list(search.get("vendors")),
    maxFees: matching(search.get("maxFees"), /^\d{1,9}(\.\d{1,2})?$/),
    weeklyHours: whole(search.get("weeklyHours"), 1, MOST_WEEKLY_HOURS) ?? DEFAULT_WEEKLY_HOURS,
    deadline: readDay(search.get("deadline")),
    asOf: readDay(search.get("asOf")),
    raise: whole(search.get("raise"), 0, 10_000_000),
    rate: whole(search.get("rate"), 0, 100_000),
    practice: whole(search.get("practice"), 0, 1_000_000),
    hours: whole(search.get("hours"), 1, 10_000),
    years: whole(search.get("years"), 1, 50) ?? DEFAULT_YEARS,
    path: whole(search.get("path"), 1, 10) ?? 1,
    step: whole(search.get("step"), 1, 100),
    whyNot: search.get("whyNot") || null,
  };
}

const SINGLE = ["experience", "maxFees", "weeklyHours", "deadline", "asOf", "raise", "rate", "practice", "hours", "years", "path", "step"] as const;

/** Unreadable values of an address, such as "deadline=2026-99-99". */
export function unread(search: URLSearchParams): string[] {
  const question = readQuestion(search);
  return SINGLE.flatMap((name) => {
    const given = search.get(name);
    return given === null || given === "" || given === String(question[name]) ? [] : [`${name}=${given}`];
  });
}

/** The question in the address bar now: a control that reports late changes this one. */
export function presentQuestion(): Question {
  return readQuestion(new URLSearchParams(location.search));
}

/** The picture of the open path. */
export function pictureAddress(question: Question): string {
  const { role, held, experience, vendors, maxFees, weeklyHours, deadline, asOf, path } = question;
  return `/paths/${role}.svg${writeShared({ held, experience, vendors, maxFees, weeklyHours, deadline, asOf, path })}`;
}

/** The held exams of an address: those that it names, else those of this device. */
export function heldIn(search: URLSearchParams): readonly string[] {
  return search.has("held") ? list(search.get("held")) : heldHere();
}

/** How an address names held exams; null where this device stores the same. */
export function heldParameter(held: readonly string[]): string | null {
  const text = held.join(",");
  return text === heldHere().join(",") ? null : text;
}

/** Writes a question as query parameters; omits defaults, and the held exams of this device. */
export function writeQuestion(question: Partial<Question>): string {
  return written(question, question.held === undefined ? null : heldParameter(question.held));
}

/** The same with the held exams of this device, for other people and for files of the server. */
export function writeShared(question: Partial<Question>): string {
  return written(question, question.held?.join(",") || null);
}

function written(question: Partial<Question>, held: string | null): string {
  const search = new URLSearchParams();
  const put = (name: string, value: string | number | null | undefined, standard?: number) => {
    if (value !== null && value !== undefined && value !== "" && value !== standard) {
      search.set(name, String(value));
    }
  };
  put("role", question.role);
  if (held !== null) {
    search.set("held", held);
  }
  put("experience", question.experience);
  put("vendors", question.vendors?.join(","));
  put("maxFees", question.maxFees);
  put("weeklyHours", question.weeklyHours, DEFAULT_WEEKLY_HOURS);
  put("deadline", question.deadline);
  put("asOf", question.asOf);
  put("raise", question.raise);
  put("rate", question.rate);
  put("practice", question.practice);
  put("hours", question.hours);
  put("years", question.years, DEFAULT_YEARS);
  put("path", question.path, 1);
  put("step", question.step);
  put("whyNot", question.whyNot);
  return queryText(search);
}

/** The profile; undefined when it is empty. */
export function profileOf(question: Question): ProfileInput | undefined {
  const { held, experience, vendors } = question;
  if (held.length === 0 && experience === null && vendors.length === 0) {
    return undefined;
  }
  return {
    ...(held.length > 0 && { held }),
    ...(experience !== null && { experience }),
    ...(vendors.length > 0 && { vendors }),
  };
}

/** The constraints of a path. */
export function constraintsOf({ maxFees, weeklyHours, deadline }: Question): PathConstraints {
  return { weeklyHours, ...(maxFees !== null && { maxFees }), ...(deadline !== null && { deadline }) };
}

/** The person's own figures for the return; undefined when there are none. */
export function returnInputOf({ raise, rate, practice, hours, years }: Question): RoiInput | undefined {
  const single = (value: number) => ({ min: String(value) });
  const input: RoiInput = {
    ...(raise !== null && { annualRaise: single(raise) }),
    ...(rate !== null && { hourlyRate: single(rate) }),
    ...(practice !== null && { practiceCost: single(practice) }),
    ...(hours !== null && { studyHours: single(hours) }),
    ...(years !== DEFAULT_YEARS && { horizonYears: years }),
  };
  return Object.keys(input).length === 0 ? undefined : input;
}

/** The part of a question that describes the person and the day, for links to other pages. */
export function personOf(question: Question): Partial<Question> {
  const { held, experience, vendors, weeklyHours, asOf } = question;
  return { held, experience, vendors, weeklyHours, asOf };
}

/** Splits `vendor/code`; the vendor is undefined where only a code is given. */
export function examOf(text: string): { readonly code: string; readonly vendor?: string } {
  const slash = text.indexOf("/");
  return slash < 0 ? { code: text } : { vendor: text.slice(0, slash), code: text.slice(slash + 1) };
}

/** Names an exam as questions do. */
export function examName(exam: { readonly code: string; readonly vendor: { readonly slug: string } }): string {
  return `${exam.vendor.slug}/${exam.code}`;
}
