// A response as state of a component: the previous one stays on the page while the next one loads,
// and when it fails.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { ask, Fault, given } from "./request";
import type { TypedDocument } from "./typed-document";

export interface Answer<Data> {
  /** The newest response; undefined before the first one. */
  readonly data: Data | undefined;
  /** Why the current request failed. */
  readonly fault: Fault | undefined;
  readonly loading: boolean;
  readonly retry: () => void;
}

/** Sends a request whenever the variables change; null sends none. */
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
