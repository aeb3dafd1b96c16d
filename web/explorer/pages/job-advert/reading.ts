// Sends a text to the API and sorts what it mentions.
import { ask } from "../../api/request";
import { EarnedBy, Mentions, type MentionsQuery } from "../../generated/mentions";
import { examName } from "../../question/question";

/** Bytes of UTF-8 that the API reads. */
export const MOST_BYTES = 65_536;

/** Pages of mentions that are requested. */
const MOST_PAGES = 4;

/** Ids that one request may name. */
const MOST_IDS = 100;

export type Mention = MentionsQuery["recognise"]["nodes"][number];
export type Candidate = Mention["candidates"][number];
export type Gone = Mention["replacements"][number];

export interface Reading {
  /** The text as it was sent. */
  readonly text: string;
  /** Mentions in the whole text; `mentions` may have only the first of them. */
  readonly totalCount: number;
  readonly mentions: readonly Mention[];
  /** By the id of a certification: the sets of exams that earn it, written `vendor/code`. */
  readonly earnedBy: ReadonlyMap<string, ReadonlyArray<readonly string[]>>;
}

/** Reads a text. It is sent in the body of a request, never in an address. */
export async function readText(text: string, signal: AbortSignal): Promise<Reading> {
  const mentions: Mention[] = [];
  let totalCount = 0;
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { recognise }: MentionsQuery = await ask(Mentions, { text, after }, signal, true);
    mentions.push(...recognise.nodes);
    totalCount = recognise.totalCount;
    after = recognise.pageInfo.endCursor;
    if (!recognise.pageInfo.hasNextPage) {
      break;
    }
  }
  return { text, totalCount, mentions, earnedBy: await earnedBy(mentions, signal) };
}

async function earnedBy(mentions: readonly Mention[], signal: AbortSignal): Promise<Reading["earnedBy"]> {
  const candidates = mentions.flatMap((mention) => mention.candidates);
  const ids = new Set(candidates.flatMap((candidate) => (candidate.__typename === "Certification" ? [candidate.id] : [])));
  if (ids.size === 0) {
    return new Map();
  }
  const { nodes } = await ask(EarnedBy, { ids: [...ids].slice(0, MOST_IDS) }, signal);
  return new Map(nodes.flatMap((node) => (node !== null && "id" in node ? [[node.id, node.earnedBy.map(({ allOf }) => allOf.map(examName))] as const] : [])));
}

/** A name of what is meant, the same for each mention of it. */
export function candidateKey(candidate: Candidate): string {
  switch (candidate.__typename) {
    case "Exam":
      return examName(candidate);
    case "Certification":
      return `certification ${candidate.slug}`;
    case "Role":
      return `role ${candidate.slug}`;
  }
}

/** One of each that is mentioned, in the order of the text. */
export function distinct(mentions: readonly Mention[]): Mention[] {
  const seen = new Map(mentions.map((mention) => [mention.candidates.map(candidateKey).join(), mention]).reverse() as Array<[string, Mention]>);
  return [...seen.values()].reverse();
}

/** Whether the held exams include an exam, or earn a certification. */
export function isHeld(candidate: Candidate, held: ReadonlySet<string>, earned: Reading["earnedBy"]): boolean {
  switch (candidate.__typename) {
    case "Exam":
      return held.has(examName(candidate));
    case "Certification":
      return (earned.get(candidate.id) ?? []).some((exams) => exams.length > 0 && exams.every((exam) => held.has(exam)));
    case "Role":
      return false;
  }
}

/** The exams that are gone, each once. */
export function goneIn(mentions: readonly Mention[]): Gone[] {
  const all = mentions.flatMap(({ replacements }) => replacements);
  return [...new Map(all.map((gone) => [examName(gone.exam), gone])).values()];
}
