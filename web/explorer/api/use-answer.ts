// A response as state of a component: the previous one stays on the page while the next one loads,
// and when it fails.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { ask, Fault, given } from "./request";
import type { TypedDocument } from "./typed-document";

export interface Answer<Data, Variables> {
  /** The newest response; undefined before the first one. */
  readonly data: Data | undefined;
  /** Why the current request failed. */
  readonly fault: Fault | undefined;
  /** The variables of the request that failed; those of the page may have changed since. */
  readonly failed: Variables | undefined;
  readonly loading: boolean;
  readonly retry: () => void;
}

/** Sends a request whenever the variables change; null sends none. */
export function useAnswer<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables | null,
): Answer<Data, Variables> {
  const [data, setData] = useState<Data>();
  const [failure, setFailure] = useState<{ readonly fault: Fault; readonly variables: Variables }>();
  const [loading, setLoading] = useState(variables !== null);
  const [attempt, setAttempt] = useState(0);
  const question = variables === null ? null : JSON.stringify(given(variables));
  const latest = useRef(variables);
  latest.current = variables;

  useEffect(() => {
    if (question === null || latest.current === null) {
      setData(undefined);
      setFailure(undefined);
      setLoading(false);
      return;
    }
    const abort = new AbortController();
    setLoading(true);
    const asked = latest.current;
    ask(document, asked, abort.signal).then(
      (answer) => {
        setData(answer);
        setFailure(undefined);
        setLoading(false);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) {
          setFailure({ fault: Fault.of(error), variables: asked });
          setLoading(false);
        }
      },
    );
    return () => abort.abort();
  }, [document, question, attempt]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const waiting = loading || (question !== null && data === undefined && failure === undefined);
  return { data, fault: failure?.fault, failed: failure?.variables, loading: waiting, retry };
}
