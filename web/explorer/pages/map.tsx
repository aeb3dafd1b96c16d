// The map of exams: every exam by subject and level on a day, with what a person holds.
import { useEffect, useState } from "preact/hooks";

import { refine, useAddress } from "../address";
import { Field, HeldField, VendorsField } from "../components/fields";
import { Notices } from "../components/notices";
import { Placeholder, Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { date, dayNumber } from "../format";
import { t } from "../messages";
import { later, today } from "../day";
import { writeQuestion } from "../question/question";
import { Chart } from "./map/chart";
import { knownQuestion, readMapQuestion, stateOn, unreadOfMap, useMap, writeMapPicture, writeMapQuestion, type MapData, type MapExam, type MapQuestion, type State } from "./map/data";
import { ExamCard } from "./map/exam-card";
import { levelName, stateName } from "./map/labels";
import { LEVELS, STATES } from "../words";

/** Milliseconds of rest before the address follows the slider. */
const REST = 250;

/** Days that the slider goes on after the last known change. */
const AHEAD = 180;

/** Screens up to this width start with the list. */
const NARROW = "(max-width: 640px)";

interface SliderProperties {
  readonly data: MapData;
  readonly day: string;
  readonly asOf: string | null;
  /** Follows each movement. */
  readonly onMove: (day: string) => void;
  readonly onChange: (day: string | null) => void;
}

function DaySlider({ data, day, asOf, onMove, onChange }: SliderProperties) {
  useEffect(() => {
    const wanted = day === today() ? null : day;
    const timer = setTimeout(() => wanted !== asOf && onChange(wanted), REST);
    return () => clearTimeout(timer);
  }, [day]);
  const last = Math.max(dayNumber(data.days.last), dayNumber(today())) + AHEAD;
  return (
    <div class="slider map-day">
      <label for="map-day">
        <span>{t("map-day")}</span>
        <output>{date(day)}</output>
      </label>
      <div class="day-input">
        <input
          id="map-day"
          type="range"
          min={Math.min(dayNumber(data.days.first), dayNumber(day))}
          max={Math.max(last, dayNumber(day))}
          value={dayNumber(day)}
          aria-valuetext={date(day)}
          onInput={(event) => onMove(later("1970-01-01", Number(event.currentTarget.value)))}
        />
        <button type="button" class="quiet-button" disabled={day === today()} onClick={() => onMove(today())}>
          {t("map-today")}
        </button>
      </div>
    </div>
  );
}

interface TogglesProperties<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly chosen: readonly Value[];
  readonly name: (value: Value) => string;
  readonly onChange: (chosen: Value[]) => void;
}

function Toggles<Value extends string>({ label, values, chosen, name, onChange }: TogglesProperties<Value>) {
  return (
    <Field label={label}>
      <div class="chips">
        {values.map((value) => (
          <button
            key={value}
            type="button"
            aria-pressed={chosen.includes(value)}
            onClick={() => onChange(chosen.includes(value) ? chosen.filter((item) => item !== value) : [...chosen, value])}
          >
            {name(value)}
          </button>
        ))}
      </div>
    </Field>
  );
}

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const update = () => setNarrow(query.matches);
    query.addEventListener("change", update);
    return () => query.removeEventListener("change", update);
  }, []);
  return narrow;
}

function present(): MapQuestion {
  return readMapQuestion(new URLSearchParams(location.search));
}

function change(part: Partial<MapQuestion>): void {
  refine(`/map${writeMapQuestion({ ...present(), ...part })}`, part);
}

export function MapPage() {
  useTitle(t("map-title"));
  const { searchParams } = useAddress();
  const question = readMapQuestion(searchParams);
  const { data, fault, retry } = useMap();
  const [moved, setMoved] = useState<string>();
  useEffect(() => setMoved(undefined), [question.asOf]);
  const narrow = useNarrow();
  if (data === undefined) {
    return fault === undefined ? <Placeholder lines={10} /> : (
      <Trouble fault={fault} stale={false} retry={retry} />
    );
  }
  return <LoadedMap data={data} question={knownQuestion(question, data)} day={moved ?? question.asOf ?? today()} list={question.list || narrow} narrow={narrow} unread={unreadOfMap(searchParams, data)} onMove={setMoved} />;
}

interface LoadedProperties {
  readonly data: MapData;
  readonly question: MapQuestion;
  readonly day: string;
  readonly list: boolean;
  readonly narrow: boolean;
  readonly unread: readonly string[];
  readonly onMove: (day: string) => void;
}

