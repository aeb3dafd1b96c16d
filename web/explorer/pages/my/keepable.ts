// The certifications that held and planned exams earn together, which a plan can keep valid.
import { today } from "../../day";
import type { Held } from "../../device/plans";
import type { MyExamQuery } from "../../generated/my";
import { examName } from "../../question/question";

type Known = NonNullable<MyExamQuery["exam"]>;
type Certification = Known["certifications"][number];

export interface DatedHeld {
  readonly exam: string;
  readonly earnedOn: string;
}

/** The exams that the catalogue knows and that were passed on a day up to today. */
export function datedOf(held: readonly Held[], known: ReadonlyMap<string, Known | null>): DatedHeld[] {
  return held.flatMap(({ exam, earnedOn }) => (earnedOn === null || today() < earnedOn || known.get(exam) == null ? [] : [{ exam, earnedOn }]));
}

/** Certifications with a set of exams that are all held with their day, or planned; without duplicates. */
export function keepable(held: readonly DatedHeld[], planned: readonly string[], known: ReadonlyMap<string, Known | null>): Certification[] {
  const earnedOn = new Map(held.map((entry) => [entry.exam, entry.earnedOn]));
  const names = [...earnedOn.keys(), ...planned];
  const isEarned = ({ earnedBy }: Certification) =>
    earnedBy.some(({ from, until, allOf }) => {
      const exams = allOf.map(examName);
      // A planned exam is passed today or later.
      const day = exams.map((exam) => earnedOn.get(exam) ?? today()).sort().at(-1) ?? today();
      const counts = planned.some((exam) => exams.includes(exam)) || from === null || from <= day;
      return exams.every((exam) => names.includes(exam)) && counts && (until === null || day <= until);
    });
  const found = names.flatMap((name) => known.get(name)?.certifications ?? []).filter(isEarned);
  return [...new Map(found.map((certification) => [certification.slug, certification])).values()];
}
