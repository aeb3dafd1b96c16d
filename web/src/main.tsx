// The GraphiQL page of certgraph: opens one ready tab for each kind of user,
// or the query that a link carries, and talks to /graphql on its own host.
import "./page.css";

import { explorerPlugin } from "@graphiql/plugin-explorer";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createClient } from "graphql-ws";
import { createRoot } from "react-dom/client";

import { restoreTheme } from "../explorer/theme";
import { linkedOperation, SelectOperation } from "./linked-operation";
import { explained, NullHints } from "./null-hints";
import { OpenDocumentation } from "./open-documentation";
import { readyTabs } from "./ready-questions";
import { registerMonacoWorkers } from "./workers";
import { opensFirst, startPlugin } from "./start-panel";
import { assist } from "./assistive";
import { WrapLongLines } from "./wrap-long-lines";

const root = document.getElementById("graphiql");
if (root === null) {
  throw new Error("index.html has no element with the id graphiql");
}

// Incremental delivery stays off: the server answers a query in one piece, and
// the plain fetcher asks for application/graphql-response+json.
// The socket is opened with the first subscription and not before.
const url = new URL("/graphql", window.location.href);
const socket = new URL(url);
socket.protocol = url.protocol.replace("http", "ws");
const fetcher = explained(
  createGraphiQLFetcher({
    url: url.pathname,
    enableIncrementalDelivery: false,
    wsClient: createClient({ url: socket.href }),
  }),
  url.pathname,
);
const plugins = [startPlugin, explorerPlugin(), HISTORY_PLUGIN];

const linked = linkedOperation(window.location.search);
if (linked !== null) {
  // Without this, a reload would open the link again next to the reader's edits.
  window.history.replaceState(null, "", window.location.pathname);
}

registerMonacoWorkers();
assist(root);
restoreTheme();
const { theme } = document.documentElement.dataset;

createRoot(root).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={plugins}
    {...(linked === null && opensFirst() ? { visiblePlugin: startPlugin } : {})}
    // The theme that was chosen on the other pages; without a choice GraphiQL's own setting holds.
    {...(theme === "light" || theme === "dark" ? { forcedTheme: theme } : {})}
    // GraphiQL reads these only while it has no tabs of its own stored. It puts the
    // initial query into the first tab, so a linked query has to come first.
    defaultTabs={linked === null ? readyTabs : [linked, ...readyTabs]}
    {...(linked === null ? {} : { initialQuery: linked.query, initialVariables: linked.variables })}
  >
    <GraphiQL.Logo>
      <a className="home" href="/">
        certgraph
      </a>
    </GraphiQL.Logo>
    <GraphiQL.Footer>
      <NullHints />
    </GraphiQL.Footer>
    <OpenDocumentation />
    <WrapLongLines />
    <SelectOperation name={linked?.operationName ?? null} />
  </GraphiQL>,
);
