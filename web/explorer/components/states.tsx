// Loading, error and empty states, with the same wording everywhere.
import type { ComponentChildren } from "preact";

import type { Fault } from "../api/request";
import { Icon } from "./icon";

/** Placeholder bars while an answer loads. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">Loading</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class="bar" />
      ))}
    </div>
  );
}

const TITLES = {
  unreachable: "The server does not respond",
  busy: "Too many requests at once",
  refused: "We couldn’t build this page",
  failing: "Something went wrong on the server",
} as const;

/** Why there is no answer, and what to do. Loaded content stays visible. */
export function Trouble({ fault, stale, retry }: { fault: Fault; stale: boolean; retry: () => void }) {
  return (
    <div class="trouble panel" role="alert">
      <Icon name="warning" />
      <div>
        <h2>{TITLES[fault.kind]}</h2>
        <p>
          {fault.kind === "unreachable" ? "Check your connection, or wait until the server is back." : fault.message}
          {stale && " What you see below was loaded before."}
        </p>
        {fault.kind !== "refused" && (
          <button type="button" class="button" onClick={retry}>
            Try again
          </button>
        )}
      </div>
    </div>
  );
}

export function Empty({ title, heads = false, children }: { title: string; /** Whether the page has no other title. */ heads?: boolean; children: ComponentChildren }) {
  return (
    <div class="empty panel">
      {heads ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children}
    </div>
  );
}
