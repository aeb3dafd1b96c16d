// The answer to a question without the values that the API refuses, such as a held exam that it does not know.
import type { Fault } from "../api/request";
import type { TypedDocument } from "../api/typed-document";
import { useUnrefused, type UnrefusedAnswer } from "../api/use-unrefused";
import type { Question } from "./question";

/** The parameters that a page can do without, by the argument of the API. */
const PARAMETERS = {
  "profile.held": "held",
  "profile.vendors": "vendors",
  "constraints.maxFees": "maxFees",
  "constraints.deadline": "deadline",
} as const;

type Parameter = (typeof PARAMETERS)[keyof typeof PARAMETERS];

/** The values of a question as an address has them: "held=microsoft/AI-102". */
function values(question: Question): string[] {
  const { held, vendors, maxFees, deadline } = question;
  const given: ReadonlyArray<readonly [Parameter, readonly string[]]> = [
    ["held", held],
    ["vendors", vendors],
    ["maxFees", maxFees === null ? [] : [maxFees]],
    ["deadline", deadline === null ? [] : [deadline]],
  ];
  return given.flatMap(([parameter, items]) => items.map((item) => `${parameter}=${item}`));
}

function without(question: Question, ignored: readonly string[]): Question {
  const isUsed = (parameter: Parameter) => (item: string) => !ignored.includes(`${parameter}=${item}`);
  const used = (parameter: Parameter, item: string | null) => (item !== null && isUsed(parameter)(item) ? item : null);
  return {
    ...question,
    held: question.held.filter(isUsed("held")),
    vendors: question.vendors.filter(isUsed("vendors")),
    maxFees: used("maxFees", question.maxFees),
    deadline: used("deadline", question.deadline),
  };
}

/** The values of a question that the API refused; empty where the page cannot do without them. */
function refusedBy({ refused }: Fault, question: Question): string[] {
  const parameter = refused === null ? undefined : PARAMETERS[refused.argument as keyof typeof PARAMETERS];
  if (refused === null || parameter === undefined) {
    return [];
  }
  const named = refused.values?.map((value) => `${parameter}=${value}`);
  return values(question).filter((value) => (named === undefined ? value.startsWith(`${parameter}=`) : named.includes(value)));
}

export interface UsableAnswer<Data, Variables> extends UnrefusedAnswer<Data, Variables> {
  /** The question that is answered. */
  readonly question: Question;
  /** The values of the question that are ignored: "held=microsoft/AI-102". */
  readonly ignored: readonly string[];
}

/** Sends a question, and again without the values that the API refuses. */
export function useUsableAnswer<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  asked: Question,
  variablesOf: (question: Question) => Variables | null,
): UsableAnswer<Data, Variables> {
  const answer = useUnrefused(
    document,
    (refused) => variablesOf(without(asked, refused)),
    (fault) => refusedBy(fault, asked),
  );
  const given = values(asked);
  return { ...answer, question: without(asked, answer.refused), ignored: answer.refused.filter((value) => given.includes(value)) };
}
