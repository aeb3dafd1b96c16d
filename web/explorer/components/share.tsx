// Shares what a page shows: its link, on paper, and a picture.
import { useEffect, useState } from "preact/hooks";

import { t } from "../messages";
import { Icon } from "./icon";

/** Milliseconds for which the button confirms the copy. */
const SAID = 2_000;

interface Properties {
  /** The address for other people, which names what this device stores only. */
  readonly address: string;
  /** The address of a picture, for READMEs and slides. */
  readonly picture?: string;
}

export function Share({ address, picture }: Properties) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (copied) {
      const timer = setTimeout(() => setCopied(false), SAID);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [copied]);
  return (
    <div class="share">
      {/* Browsers give the clipboard to encrypted and local pages only; the address bar has the link anyway. */}
      {isSecureContext && (
        <button
          type="button"
          class="quiet-button copy"
          onClick={() => {
            navigator.clipboard.writeText(new URL(address, location.href).href).then(
              () => setCopied(true),
              () => undefined,
            );
          }}
        >
          <Icon name="link" />
          <span aria-live="polite">{t(copied ? "share-copied" : "share-copy")}</span>
        </button>
      )}
      <button type="button" class="quiet-button" onClick={() => print()}>
        <Icon name="print" />
        <span>{t("share-print")}</span>
      </button>
      {picture !== undefined && (
        <a class="quiet-button" href={picture}>
          <Icon name="picture" />
          <span>{t("share-picture")}</span>
        </a>
      )}
    </div>
  );
}
