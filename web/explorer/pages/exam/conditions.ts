// Facts under conditions: day of earning, language, region, membership.
import { date, plain, words } from "../../format";
import type { Exam } from "../exam";

type Fact = Exam["facts"][number];

/** Regions whose names take an article within a sentence. */
const WITH_ARTICLE = new Set(["AE", "EU", "GB", "NL", "PH", "US"]);

const regions = new Intl.DisplayNames("en", { type: "region" });

/** The conditions of a fact; null where there is none. */
interface Conditions {
  readonly earnedFrom: string | null;
  readonly earnedBefore: string | null;
  readonly language: string | null;
  readonly region: string | null;
  readonly member: boolean | null;
  readonly form: "BETA" | "STANDARD" | null;
}

/** The conditions in words: "earned before 1 Apr 2024", "for members, in India". */
function conditionWords({ earnedFrom, earnedBefore, language, region, member, form }: Conditions): string {
  const earned = [earnedFrom !== null && `from ${date(earnedFrom)} on`, earnedBefore !== null && `before ${date(earnedBefore)}`].filter(Boolean);
  return [
    earned.length > 0 && `earned ${earned.join(" and ")}`,
    member !== null && (member ? "for members" : "for non-members"),
    region !== null && `in ${WITH_ARTICLE.has(region) ? "the " : ""}${regions.of(region) ?? region}`,
    language !== null && `in ${language}`,
    form !== null && (form === "BETA" ? "in the beta" : "in the final exam"),
  ]
    .filter(Boolean)
    .join(", ");
}

/** The value of a fact, or why there is none. */
export function factValue({ value, absentBecause }: Fact): string {
  return value !== null ? plain(value) : absentBecause === "NOT_APPLICABLE" ? "none" : words(absentBecause ?? "UNKNOWN").toLowerCase();
}

/** A fact with its conditions: "earned before 1 Apr 2024: 36 months", "member price $405". */
export function conditionalValue(fact: Fact): string {
  const { name, conditions } = fact;
  if (conditions === null) {
    return factValue(fact);
  }
  const { member, form, ...others } = conditions;
  const plainPrice = name === "FEE" && Object.values(others).every((condition) => condition === null);
  if (plainPrice && member === true && form === null) {
    return `member price ${factValue(fact)}`;
  }
  if (plainPrice && member === null && form === "BETA") {
    return `beta price ${factValue(fact)}`;
  }
  return `${conditionWords(conditions)}: ${factValue(fact)}`;
}

/** How many conditions a fact has. */
function strictness({ conditions }: Fact): number {
  return Object.values(conditions ?? {}).filter((condition) => condition !== null).length;
}

/** Whether a fact holds by default: in English, for no country and no member, earned on the day. */
function holdsUsually({ conditions }: Fact, day: string, isBeta: boolean): boolean {
  if (conditions === null) {
    return true;
  }
  const { earnedFrom, earnedBefore, language, region, member, form } = conditions;
  return (
    (earnedFrom === null || earnedFrom <= day) &&
    (earnedBefore === null || day < earnedBefore) &&
    (language === null || language === "English") &&
    region === null &&
    member !== true &&
    (form === null || (form === "BETA") === isBeta)
  );
}

/** The served facts of one name: those that hold by default, and the others. */
export function byCircumstances(facts: readonly Fact[], day: string, isBeta: boolean): { readonly usual: readonly Fact[]; readonly others: readonly Fact[] } {
  const served = facts.filter((fact) => fact.served);
  const holding = served.filter((fact) => holdsUsually(fact, day, isBeta));
  // An exception overrides the rule.
  const most = Math.max(0, ...holding.map(strictness));
  const usual = holding.filter((fact) => strictness(fact) === most);
  return { usual, others: served.filter((fact) => !usual.includes(fact)) };
}
