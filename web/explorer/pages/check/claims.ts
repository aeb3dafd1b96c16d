// Claims as the form and the address of the page have them.
import { queryText } from "../../address";
import { readDay } from "../../day";
import type { ClaimedFact, ClaimInput } from "../../generated/check";
import { FACTS } from "./facts";

export interface Claim {
  readonly about: "exam" | "certification";
  /** An exam's code or `vendor/code`, or a certification's slug. */
  readonly name: string;
  readonly fact: ClaimedFact;
  /** The domain of a `DOMAIN_WEIGHT`; empty for other facts. */
  readonly domain: string;
  readonly value: string;
  /** The day for which the claim is to be true; empty for the day of the page. */
  readonly on: string;
}

export const EMPTY: Claim = { about: "exam", name: "", fact: "FEE", domain: "", value: "", on: "" };

/** Claims that the page checks at once: more make an address that is too long. */
export const MOST = 20;

/** The longest text of a field; the API refuses more. */
export const LONGEST = 200;

const FIELDS = ["exam", "certification", "fact", "domain", "value", "on"] as const;

export interface Asked {
  readonly claims: readonly Claim[];
  /** The day of the query; null for today. */
  readonly asOf: string | null;
  /** Values of the address that cannot be read, such as "fact=COLOUR". */
  readonly unread: readonly string[];
}

/** Reads an address: the first of each repeated parameter is of the first claim, the second of the second. */
export function readClaims(search: URLSearchParams): Asked {
  const unread: string[] = [];
  const given = FIELDS.map((field) => search.getAll(field));
  const count = Math.max(...given.map(({ length }) => length));
  const claims = Array.from({ length: Math.min(count, MOST) }, (_, place): Claim => {
    const [exam = "", certification = "", constant = "", domain = "", value = "", day = ""] = given.map((texts) => texts[place]?.slice(0, LONGEST) ?? "");
    const fact = FACTS.find((name) => name === constant);
    const on = readDay(day) ?? "";
    if (fact === undefined && constant !== "") {
      unread.push(`fact=${constant}`);
    }
    if (on !== day) {
      unread.push(`on=${day}`);
    }
    const isOfExam = exam !== "" || certification === "";
    return { about: isOfExam ? "exam" : "certification", name: isOfExam ? exam : certification, fact: fact ?? EMPTY.fact, domain: fact === "DOMAIN_WEIGHT" ? domain : "", value, on };
  });
  unread.push(...search.getAll("exam").slice(MOST).map((name) => `exam=${name}`));
  const asOf = search.get("asOf");
  if (asOf !== null && readDay(asOf) === null) {
    unread.push(`asOf=${asOf}`);
  }
  return { claims, asOf: readDay(asOf), unread };
}

/** The address of claims. Where any of them has a value for a parameter, all have it, so that the places agree. */
export function claimsAddress(claims: readonly Claim[], asOf: string | null): string {
  const search = new URLSearchParams();
  const rows = claims.map(({ about, name, ...rest }) => ({ ...rest, exam: about === "exam" ? name : "", certification: about === "exam" ? "" : name }));
  const used = FIELDS.filter((field) => rows.some((row) => row[field] !== ""));
  for (const row of rows) {
    used.forEach((field) => search.append(field, row[field]));
  }
  if (asOf !== null) {
    search.set("asOf", asOf);
  }
  return `/check${queryText(search)}`;
}

/** Whether a claim says of what, and what. */
export function isComplete({ name, fact, domain, value }: Claim): boolean {
  return name.trim() !== "" && value.trim() !== "" && (fact !== "DOMAIN_WEIGHT" || domain.trim() !== "");
}

/** The claim as the API reads it. */
export function inputOf({ about, name, fact, domain, value, on }: Claim): ClaimInput {
  return {
    [about]: name.trim(),
    fact,
    value: value.trim(),
    ...(fact === "DOMAIN_WEIGHT" && { domain: domain.trim() }),
    ...(on !== "" && { on }),
  };
}
