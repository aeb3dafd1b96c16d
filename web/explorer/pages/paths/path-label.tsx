// The label of a path in the reader's language.
import { t, type PlainId } from "../../messages";

const LABELS: Readonly<Record<string, PlainId>> = {
  Cheapest: "label-cheapest",
  "Next cheapest": "label-next-cheapest",
  Fastest: "label-fastest",
  "Least study": "label-least-study",
  "Strongest signal": "label-signal",
  "Most recommended": "label-recommended",
  "Also recommended": "label-also-recommended",
  "Already reached": "label-reached",
};

/** The label as text; null where the API's words have no translation, such as a focus. */
function translated(label: string): string | null {
  const id = LABELS[label];
  if (id !== undefined) {
    return t(id);
  }
  const [, codesOf, codes] = /^(.+): ([^:]+)$/.exec(label) ?? [];
  if (codesOf !== undefined && codes !== undefined) {
    const of = translated(codesOf);
    return of === null ? null : t("label-exams", { label: of, codes });
  }
  const certain = /^(.+) as far as known$/.exec(label)?.[1];
  if (certain !== undefined) {
    const of = translated(certain);
    return of === null ? null : t("label-uncertain", { label: of });
  }
  const publisher = /^Recommended by (.+)$/.exec(label)?.[1];
  return publisher === undefined ? null : t("label-by", { publisher });
}

/** The label for titles, in the API's words where there are no others. */
export function pathLabel(label: string): string {
  return translated(label) ?? label;
}

export function PathLabel({ label }: { label: string }) {
  const text = translated(label);
  return text === null ? <span lang="en">{label}</span> : <>{text}</>;
}
