// What the map knows about the chosen exam, with a link to its page.
import { useEffect, useRef } from "preact/hooks";

import { examAddress } from "../../address";
import { Icon } from "../../components/icon";
import { date } from "../../format";
import { t } from "../../messages";
import { stateOn, type MapData, type MapExam } from "./data";
import { levelName, stateName } from "./labels";

interface Properties {
  readonly data: MapData;
  readonly exam: MapExam;
  readonly day: string;
  readonly held: boolean;
  /** The query parameters for the page of the exam. */
  readonly search: string;
  /** The address of the map with another exam chosen. */
  readonly addressOf: (exam: MapExam) => string;
  readonly onHold: () => void;
  readonly onClose: () => void;
}

export function ExamCard({ data, exam, day, held, search, addressOf, onHold, onClose }: Properties) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [exam]);
  const state = stateOn(exam, day);
  const since = exam.states.filter(({ from }) => from !== undefined && from <= day).at(-1)?.from;
  const next = exam.states.find(({ from }) => from !== undefined && from > day);
  const groups = [
    { label: t("map-successors"), exams: exam.successors },
    { label: t("map-predecessors"), exams: exam.predecessors },
    { label: t("map-required"), exams: exam.required },
    { label: t("map-recommended"), exams: exam.recommended },
    { label: t("map-unlocks"), exams: exam.unlocks },
  ].filter(({ exams }) => exams.length > 0);
  return (
    <section
      class="map-card panel"
      aria-label={t("map-card", { code: exam.code })}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <div class="panel-head">
        <h2 ref={heading} tabIndex={-1}>
          <span class="code">{exam.code}</span> {exam.title}
        </h2>
        <button type="button" class="icon-button" aria-label={t("map-close")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <p class="quiet">
        {exam.vendor.name} · {levelName(exam.level)}
      </p>
      <p class="life">
        <span class={`state ${state?.toLowerCase() ?? "retired"}`}>{stateName(state)}</span>
        {since !== undefined && <span class="quiet">{t("map-since", { day: date(since) })}</span>}
        {next?.from !== undefined && <span class="quiet">{t("map-next", { state: stateName(next.state), day: date(next.from) })}</span>}
      </p>
      {groups.map(({ label, exams }) => (
        <p key={label} class="map-links">
          <b>{label}</b>
          {exams.map((index) => {
            const other = data.exams[index];
            return (
              other !== undefined && (
                <a key={index} href={addressOf(other)} title={other.title}>
                  {other.code}
                </a>
              )
            );
          })}
        </p>
      ))}
      <p class="row-of-buttons">
        <a class="button" href={examAddress(exam, search)}>
          {t("map-open", { code: exam.code })}
        </a>
        <button type="button" class="quiet-button" aria-pressed={held} onClick={onHold}>
          {t(held ? "map-unhold" : "map-hold")}
        </button>
      </p>
    </section>
  );
}
