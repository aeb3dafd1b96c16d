// The controls of a question, folded to one line on narrow screens, where answers come first.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { money } from "../format";
import { EXPERIENCES, type Question } from "../question/question";
import { t } from "../messages";

function summary({ experience, weeklyHours, maxFees, held }: Question): string {
  return [
    t(EXPERIENCES.find(({ value }) => value === experience)?.label ?? "experience-unsaid-short"),
    t("field-study-hours", { hours: weeklyHours }),
    maxFees === null ? null : money({ amount: maxFees, currency: "USD" }),
    held.length === 0 ? null : t("question-held", { count: held.length }),
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

interface Properties {
  readonly label: string;
  readonly question: Question;
  /** The part that is never folded. */
  readonly head: ComponentChildren;
  readonly children: ComponentChildren;
}

export function FoldableForm({ label, question, head, children }: Properties) {
  const [unfolded, setUnfolded] = useState(false);
  return (
    <form class={`question panel${unfolded ? " unfolded" : ""}`} aria-label={label} onSubmit={(event) => event.preventDefault()}>
      {head}
      <button type="button" class="fold" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
        <span>{summary(question)}</span>
        <b>{t(unfolded ? "question-done" : "question-change")}</b>
      </button>
      <div class="foldable">{children}</div>
    </form>
  );
}
