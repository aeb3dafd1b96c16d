// The answer to a question without the values that the API refuses, such as a held exam that it does not know.
import { useEffect, useState } from "preact/hooks";

import type { Fault } from "../api/request";
import type { TypedDocument } from "../api/typed-document";
import { useAnswer, type Answer } from "../api/use-answer";
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

export interface UsableAnswer<Data, Variables> extends Answer<Data> {
  /** The question that is answered. */
  readonly question: Question;
  readonly variables: Variables | null;
  /** The values of the question that are ignored: "held=microsoft/AI-102". */
  readonly ignored: readonly string[];
}

/** Sends a question, and again without the values that the API refuses. */
export function useUsableAnswer<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  asked: Question,
  variablesOf: (question: Question) => Variables | null,
): UsableAnswer<Data, Variables> {
  const [refused, setRefused] = useState<readonly string[]>([]);
  const question = without(asked, refused);
  const variables = variablesOf(question);
  const answer = useAnswer(document, variables);
  const { fault } = answer;
  const latest = fault === undefined ? [] : refusedBy(fault, asked);
  const added = latest.filter((value) => !refused.includes(value));
  useEffect(() => {
    if (added.length > 0) {
      setRefused([...refused, ...added]);
    }
  }, [added.join()]);
  // The refusal of the question before stays until its repetition is answered.
  const isRepeated = added.length > 0 || (latest.length > 0 && answer.loading);
  const given = values(asked);
  return { ...answer, fault: isRepeated ? undefined : fault, loading: answer.loading || isRepeated, question, variables, ignored: refused.filter((value) => given.includes(value)) };
}
