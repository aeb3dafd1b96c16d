// The link from a page to its query.
import { graphiqlLink } from "../api/request";
import type { TypedDocument } from "../api/typed-document";

export function OpenInGraphiql<Answer, Variables>({
  document,
  variables,
}: {
  document: TypedDocument<Answer, Variables>;
  variables: Variables;
}) {
  return (
    <a class="graphiql-link" href={graphiqlLink(document, variables)}>
      Open this query in GraphiQL
    </a>
  );
}
