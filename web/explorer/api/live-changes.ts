// Listens for changes by GraphQL over server-sent events ("distinct connections" mode);
// where no event stream gets through, it polls for new pages.
import { ChangePage, LiveChanges, type FeedEntryFragment, type LiveChangesSubscription } from "../generated/changes";
import { readEvents } from "./event-stream";
import { ask } from "./request";

/** Polling interval in milliseconds where the server does not push. */
const ASK_EVERY = 5_000;

/** Milliseconds before a lost connection is opened again. */
const RECONNECT_AFTER = 3_000;

export type Liveness = "connecting" | "pushed" | "asking" | "lost";

interface Follower {
  readonly onEntries: (entries: readonly FeedEntryFragment[]) => void;
  readonly onLiveness: (liveness: Liveness) => void;
}

/** Follows the feed after a cursor until the signal aborts. */
export async function followChanges(after: string, { onEntries, onLiveness }: Follower, signal: AbortSignal): Promise<void> {
  let cursor = after;
  let pushes = true;
  const take = (entries: readonly FeedEntryFragment[]) => {
    const last = entries[entries.length - 1];
    if (last !== undefined) {
      cursor = last.cursor;
      onEntries(entries);
    }
  };
  onLiveness("connecting");
  while (!signal.aborted) {
    try {
      if (pushes) {
        pushes = await listen(cursor, take, onLiveness, signal);
        if (pushes) {
          onLiveness("lost");
          await rest(RECONNECT_AFTER, signal);
        }
      } else {
        const { changes } = await ask(ChangePage, { after: cursor }, signal);
        take(changes.nodes);
        onLiveness("asking");
        await rest(ASK_EVERY, signal);
      }
    } catch {
      if (!signal.aborted) {
        onLiveness("lost");
        await rest(RECONNECT_AFTER, signal);
      }
    }
  }
}

/** Reads pushed changes until the connection ends; false when the server does not push. */
async function listen(
  after: string,
  take: (entries: readonly FeedEntryFragment[]) => void,
  onLiveness: (liveness: Liveness) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { Accept: "text/event-stream", "Content-Type": "application/json" },
    body: JSON.stringify({ query: LiveChanges, variables: { after } }),
    signal,
  });
  const isStream = response.headers.get("Content-Type")?.startsWith("text/event-stream") === true;
  if (!response.ok || !isStream || response.body === null) {
    await response.body?.cancel();
    return false;
  }
  onLiveness("pushed");
  for await (const { event, data } of readEvents(response.body)) {
    if (event === "next") {
      const result = JSON.parse(data) as { data?: LiveChangesSubscription | null };
      if (result.data === undefined || result.data === null) {
        return false;
      }
      take([result.data.changes]);
    } else if (event === "complete") {
      return true;
    }
  }
  return true;
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done, { once: true });
  });
}
