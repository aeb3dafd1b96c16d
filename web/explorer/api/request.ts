// Sends operations to /graphql. Queries that fit into an address go by GET, so that
// browsers and CDNs may cache their responses.
import type { TypedDocument } from "./typed-document";

const ENDPOINT = "/graphql";
const ACCEPT = "application/graphql-response+json, application/json;q=0.9";

/** Longer addresses are cut off by some proxies. */
const LONGEST_ADDRESS = 7_000;

const REQUEST_TIMEOUT = 408;
const TOO_MANY_REQUESTS = 429;

/** Why a request failed. */
export class Fault extends Error {
  constructor(
    /** The server is unreachable, overloaded, refuses the request, or fails. */
    readonly kind: "unreachable" | "busy" | "refused" | "failing",
    message: string,
    /** The stable code of the API's error; null when there is none. */
    readonly code: string | null = null,
    /** The path of the refused argument, and its refused values if only some are. */
    readonly refused: { readonly argument: string; readonly values?: readonly string[] } | null = null,
  ) {
    super(message);
  }

  /** What was thrown, as a fault. */
  static of(error: unknown): Fault {
    return error instanceof Fault ? error : new Fault("failing", String(error));
  }
}

interface Envelope<Answer> {
  readonly data?: Answer | null;
  readonly errors?: ReadonlyArray<{ readonly message: string; readonly extensions?: { readonly code?: string; readonly argument?: string; readonly values?: readonly string[] } }>;
}

/** Omits absent values, so that equal queries have equal addresses. */
export function given<Variables>(variables: Variables): Variables {
  return JSON.parse(JSON.stringify(variables, (_, value: unknown) => (value === null ? undefined : value))) as Variables;
}

/** Calls the API; throws a `Fault`, or the abort of the signal. */
export async function ask<Answer, Variables>(
  document: TypedDocument<Answer, Variables>,
  variables: Variables,
  signal?: AbortSignal,
  /** Whether the variables must not be part of an address, which histories and logs of proxies keep. */
  isPrivate = false,
): Promise<Answer> {
  const values = given(variables);
  const parameters = new URLSearchParams({ query: document, variables: JSON.stringify(values) });
  const address = `${ENDPOINT}?${parameters}`;
  const send = () =>
    reach(
      !isPrivate && address.length <= LONGEST_ADDRESS
        ? fetch(address, { headers: { Accept: ACCEPT }, signal: signal ?? null })
        : fetch(ENDPOINT, {
            method: "POST",
            headers: { Accept: ACCEPT, "Content-Type": "application/json" },
            body: JSON.stringify({ query: document, variables: values }),
            signal: signal ?? null,
          }),
    );
  let response = await send();
  // On a slow network the request can be late on its connection, which the server then closes.
  if (response.status === REQUEST_TIMEOUT) {
    response = await send();
  }
  let envelope: Envelope<Answer>;
  try {
    envelope = (await response.json()) as Envelope<Answer>;
  } catch (error) {
    rethrowAbort(error);
    throw new Fault("failing", `The server answered with status ${response.status} and no data.`);
  }
  const [error] = envelope.errors ?? [];
  if (error !== undefined) {
    const kind = response.status === TOO_MANY_REQUESTS ? "busy" : response.status >= 500 ? "failing" : "refused";
    const { code = null, argument, values } = error.extensions ?? {};
    throw new Fault(kind, error.message, code, argument === undefined ? null : { argument, ...(values !== undefined && { values }) });
  }
  if (envelope.data === undefined || envelope.data === null) {
    throw new Fault("failing", `The server answered with status ${response.status} and no data.`);
  }
  return envelope.data;
}

async function reach(response: Promise<Response>): Promise<Response> {
  try {
    return await response;
  } catch (error) {
    rethrowAbort(error);
    throw new Fault("unreachable", "The server cannot be reached.");
  }
}

function rethrowAbort(error: unknown): void {
  if (error instanceof DOMException && error.name === "AbortError") {
    throw error;
  }
}

/** The address that opens an operation in GraphiQL. */
export function graphiqlLink<Answer, Variables>(document: TypedDocument<Answer, Variables>, variables: Variables): string {
  const parameters = new URLSearchParams({ query: document, variables: JSON.stringify(given(variables), null, 2) });
  return `/graphiql/?${parameters}`;
}
