// The heading of a panel with figures, with the link to their query.
import type { ComponentChildren } from "preact";

import { PanelQuery } from "./open-in-graphiql";

export function PanelHead({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="panel-head">
      <h2>{title}</h2>
      {children}
      <PanelQuery of={title} />
    </div>
  );
}
