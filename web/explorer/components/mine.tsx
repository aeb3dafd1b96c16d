// What this device stores about an exam: a mark, and the buttons that change it.
import { hold, plan, plans, release } from "../device/plans";
import { t } from "../messages";
import { Icon } from "./icon";

function standing(exam: string): "held" | "planned" | null {
  const { held, planned } = plans();
  return held.some((entry) => entry.exam === exam) ? "held" : planned.includes(exam) ? "planned" : null;
}

/** "held" or "planned"; nothing for other exams. Exams are written `vendor/code`. */
export function MineMark({ exam, held = false }: { exam: string; /** Whether the address names it as held. */ held?: boolean }) {
  const mark = held ? "held" : standing(exam);
  return mark === null ? null : <span class={`tag mine ${mark}`}>{t(mark === "held" ? "mine-held" : "mine-planned")}</span>;
}

export function MineButtons({ exam }: { exam: string }) {
  const mark = standing(exam);
  return (
    <>
      <button type="button" class="quiet-button" aria-pressed={mark === "held"} onClick={() => (mark === "held" ? release(exam) : hold([{ exam, earnedOn: null }]))}>
        {mark === "held" && <Icon name="check" />}
        <span>{t("mine-hold-this")}</span>
      </button>
      {mark !== "held" && (
        <button type="button" class="quiet-button" aria-pressed={mark === "planned"} onClick={() => plan(exam, mark !== "planned")}>
          {mark === "planned" && <Icon name="check" />}
          <span>{t("mine-plan-this")}</span>
        </button>
      )}
    </>
  );
}
