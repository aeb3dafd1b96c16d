// The exams of the map, as /map.json has them, and what is asked of them by the address.
import { useEffect, useState } from "preact/hooks";

import { Fault } from "../../api/request";
import { queryText } from "../../address";
import { chosen } from "../../components/chips";
import { readDay, today } from "../../day";
import { groupName } from "../../format";
import { heldIn, heldParameter, list } from "../../question/question";
import { LEVELS, STATES } from "../../words";

export type Level = (typeof LEVELS)[number];
export type State = (typeof STATES)[number];

interface Source {
  readonly vendors: ReadonlyArray<{ readonly slug: string; readonly name: string }>;
  /** `name` is null for all other exams; `width` is in exams. */
  readonly columns: ReadonlyArray<{ readonly name: string | null; readonly width: number }>;
  readonly exams: ReadonlyArray<{
    readonly code: string;
    readonly title: string;
    readonly vendor: number;
    readonly column: number;
    readonly level: Level | null;
    readonly states: ReadonlyArray<{ readonly from?: string; readonly state: State | null }>;
    readonly successors?: readonly number[];
    readonly required?: readonly number[];
    readonly recommended?: readonly number[];
  }>;
}

export interface MapExam {
  /** Its position in the list of all exams. */
  readonly index: number;
  /** `vendor/code`. */
  readonly name: string;
  readonly code: string;
  readonly title: string;
  readonly vendor: { readonly slug: string; readonly name: string };
  readonly level: Level | null;
  readonly states: ReadonlyArray<{ readonly from?: string; readonly state: State | null }>;
  readonly successors: readonly number[];
  readonly predecessors: readonly number[];
  readonly required: readonly number[];
  readonly recommended: readonly number[];
  /** The exams for which it is required or recommended. */
  readonly unlocks: readonly number[];
}

export interface MapData {
  readonly vendors: Source["vendors"];
  readonly columns: ReadonlyArray<{ readonly name: string | null; readonly width: number; readonly rows: ReadonlyArray<{ readonly level: Level | null; readonly exams: readonly MapExam[] }> }>;
  readonly exams: readonly MapExam[];
  /** The first and the last day on which a state changes. */
  readonly days: { readonly first: string; readonly last: string };
}

function linked({ vendors, columns, exams }: Source): MapData {
  const predecessors: number[][] = exams.map(() => []);
  const unlocks: number[][] = exams.map(() => []);
  exams.forEach(({ successors = [], required = [], recommended = [] }, index) => {
    successors.forEach((other) => predecessors[other]?.push(index));
    [...required, ...recommended].forEach((other) => unlocks[other]?.push(index));
  });
  const linkedExams = exams.map((exam, index): MapExam => {
    const vendor = vendors[exam.vendor] ?? { slug: "", name: "" };
    return {
      index,
      name: `${vendor.slug}/${exam.code}`,
      code: exam.code,
      title: exam.title,
      vendor,
      level: exam.level,
      states: exam.states,
      successors: exam.successors ?? [],
      predecessors: predecessors[index] ?? [],
      required: exam.required ?? [],
      recommended: exam.recommended ?? [],
      unlocks: unlocks[index] ?? [],
    };
  });
  const rows = columns.map(() => new Map<Level | null, MapExam[]>([...LEVELS, null].map((level) => [level, []])));
  exams.forEach(({ column, level }, index) => {
    const exam = linkedExams[index];
    if (exam !== undefined) {
      rows[column]?.get(level)?.push(exam);
    }
  });
  const used = [...LEVELS, null].filter((level) => exams.some((exam) => exam.level === level));
  const days = exams.flatMap(({ states }) => states.flatMap(({ from }) => from ?? [])).sort();
  return {
    vendors,
    columns: columns.map(({ name, width }, index) => ({ name: name === null ? null : groupName(name), width, rows: used.map((level) => ({ level, exams: rows[index]?.get(level) ?? [] })) })),
    exams: linkedExams,
    days: { first: days[0] ?? today(), last: days[days.length - 1] ?? today() },
  };
}

/** The state on a day; null before the announcement. */
export function stateOn({ states }: MapExam, day: string): State | null {
  let state: State | null = null;
  for (const since of states) {
    if (since.from === undefined || since.from <= day) {
      state = since.state;
    }
  }
  return state;
}

async function load(): Promise<MapData> {
  let response: Response;
  try {
    response = await fetch("/map.json");
  } catch {
    throw new Fault("unreachable", "The server cannot be reached.");
  }
  if (!response.ok) {
    throw new Fault(response.status === 429 ? "busy" : "failing", `The server answered with status ${response.status}.`);
  }
  return linked((await response.json()) as Source);
}

/** The map; undefined until it is loaded. */
export function useMap(): { readonly data: MapData | undefined; readonly fault: Fault | undefined; readonly retry: () => void } {
  const [data, setData] = useState<MapData>();
  const [fault, setFault] = useState<Fault>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    setFault(undefined);
    load().then(setData, (error: unknown) => setFault(Fault.of(error)));
  }, [attempt]);
  return { data, fault, retry: () => setAttempt((count) => count + 1) };
}

export interface MapQuestion {
  readonly vendors: readonly string[];
  readonly levels: readonly Level[];
  readonly states: readonly State[];
  readonly held: readonly string[];
  /** Null for today. */
  readonly asOf: string | null;
  /** The chosen exam as `vendor/code`. */
  readonly exam: string | null;
  readonly edges: boolean;
  readonly list: boolean;
}

/** Reads a question; ignores unreadable values. */
export function readMapQuestion(search: URLSearchParams): MapQuestion {
  return {
    vendors: list(search.get("vendors")),
    levels: chosen(search.get("levels") ?? "", LEVELS),
    states: chosen(search.get("states") ?? "", STATES),
    held: heldIn(search),
    asOf: readDay(search.get("asOf")),
    exam: search.get("exam") || null,
    edges: search.get("edges") === "all",
    list: search.get("view") === "list",
  };
}

/** The query parameters of a question for links to the page; empty where it is the default. */
export function writeMapQuestion(question: Partial<MapQuestion>): string {
  return written(question, question.held === undefined ? null : heldParameter(question.held));
}

/** The query parameters of a picture, which does not know what this device stores. */
export function writeMapPicture(question: Partial<MapQuestion>): string {
  return written(question, question.held?.join(",") || null);
}

function written(question: Partial<MapQuestion>, held: string | null): string {
  const search = new URLSearchParams();
  const put = (name: string, value: string | null | undefined) => value && search.set(name, value);
  put("vendors", question.vendors?.join(","));
  put("levels", question.levels?.join(","));
  put("states", question.states?.join(","));
  if (held !== null) {
    search.set("held", held);
  }
  put("asOf", question.asOf);
  put("exam", question.exam);
  put("edges", question.edges === true ? "all" : null);
  put("view", question.list === true ? "list" : null);
  return queryText(search);
}

/** The values of an address that the map does not use: what cannot be read, and vendors that do not exist. */
export function unreadOfMap(search: URLSearchParams, { vendors }: MapData): string[] {
  const asOf = search.get("asOf");
  const unknown = list(search.get("vendors")).filter((name) => !vendors.some(({ slug }) => slug === name));
  return [...(asOf === null || readDay(asOf) !== null ? [] : [`asOf=${asOf}`]), ...(unknown.length === 0 ? [] : [`vendors=${unknown.join(",")}`])];
}

/** A question without the vendors that do not exist. */
export function knownQuestion(question: MapQuestion, { vendors }: MapData): MapQuestion {
  return { ...question, vendors: question.vendors.filter((name) => vendors.some(({ slug }) => slug === name)) };
}
