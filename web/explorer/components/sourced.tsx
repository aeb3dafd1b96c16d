// A figure that shows its sources on hover, focus and touch.
import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

import { date, inline } from "../format";
import { t } from "../messages";

export interface Publication {
  readonly title: string;
  readonly publisher: string;
  readonly url: string;
}

export interface Proof {
  readonly asOf: string;
  /** The last day on which the statement was read again and found unchanged. */
  readonly checkedOn?: string | null;
  readonly confidence: string;
  readonly note: string | null;
  readonly sources: readonly Publication[];
}

/** A publication; some have a name but no address on the web. */
export function SourceLink({ source }: { source: Publication }) {
  return /^https?:/.test(source.url) ? (
    <a href={source.url} rel="noreferrer">
      {source.title}
    </a>
  ) : (
    <span>{source.title}</span>
  );
}

/** One statement with its sources, written out. */
export function ProofText({ proof }: { proof: Proof }) {
  return (
    <span class="proof">
      {proof.sources.length === 0 ? (
        <span>{t("proof-estimate")}</span>
      ) : (
        proof.sources.map((source) => <SourceLink key={source.url + source.title} source={source} />)
      )}
      <span class="quiet">
        {[...new Set(proof.sources.map(({ publisher }) => publisher))].join(", ")}
        {proof.sources.length > 0 && " · "}
        {typeof proof.checkedOn === "string" ? t("proof-checked", { day: date(proof.asOf), checked: date(proof.checkedOn) }) : date(proof.asOf)} · {inline(proof.confidence)}
      </span>
      {proof.note !== null && <span class="quiet" lang="en">{proof.note}</span>}
    </span>
  );
}

/** Each statement once: several reasons can rest on the same one. */
function distinct(proofs: readonly Proof[]): Proof[] {
  return [...new Map(proofs.map((proof) => [JSON.stringify(proof), proof])).values()];
}

/** A list of statements; nothing for an empty one. */
export function Proofs({ proofs }: { proofs: readonly Proof[] }) {
  return proofs.length === 0 ? null : (
    <ul class="proofs">
      {distinct(proofs).map((proof, index) => (
        <li key={index}>
          <ProofText proof={proof} />
        </li>
      ))}
    </ul>
  );
}

/** The leading source of some statements, with the others folded. */
export function LeadingProof({ proofs }: { proofs: readonly Proof[] }) {
  const [first] = proofs;
  const sources = new Set(proofs.flatMap((proof) => proof.sources.map(({ title, url }) => title + url)));
  const others = sources.size - 1;
  if (first === undefined || others <= 0) {
    return <Proofs proofs={proofs} />;
  }
  return (
    <>
      <Proofs proofs={[{ ...first, sources: first.sources.slice(0, 1) }]} />
      <details class="more-proofs">
        <summary>{t("proof-more", { count: others })}</summary>
        <Proofs proofs={proofs} />
      </details>
    </>
  );
}

/** Room between a note and the edges of the window, in pixels. */
const MARGIN = 12;

export function Sourced({ proofs, children, label }: { proofs: readonly Proof[]; children: ComponentChildren; label?: string }) {
  const id = useId();
  const note = useRef<HTMLSpanElement>(null);
  if (proofs.length === 0) {
    return <>{children}</>;
  }
  // The note opens below the figure; near the right edge it is moved into the window.
  const position = () => {
    const box = note.current;
    if (box !== null) {
      box.style.translate = "0";
      const { right } = box.getBoundingClientRect();
      box.style.translate = `${Math.min(0, document.documentElement.clientWidth - MARGIN - right)}px`;
    }
  };
  const hide = (event: KeyboardEvent) => {
    if (event.key === "Escape" && document.activeElement instanceof HTMLElement) {
      document.activeElement.blur();
    }
  };
  return (
    <span class="sourced" onMouseEnter={position} onFocusIn={position} onKeyDown={hide}>
      <button type="button" aria-describedby={id} {...(label !== undefined && { "aria-label": label })}>
        {children}
      </button>
      <span id={id} class="note" role="tooltip" ref={note}>
        <Proofs proofs={proofs} />
      </span>
    </span>
  );
}
