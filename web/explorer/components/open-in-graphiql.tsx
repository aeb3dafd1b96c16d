// Links from a page, and from each panel with figures, to their query.
import { createContext, type ComponentChildren } from "preact";
import { useContext, useMemo } from "preact/hooks";

import { graphiqlLink } from "../api/request";
import type { TypedDocument } from "../api/typed-document";
import { t } from "../messages";
import { Icon } from "./icon";

interface Properties<Answer, Variables> {
  readonly document: TypedDocument<Answer, Variables>;
  readonly variables: Variables;
}

export function OpenInGraphiql<Answer, Variables>({ document, variables }: Properties<Answer, Variables>) {
  return (
    <a class="graphiql-link" href={graphiqlLink(document, variables)}>
      {t("query-open")}
    </a>
  );
}

const PageLink = createContext<string | null>(null);

/** The query of the figures of all panels within. */
export function PageQuery<Answer, Variables>({ document, variables, children }: Properties<Answer, Variables> & { readonly children: ComponentChildren }) {
  const address = useMemo(() => graphiqlLink(document, variables), [document, JSON.stringify(variables)]);
  return <PageLink.Provider value={address}>{children}</PageLink.Provider>;
}

/** The heading of a panel with the link to its query. */
export function PanelQuery({ of }: { of: string }) {
  const address = useContext(PageLink);
  return address === null ? null : (
    <a class="icon-button panel-query" href={address} aria-label={t("query-open-of", { panel: of })} title={t("query-open")}>
      <Icon name="query" />
    </a>
  );
}
