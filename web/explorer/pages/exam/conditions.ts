// Facts under conditions: day of earning, language, region, membership.
import { date, inline, languageName, locale, nameFormat, plain } from "../../format";
import type { Exam } from "../exam";
import { t } from "../../messages";

type Fact = Exam["facts"][number];

/** Regions whose names take an article within a sentence. */
const WITH_ARTICLE = new Set(["AE", "EU", "GB", "NL", "PH", "US"]);

/** The conditions of a fact; null where there is none. */
interface Conditions {
  readonly earnedFrom: string | null;
  readonly earnedBefore: string | null;
  readonly language: string | null;
  readonly region: string | null;
  readonly member: boolean | null;
  readonly form: "BETA" | "STANDARD" | null;
}

function earned(from: string | null, before: string | null): string | null {
  if (from !== null) {
    return before === null ? t("condition-earned-from", { day: date(from) }) : t("condition-earned-between", { from: date(from), before: date(before) });
  }
  return before === null ? null : t("condition-earned-before", { day: date(before) });
}

/** The conditions in words: "earned before 1 Apr 2024", "for members, in India". */
function conditionWords({ earnedFrom, earnedBefore, language, region, member, form }: Conditions): string {
  const regionName = region === null ? "" : (nameFormat(locale(), { type: "region" }).of(region) ?? region);
  return [
    earned(earnedFrom, earnedBefore),
    member !== null && t(member ? "condition-member" : "condition-no-member"),
    region !== null && t(WITH_ARTICLE.has(region) ? "condition-region-the" : "condition-region", { region: regionName }),
    language !== null && t("condition-language", { language: languageName(language) }),
    form !== null && t(form === "BETA" ? "condition-beta" : "condition-final"),
  ]
    .filter(Boolean)
    .join(", ");
}

/** The value of a fact, or why there is none. */
export function factValue({ value, absentBecause }: Fact): string {
  return value !== null ? plain(value) : absentBecause === "NOT_APPLICABLE" ? t("value-none") : inline(absentBecause ?? "UNKNOWN");
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
    return t("value-member-price", { value: factValue(fact) });
  }
  if (plainPrice && member === null && form === "BETA") {
    return t("value-beta-price", { value: factValue(fact) });
  }
  return t("value-conditional", { conditions: conditionWords(conditions), value: factValue(fact) });
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
