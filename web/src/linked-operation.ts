// A link such as /graphiql/?query=…&variables=…&operationName=… names a query to
// open, so that other pages can offer "try this".
import { useGraphiQLActions } from "@graphiql/react";
import { parse, print } from "graphql";
import { useEffect } from "react";

export interface LinkedOperation {
  query: string;
  /** A JSON object as text; empty when the link names no variables. */
  variables: string;
  /** Which operation of the query to select; null leaves the choice to GraphiQL. */
  operationName: string | null;
}

/** A query in one line as it is read best; one that has lines already, or faults, stays as it is. */
function laidOut(query: string): string {
  if (query.includes("\n")) {
    return query;
  }
  try {
    return print(parse(query));
  } catch {
    return query;
  }
}

/** Reads the operation from the query string of an address; null when there is none. */
export function linkedOperation(search: string): LinkedOperation | null {
  const parameters = new URLSearchParams(search);
  const query = parameters.get("query");
  if (query === null || query.trim() === "") {
    return null;
  }
  return {
    query: laidOut(query),
    variables: parameters.get("variables") ?? "",
    operationName: parameters.get("operationName"),
  };
}

/** Selects the named operation once, when GraphiQL has mounted. */
export function SelectOperation({ name }: { name: string | null }): null {
  const { setOperationName } = useGraphiQLActions();
  useEffect(() => {
    if (name !== null) {
      setOperationName(name);
    }
  }, [name, setOperationName]);
  return null;
}
