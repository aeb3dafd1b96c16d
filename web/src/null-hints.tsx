// Explains a bare null: an exam, certification, role or vendor that the catalogue does not have, with the
// nearest names.
import type { Fetcher, FetcherParams } from "@graphiql/toolkit";
import { Kind, parse, type FieldNode, type OperationDefinitionNode, type ValueNode } from "graphql";
import { useSyncExternalStore } from "react";

/** Lookups of one record by name, with the kind of search for the nearest names. */
const LOOKUPS: Readonly<Record<string, { readonly argument: string; readonly kind: string }>> = {
  exam: { argument: "code", kind: "EXAM" },
  certification: { argument: "slug", kind: "CERTIFICATION" },
  role: { argument: "slug", kind: "ROLE" },
  vendor: { argument: "slug", kind: "VENDOR" },
};

const NEAREST = `query Nearest($whole: String!, $begun: String!, $barely: String!, $kind: SearchKind!) {
  whole: search(text: $whole, filter: { kinds: [$kind] }, first: 3) { ...Names }
  begun: search(text: $begun, filter: { kinds: [$kind] }, first: 3) { ...Names }
  barely: search(text: $barely, filter: { kinds: [$kind] }, first: 3) { ...Names }
}
fragment Names on SearchHitConnection {
  nodes { ... on Exam { name: code } ... on Certification { name: slug } ... on Role { name: slug } ... on Vendor { name: slug } }
}`;

interface Missing {
  /** The key in the response. */
  readonly key: string;
  readonly field: string;
  readonly name: string;
  readonly kind: string;
}

function textOf(value: ValueNode, variables: Readonly<Record<string, unknown>>): string | null {
  const text = value.kind === Kind.STRING ? value.value : value.kind === Kind.VARIABLE ? variables[value.name.value] : null;
  return typeof text === "string" ? text : null;
}

/** Root fields that look up one record and are null in the data. */
export function missing({ query, variables, operationName }: FetcherParams, data: Readonly<Record<string, unknown>>): Missing[] {
  const operations = parse(query).definitions.filter((item): item is OperationDefinitionNode => item.kind === Kind.OPERATION_DEFINITION);
  const operation = operations.find(({ name }) => name?.value === operationName) ?? operations[0];
  const fields = operation?.selectionSet.selections.filter((item): item is FieldNode => item.kind === Kind.FIELD) ?? [];
  return fields.flatMap(({ name: { value: field }, alias, arguments: given = [] }) => {
    const lookup = LOOKUPS[field];
    const key = alias?.value ?? field;
    const argument = given.find(({ name }) => name.value === lookup?.argument);
    const name = argument === undefined ? null : textOf(argument.value, (variables ?? {}) as Record<string, unknown>);
    return lookup === undefined || name === null || data[key] !== null ? [] : [{ key, field, name, kind: lookup.kind }];
  });
}

async function nearest({ name, kind }: Missing, url: string): Promise<readonly string[]> {
  const begun = (fewer: number) => name.slice(0, Math.max(1, name.length - fewer));
  const variables = { whole: name, begun: begun(1), barely: begun(2), kind };
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: NEAREST, variables }),
  });
  const { data } = (await response.json()) as { data?: Readonly<Record<string, { nodes: ReadonlyArray<{ name: string }> }>> };
  const found = [data?.["whole"], data?.["begun"], data?.["barely"]].map((list) => list?.nodes ?? []);
  return (found.find((nodes) => nodes.length > 0) ?? []).map((node) => node.name);
}

let hints: readonly string[] = [];
const listeners = new Set<() => void>();

function show(next: readonly string[]): void {
  hints = next;
  for (const listener of listeners) {
    listener();
  }
}

/** The fetcher with explanations of nulls in its responses. */
export function explained(fetcher: Fetcher, url: string): Fetcher {
  return async (parameters, options) => {
    show([]);
    const result = await fetcher(parameters, options);
    const data = result !== null && typeof result === "object" && "data" in result ? result.data : null;
    if (typeof data === "object" && data !== null) {
      const all = missing(parameters, data as Record<string, unknown>).map(async (lookup) => {
        const names = await nearest(lookup, url);
        const near = names.length === 0 ? "" : ` Nearest: ${names.join(", ")}.`;
        return `${lookup.key} is null: there is no ${lookup.field} “${lookup.name}” in the catalogue.${near}`;
      });
      Promise.all(all).then(show, () => undefined);
    }
    return result;
  };
}

/** The explanations of the last response. */
export function NullHints() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => hints,
  );
  return (
    <div className="null-hints" role="status">
      {shown.map((hint) => (
        <p key={hint}>{hint}</p>
      ))}
    </div>
  );
}
