// Shares the question: the address, and the picture of the path.
import { useEffect, useState } from "preact/hooks";

import { Icon } from "../../components/icon";
import { writeQuestion, type Question } from "../../question/question";

/** Milliseconds for which the button confirms the copy. */
const SAID = 2_000;

/** The picture of the open path, for READMEs and slides. */
export function pictureAddress(question: Question): string {
  const { role, held, experience, vendors, maxFees, weeklyHours, deadline, asOf, path } = question;
  return `/paths/${role}.svg${writeQuestion({ held, experience, vendors, maxFees, weeklyHours, deadline, asOf, path })}`;
}

export function Share({ question }: { question: Question }) {
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
          class="quiet-button"
          onClick={() => {
            navigator.clipboard.writeText(location.href).then(
              () => setCopied(true),
              () => undefined,
            );
          }}
        >
          <Icon name="link" />
          <span aria-live="polite">{copied ? "Copied" : "Copy link"}</span>
        </button>
      )}
      <a class="quiet-button" href={pictureAddress(question)}>
        <Icon name="picture" />
        <span>Picture</span>
      </a>
    </div>
  );
}
