// Loading, error and empty states, with the same wording everywhere.
import type { ComponentChildren } from "preact";

import type { Fault } from "../api/request";
import { Icon } from "./icon";
import { t } from "../messages";

/** Placeholder bars while an answer loads. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{t("loading")}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class="bar" />
      ))}
    </div>
  );
}

/** The place of a panel while its answer loads. */
export function Placeholder({ lines }: { lines: number }) {
  return (
    <div class="panel placeholder">
      <Skeleton lines={lines} />
    </div>
  );
}

const TITLES = {
  unreachable: "trouble-unreachable",
  busy: "trouble-busy",
  refused: "trouble-refused",
  failing: "trouble-failing",
} as const;

/** Why there is no answer, and what to do. Loaded content stays visible. */
export function Trouble({ fault, stale, retry }: { fault: Fault; stale: boolean; retry: () => void }) {
  return (
    <div class="trouble panel" role="alert">
      <Icon name="warning" />
      <div>
        <h2>{t(TITLES[fault.kind])}</h2>
        <p>
          {fault.kind === "unreachable" ? t("trouble-connection") : <span lang="en">{fault.message}</span>}
          {stale && ` ${t("trouble-stale")}`}
        </p>
        {fault.kind !== "refused" && (
          <button type="button" class="button" onClick={retry}>
            {t("trouble-retry")}
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
