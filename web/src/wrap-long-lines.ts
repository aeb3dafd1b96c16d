// The query editor wraps long lines, which GraphiQL offers no setting for: the
// ready documents are written densely and would be cut off at the editor's edge.
// The number of the last line has the same contrast as the others.
import { useGraphiQL } from "@graphiql/react";
import { useEffect } from "react";

/** Wraps long lines in the query editor as soon as there is one. */
export function WrapLongLines(): null {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  useEffect(() => {
    queryEditor?.updateOptions({ wordWrap: "on", wrappingIndent: "indent", renderFinalNewline: "on" });
  }, [queryEditor]);
  return null;
}