function LoadedMap({ data, question, day, list, narrow, unread, onMove }: LoadedProperties) {
  const { vendors, levels, states, held, asOf, edges } = question;
  const chosen = data.exams.find(({ name }) => name === question.exam);
  const filtered = vendors.length + levels.length + states.length > 0;
  const isDim = (exam: MapExam, state: State | null) =>
    (vendors.length > 0 && !vendors.includes(exam.vendor.slug)) ||
    (levels.length > 0 && (exam.level === null || !levels.includes(exam.level))) ||
    (states.length > 0 && (state === null || !states.includes(state)));
  const matching = data.exams.filter((exam) => !isDim(exam, stateOn(exam, day))).length;
  const toggleHeld = (name: string) => change({ held: held.includes(name) ? held.filter((item) => item !== name) : [...held, name] });
  const close = () => {
    change({ exam: null });
    if (chosen !== undefined) {
      document.querySelector<HTMLElement>(`.map-chart [data-index="${chosen.index}"]`)?.focus();
    }
  };
  const picture = writeMapPicture({ vendors, held, asOf, edges });
  return (
    <div class="exam-map">
      <div class="answer-head">
        <h1>{t("map-title")}</h1>
        <p class="quiet" role="status">
          {filtered ? t("map-matching", { matching, count: data.exams.length }) : t("map-count", { count: data.exams.length })}
        </p>
      </div>
      <Notices unread={unread} without={`/map${writeMapQuestion(question)}`} asOf={asOf} />
      <form class="panel map-controls" aria-label={t("map-filters")} onSubmit={(event) => event.preventDefault()}>
        <DaySlider data={data} day={day} asOf={asOf} onMove={onMove} onChange={(wanted) => change({ asOf: wanted })} />
        <details class="map-more" open={!narrow}>
          <summary>{t("map-filters")}</summary>
          <Toggles label={t("map-level")} values={LEVELS} chosen={levels} name={levelName} onChange={(chosenLevels) => change({ levels: chosenLevels })} />
          <Toggles label={t("map-state")} values={STATES} chosen={states} name={stateName} onChange={(chosenStates) => change({ states: chosenStates })} />
          <HeldField value={held} asOf={asOf} onChange={(part) => change({ held: part.held ?? [] })} />
          <Field label={t("map-view")}>
            <div class="chips">
              {!narrow && (
                <>
                  <button type="button" aria-pressed={edges} disabled={list} onClick={() => change({ edges: !edges })}>
                    {t("map-all-edges")}
                  </button>
                  <button type="button" aria-pressed={list} onClick={() => change({ list: !list })}>
                    {t("map-list")}
                  </button>
                </>
              )}
              <a href={`/map.svg${picture}`}>{t("map-svg")}</a>
              <a href={`/map.png${picture}`}>{t("map-png")}</a>
            </div>
          </Field>
          <details class="map-vendors" open={vendors.length > 0}>
            <summary>{vendors.length === 0 ? t("map-vendors") : t("map-vendors-chosen", { count: vendors.length })}</summary>
            <VendorsField value={vendors} vendors={data.vendors} onChange={(part) => change({ vendors: part.vendors ?? [] })} />
          </details>
        </details>
      </form>
      <p class="map-legend quiet">
        {STATES.map((item) => (
          <span key={item} class={item.toLowerCase()}>
            {stateName(item)}
          </span>
        ))}
        <span class="unannounced">{stateName(null)}</span>
        <span class="held">{t("map-held")}</span>
        {!list && (
          <>
            <span class="edge succession">{t("map-edge-succession")}</span>
            <span class="edge required">{t("map-edge-required")}</span>
            <span class="edge recommended">{t("map-edge-recommended")}</span>
          </>
        )}
        <span class="map-hint">{t("map-hint")}</span>
      </p>
      <div class="map-frame">
        <Chart
          data={data}
          day={day}
          held={new Set(held)}
          isDim={isDim}
          chosen={chosen}
          allEdges={edges}
          list={list}
          onChoose={(exam) => change({ exam: exam.name })}
        />
      </div>
      {chosen !== undefined && (
        <ExamCard
          data={data}
          exam={chosen}
          day={day}
          held={held.includes(chosen.name)}
          search={writeQuestion({ held, asOf })}
          addressOf={(exam) => `/map${writeMapQuestion({ ...question, exam: exam.name })}`}
          onHold={() => toggleHeld(chosen.name)}
          onClose={close}
        />
      )}
    </div>
  );
}
