// A table of what a list page found, with a button for more.
import type { ComponentChildren } from "preact";

import { t, type PlainId } from "../messages";
import { ShowMore } from "./show-more";

interface Properties {
  readonly label: string;
  readonly tableLabel: string;
  readonly columns: readonly PlainId[];
  readonly loadMore: (() => Promise<void>) | null;
  readonly onFault: () => void;
  /** The rows. */
  readonly children: ComponentChildren;
}

export function ListTable({ label, tableLabel, columns, loadMore, onFault, children }: Properties) {
  return (
    <section class="panel" aria-label={label}>
      <div class="table-frame" tabIndex={0} role="region" aria-label={tableLabel}>
        <table class="browsed">
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col">
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
      <ShowMore load={loadMore} onFault={onFault} />
    </section>
  );
}
