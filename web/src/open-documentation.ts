// The documentation opens at the entry points, the fields of Query, instead of an alphabetical list of types.
import { useDocExplorerActions } from "@graphiql/plugin-doc-explorer";
import { useGraphiQL } from "@graphiql/react";
import { useEffect } from "react";

export function OpenDocumentation(): null {
  const schema = useGraphiQL((state) => state.schema);
  const { push, reset } = useDocExplorerActions();
  useEffect(() => {
    const query = schema?.getQueryType();
    if (query != null) {
      reset();
      push({ name: query.name, def: query });
    }
  }, [schema, push, reset]);
  return null;
}
