// The exams that a badge may stand for: chosen where the title fits one only, else offered.
import type { ask } from "../../api/request";
import type { Badge } from "../../device/badges";
import { bounded, isOpenEnded } from "../../format";
import { BadgeMatches, type BadgeExamFragment } from "../../generated/my";
import { examName } from "../../question/question";

interface Candidate {
  readonly name: string;
  readonly code: string;
  readonly title: string;
  readonly isRetired: boolean;
}

export interface Candidates {
  readonly exams: readonly Candidate[];
  /** Whether the badge has exactly the name of one exam, or of one certification that one set of exams earns. */
  readonly isExact: boolean;
  /** Exams written `vendor/code`. */
  readonly chosen: readonly string[];
}

/** A title without case and punctuation. */
function plainName(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]+/gu, " ")
    .trim();
}

/** Whether an exam can have been passed on a day: false where it had ended before. */
function wasOpen({ lifecycle: { retires } }: BadgeExamFragment, day: string | null): boolean {
  if (day === null || retires === null || isOpenEnded(retires)) {
    return true;
  }
  const { plain } = bounded(retires);
  return day.slice(0, plain.length) <= plain;
}

export async function candidatesOf({ name, issuedOn }: Badge, request: typeof ask): Promise<Candidates> {
  const { search } = await request(BadgeMatches, { text: name });
  const wanted = plainName(name);
  const sets = search.nodes.flatMap((node): Array<{ isExact: boolean; exams: readonly BadgeExamFragment[] }> => {
    if (node.__typename === "Exam") {
      return [{ isExact: [plainName(node.title), plainName(node.code), plainName(`${node.code} ${node.title}`), plainName(`${node.title} ${node.code}`)].includes(wanted), exams: [node] }];
    }
    if (node.__typename === "Certification") {
      const inPeriod = node.earnedBy.filter(({ from, until }) => issuedOn === null || ((from === null || from <= issuedOn) && (until === null || issuedOn <= until)));
      const counted = inPeriod.filter(({ allOf }) => allOf.every((exam) => wasOpen(exam, issuedOn)));
      return counted.map(({ allOf }) => ({ isExact: plainName(node.title) === wanted, exams: allOf }));
    }
    return [];
  });
  const exact = new Map(sets.filter(({ isExact }) => isExact).map(({ exams }) => [exams.map(examName).sort().join(), exams]));
  const [only] = exact.size === 1 ? [...exact.values()] : [];
  const exams = new Map((only ?? sets.flatMap((set) => set.exams)).map((exam) => [examName(exam), { name: examName(exam), code: exam.code, title: exam.title, isRetired: exam.lifecycle.state === "RETIRED" }]));
  // What can still be taken comes first.
  return { exams: [...exams.values()].sort((left, right) => Number(left.isRetired) - Number(right.isRetired)), isExact: only !== undefined, chosen: only?.map(examName) ?? [] };
}
