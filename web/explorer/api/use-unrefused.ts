// A response to a request without the items that the API refuses.
import { useEffect, useState } from "preact/hooks";

import { given, type Fault } from "./request";
import type { TypedDocument } from "./typed-document";
import { useAnswer, type Answer } from "./use-answer";

export interface UnrefusedAnswer<Data, Variables> extends Answer<Data, Variables> {
  readonly variables: Variables | null;
  /** The items that the API has refused on this page. */
  readonly refused: readonly string[];
}

/** Sends a request, and again without the refused items; other faults are returned. */
export function useUnrefused<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  /** The variables without these items; null sends no request. */
  variablesWithout: (refused: readonly string[]) => Variables | null,
  /** The items that a fault is about; empty where the page cannot do without them. */
  itemsOf: (fault: Fault, failed: Variables) => readonly string[],
): UnrefusedAnswer<Data, Variables> {
  const [refused, setRefused] = useState<readonly string[]>([]);
  const variables = variablesWithout(refused);
  const answer = useAnswer(document, variables);
  const { fault, failed } = answer;
  const latest = fault === undefined || failed === undefined ? [] : itemsOf(fault, failed);
  const added = latest.filter((item) => !refused.includes(item));
  useEffect(() => {
    if (added.length > 0) {
      setRefused([...refused, ...added]);
    }
  }, [added.join()]);
  // A refusal stays until the repetition of the request is answered.
  const isPast = latest.length > 0 && (variables === null || JSON.stringify(given(failed)) !== JSON.stringify(given(variables)));
  const isRepeated = added.length > 0 || isPast;
  return { ...answer, fault: isRepeated ? undefined : fault, loading: answer.loading || isRepeated, variables, refused };
}
