// The exams that a badge may stand for: chosen where the title fits one only, else offered.
import type { ask } from "../../api/request";
import type { Badge } from "../../device/badges";
import { BadgeMatches, type MineFragment } from "../../generated/my";
import { examName } from "../../question/question";

interface Candidate {
  readonly name: string;
  readonly code: string;
  readonly title: string;
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

export async function candidatesOf({ name, issuedOn }: Badge, request: typeof ask): Promise<Candidates> {
  const { search } = await request(BadgeMatches, { text: name });
  const wanted = plainName(name);
  const sets = search.nodes.flatMap((node): Array<{ isExact: boolean; exams: readonly MineFragment[] }> => {
    if (node.__typename === "Exam") {
      return [{ isExact: [plainName(node.title), plainName(node.code), plainName(`${node.code} ${node.title}`), plainName(`${node.title} ${node.code}`)].includes(wanted), exams: [node] }];
    }
    if (node.__typename === "Certification") {
      const counted = node.earnedBy.filter(({ from, until }) => issuedOn === null || ((from === null || from <= issuedOn) && (until === null || issuedOn <= until)));
      return counted.map(({ allOf }) => ({ isExact: plainName(node.title) === wanted, exams: allOf }));
    }
    return [];
  });
  const exact = new Map(sets.filter(({ isExact }) => isExact).map(({ exams }) => [exams.map(examName).sort().join(), exams]));
  const [only] = exact.size === 1 ? [...exact.values()] : [];
  const exams = new Map((only ?? sets.flatMap((set) => set.exams)).map((exam) => [examName(exam), { name: examName(exam), code: exam.code, title: exam.title }]));
  return { exams: [...exams.values()], isExact: only !== undefined, chosen: only?.map(examName) ?? [] };
}
