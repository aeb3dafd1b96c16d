// The answer to a question as state of a component: what was loaded stays on the
// page while the next answer is on its way, and when it does not come.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { ask, Fault, given } from "./request";
import type { TypedDocument } from "./typed-document";

export interface Answer<Data> {
  /** The newest answer that came; undefined before the first one. */
  readonly data: Data | undefined;
  /** Why the present question has no answer. */
  readonly fault: Fault | undefined;
  readonly loading: boolean;
  readonly retry: () => void;
}

/** Asks whenever the variables change; null asks nothing. */
export function useAnswer<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables | null,
): Answer<Data> {
  const [data, setData] = useState<Data>();
  const [fault, setFault] = useState<Fault>();
  const [loading, setLoading] = useState(variables !== null);
  const [attempt, setAttempt] = useState(0);
  const question = variables === null ? null : JSON.stringify(given(variables));
  const latest = useRef(variables);
  latest.current = variables;

  useEffect(() => {
    if (question === null || latest.current === null) {
      setData(undefined);
      setFault(undefined);
      setLoading(false);
      return;
    }
    const abort = new AbortController();
    setLoading(true);
    ask(document, latest.current, abort.signal).then(
      (answer) => {
        setData(answer);
        setFault(undefined);
        setLoading(false);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) {
          setFault(error instanceof Fault ? error : new Fault("failing", String(error)));
          setLoading(false);
        }
      },
    );
    return () => abort.abort();
  }, [document, question, attempt]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { data, fault, loading: loading || (question !== null && data === undefined && fault === undefined), retry };
}
