// The way from a page to the query that it was drawn from.
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
