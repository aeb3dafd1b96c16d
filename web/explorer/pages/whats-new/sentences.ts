// What changed between two versions of an exam's record, in sentences.
import { bounded, date, plain, words } from "../../format";
import { t } from "../../messages";

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

const DATES = {
  ANNOUNCED_ON: "change-announced",
  BETA_ON: "change-beta",
  LIVE_ON: "change-opens",
  REGISTRATION_ENDS_ON: "change-last-booking",
} as const;

const PARTS = { title: "change-title", blueprint: "change-blueprint", successors: "change-successor", prerequisites: "change-prerequisites" } as const;

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
    return t(bound === null && day < today ? "change-retired" : "change-retires", { code, day: date(value) });
  }
  const dated = Object.entries(DATES).find(([name]) => name === after.name)?.[1];
  if (dated !== undefined && value !== null) {
    return t(dated, { code, day: date(value) });
  }
  const [old, now] = [shown(before), shown(after)];
  const of = t("change-of", { fact: words(after.name), code });
  if (now === null) {
    return t("change-unknown", { of });
  }
  return old === null ? t("change-known", { of, value: now }) : t("change-changed", { of, old, value: now });
}

/** The changes, most important first; a record that differs in its sources alone was checked again. */
export function sentences(code: string, before: Version, after: Version, today: string): string[] {
  const [old, now] = [byHeading(before.facts), byHeading(after.facts)];
  const differ = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  const facts = [...now].flatMap(([heading, fact]) => (differ(old.get(heading)?.value, fact.value) ? [sentence(code, old.get(heading), fact, today)] : []));
  const gone = [...old].flatMap(([heading, { name }]) => (now.has(heading) ? [] : [t("change-removed", { of: t("change-of", { fact: words(name), code }) })]));
  const parts = Object.entries(PARTS).flatMap(([part, name]) => {
    const key = part as keyof typeof PARTS;
    return differ(before[key], after[key]) ? [t(name, { code })] : [];
  });
  const all = [...new Set([...facts, ...gone, ...parts])];
  return all.length === 0 ? [t("change-checked", { code })] : all;
}
