// A connection of which the reader loads page after page.
import { useEffect, useRef, useState } from "preact/hooks";

export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

function endOf<Node>(page: Page<Node> | undefined): string | null {
  return page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
}

/**
 * The loaded nodes, and what loads the next page; null at the end. A changed first page drops the others.
 * `first` must be the same object while the answer is the same.
 */
export function usePages<Node>(first: Page<Node> | undefined, load: (after: string) => Promise<Page<Node>>) {
  const [more, setMore] = useState<readonly Node[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const latest = useRef(first);
  latest.current = first;
  useEffect(() => {
    setMore([]);
    setCursor(endOf(first));
  }, [first]);
  const loadMore = async (after: string) => {
    const next = await load(after);
    if (latest.current === first) {
      setMore([...more, ...next.nodes]);
      setCursor(endOf(next));
    }
  };
  return { nodes: [...(first?.nodes ?? []), ...more], loadMore: cursor === null ? null : () => loadMore(cursor) };
}
