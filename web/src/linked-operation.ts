// A link such as /graphiql/?query=…&variables=…&operationName=… names a query to
// open, so that other pages can offer "try this".
import { useGraphiQLActions } from "@graphiql/react";
import { useEffect } from "react";

export interface LinkedOperation {
  query: string;
  /** A JSON object as text; empty when the link names no variables. */
  variables: string;
  /** Which operation of the query to select; null leaves the choice to GraphiQL. */
  operationName: string | null;
}

/** Reads the operation from the query string of an address; null when there is none. */
export function linkedOperation(search: string): LinkedOperation | null {
  const parameters = new URLSearchParams(search);
  const query = parameters.get("query");
  if (query === null || query.trim() === "") {
    return null;
  }
  return {
    query,
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
