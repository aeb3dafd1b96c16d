// What changed between two versions of an exam's record, in sentences.
import { bounded, date, plain, words } from "../../format";

interface Fact {
  readonly name: string;
  readonly value?: unknown;
  readonly about?: string;
  readonly experience?: string;
  readonly conditions?: Readonly<Record<string, unknown>>;
}

/** The parts of a record of the export that sentences are made of. */
interface Version {
  readonly title?: string;
  readonly facts?: readonly Fact[];
  readonly blueprint?: unknown;
  readonly successors?: unknown;
  readonly prerequisites?: unknown;
}

const DATES: Readonly<Record<string, string>> = {
  ANNOUNCED_ON: "announced",
  BETA_ON: "beta begins",
  LIVE_ON: "opens",
  REGISTRATION_ENDS_ON: "last day to book",
};

const PARTS = { title: "Title", blueprint: "Blueprint", successors: "Successor", prerequisites: "Prerequisites" } as const;

/** A fact of each heading: "FEE" for members is another one than "FEE". */
function byHeading(facts: readonly Fact[] = []): Map<string, Fact> {
  return new Map(facts.map((fact) => [JSON.stringify([fact.name, fact.about, fact.experience, fact.conditions]), fact]));
}

function shown(fact: Fact | undefined): string | null {
  return typeof fact?.value === "string" ? plain(fact.value) : null;
}

function sentence(code: string, before: Fact | undefined, after: Fact, today: string): string {
  const value = typeof after.value === "string" ? after.value : null;
  if (after.name === "RETIRES_ON" && value !== null) {
    const { plain: day, bound } = bounded(value);
    return bound === null && day < today ? `${code} retired on ${date(value)}` : `${code} retires: ${date(value)}`;
  }
  const name = DATES[after.name];
  if (name !== undefined && value !== null) {
    return `${code}, ${name}: ${date(value)}`;
  }
  const [old, now] = [shown(before), shown(after)];
  const heading = `${words(after.name)} of ${code}`;
  if (now === null) {
    return `${heading} is no longer known`;
  }
  return old === null ? `${heading} is now known: ${now}` : `${heading} changed from ${old} to ${now}`;
}

/** The changes, most important first; a record that differs in its sources alone was checked again. */
export function sentences(code: string, before: Version, after: Version, today: string): string[] {
  const [old, now] = [byHeading(before.facts), byHeading(after.facts)];
  const differ = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  const facts = [...now].flatMap(([heading, fact]) => (differ(old.get(heading)?.value, fact.value) ? [sentence(code, old.get(heading), fact, today)] : []));
  const gone = [...old].flatMap(([heading, { name }]) => (now.has(heading) ? [] : [`${words(name)} of ${code} was taken out`]));
  const parts = Object.entries(PARTS).flatMap(([part, name]) => {
    const key = part as keyof typeof PARTS;
    return differ(before[key], after[key]) ? [`${name} of ${code} changed`] : [];
  });
  const all = [...new Set([...facts, ...gone, ...parts])];
  return all.length === 0 ? [`${code} was checked again`] : all;
}
