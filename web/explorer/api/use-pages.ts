// A connection of which the reader loads page after page.
import { useRef, useState } from "preact/hooks";

export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The pages after a first one. */
interface Loaded<Node> {
  readonly first: Page<Node> | undefined;
  readonly nodes: readonly Node[];
  /** Where the next page begins; null at the end. */
  readonly cursor: string | null;
}

function endOf<Node>(page: Page<Node> | undefined): string | null {
  return page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
}

/**
 * The loaded nodes, and what loads the next page; null at the end. A changed first page drops the others.
 * `first` must be the same object while the answer is the same.
 */
export function usePages<Node>(first: Page<Node> | undefined, load: (after: string) => Promise<Page<Node>>) {
  const [loaded, setLoaded] = useState<Loaded<Node>>({ first: undefined, nodes: [], cursor: null });
  const { nodes: more, cursor } = loaded.first === first ? loaded : { nodes: [], cursor: endOf(first) };
  const latest = useRef(first);
  latest.current = first;
  const loadMore = async (after: string) => {
    const next = await load(after);
    if (latest.current === first) {
      setLoaded({ first, nodes: [...more, ...next.nodes], cursor: endOf(next) });
    }
  };
  return { nodes: [...(first?.nodes ?? []), ...more], loadMore: cursor === null ? null : () => loadMore(cursor) };
}
