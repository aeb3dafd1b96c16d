// The exams that the reader holds and plans, stored on this device only. An address that names held exams
// has precedence, and reading an address never changes what is stored.
import { announce } from "../address";
import { readDay } from "../day";
import { store, stored } from "./storage";

export interface Held {
  /** `vendor/code` */
  readonly exam: string;
  /** The day on which it was passed or last renewed; null when not given. */
  readonly earnedOn: string | null;
}

export interface Plans {
  readonly held: readonly Held[];
  /** Exams written `vendor/code`. */
  readonly planned: readonly string[];
}

const KEY = "plans";
const NONE: Plans = { held: [], planned: [] };

/** The format of stored and exported lists. */
export const FORMAT = "certgraph-plans";
export const VERSION = 1;

const EXAM = /^[a-z0-9-]{1,64}\/[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/;
/** At most this many exams of each kind; the API has the same limit for held ones. */
export const MOST = 100;

export type Refusal = "not-json" | "not-plans" | "version" | "too-many" | { readonly entry: string };

function isDay(value: unknown): value is string {
  return typeof value === "string" && readDay(value) !== null;
}

function readHeld(value: unknown): Held | null {
  const { exam, earnedOn = null } = (value ?? {}) as { exam?: unknown; earnedOn?: unknown };
  return typeof exam === "string" && EXAM.test(exam) && (earnedOn === null || isDay(earnedOn)) ? { exam, earnedOn } : null;
}

/** Reads an exported list; the reason where it is none. */
export function readPlans(value: unknown): Plans | Refusal {
  const { format, version, held, planned } = (value ?? {}) as Record<string, unknown>;
  if (format !== FORMAT || !Array.isArray(held) || !Array.isArray(planned)) {
    return "not-plans";
  }
  if (version !== VERSION) {
    return "version";
  }
  if (held.length > MOST || planned.length > MOST) {
    return "too-many";
  }
  const entries = held.map(readHeld);
  const unreadHeld = entries.indexOf(null);
  if (unreadHeld >= 0) {
    return { entry: JSON.stringify(held[unreadHeld]) };
  }
  const unreadPlanned = planned.find((exam) => typeof exam !== "string" || !EXAM.test(exam)) as unknown;
  if (unreadPlanned !== undefined) {
    return { entry: JSON.stringify(unreadPlanned) };
  }
  return { held: entries.filter((entry) => entry !== null), planned: planned as string[] };
}

export function isRefusal(result: Plans | Refusal): result is Refusal {
  return typeof result === "string" || "entry" in result;
}

/** The text of an exported file. */
export function written({ held, planned }: Plans): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, held, planned }, null, 2)}\n`;
}

function load(): Plans {
  const result = readPlans(stored(KEY));
  return isRefusal(result) ? NONE : result;
}

let current = load();
if (typeof addEventListener === "function") {
  // Another tab changed them.
  addEventListener("storage", (event) => {
    if (event.key === KEY) {
      current = load();
      announce();
    }
  });
}

export function plans(): Plans {
  return current;
}

/** Stores changed lists and renders the page again. */
export function changePlans(next: Plans): void {
  current = next;
  store(KEY, { format: FORMAT, version: VERSION, ...next });
  announce();
}

/** The held exams of this device, written `vendor/code`. */
export function heldHere(): readonly string[] {
  return current.held.map(({ exam }) => exam);
}

/** Adds held exams; a given day replaces an earlier one, and what was planned is no longer. */
export function hold(entries: readonly Held[]): void {
  const merged = new Map(current.held.map((entry) => [entry.exam, entry]));
  for (const { exam, earnedOn } of entries) {
    merged.set(exam, { exam, earnedOn: earnedOn ?? merged.get(exam)?.earnedOn ?? null });
  }
  changePlans({ held: [...merged.values()].slice(0, MOST), planned: current.planned.filter((exam) => !merged.has(exam)) });
}

/** Sets the day on which a held exam was passed; null for not given. */
export function setEarnedOn(exam: string, earnedOn: string | null): void {
  changePlans({ ...current, held: current.held.map((entry) => (entry.exam === exam ? { exam, earnedOn } : entry)) });
}

export function release(exam: string): void {
  changePlans({ ...current, held: current.held.filter((entry) => entry.exam !== exam) });
}

export function plan(exam: string, isPlanned: boolean): void {
  const others = current.planned.filter((name) => name !== exam);
  changePlans({ ...current, planned: isPlanned ? [...others, exam].slice(-MOST) : others });
}
