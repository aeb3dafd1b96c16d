// The controls of a question. Each can be set by mouse, by key and by touch.
import type { ComponentChildren, TargetedEvent } from "preact";
import { useEffect, useId, useState } from "preact/hooks";

import type { Experience } from "../generated/paths";
import { heldHere, hold } from "../device/plans";
import { t } from "../messages";
import { examName, EXPERIENCES, type Question } from "../question/question";
import { ExamPicker } from "./exam-picker";
import { Icon } from "./icon";

export type Change = (change: Partial<Question>) => void;

export function Field({ label, hint, children }: { label: string; hint?: ComponentChildren; children: ComponentChildren }) {
  return (
    <fieldset class="question-field">
      <legend>
        {label}
        {hint !== undefined && <span class="hint">{hint}</span>}
      </legend>
      {children}
    </fieldset>
  );
}

type Typing = (event: TargetedEvent<HTMLInputElement>) => void;

/** For an input that tells its text on Enter or when it is left: until then what is typed stays, also when an answer arrives. */
export function useTyped(value: string, onChange: (value: string) => void): { value: string; onInput: Typing; onChange: Typing } {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return { value: typed, onInput: (event) => setTyped(event.currentTarget.value), onChange: (event) => onChange(event.currentTarget.value) };
}

/** Milliseconds of rest before a moved slider sends its query. */
const REST = 250;

interface SliderProperties {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly show: (value: number) => ComponentChildren;
  /** The value as assistive technology reads it. */
  readonly spoken: (value: number) => string;
  readonly onChange: (value: number) => void;
  /** The value is not set; the slider position has no meaning. */
  readonly unset?: boolean;
}

export function Slider({ label, value, least, most, step, show, spoken, onChange, unset = false }: SliderProperties) {
  const id = useId();
  const [moved, setMoved] = useState(value);
  useEffect(() => setMoved(value), [value]);
  useEffect(() => {
    if (moved !== value) {
      const timer = setTimeout(() => onChange(moved), REST);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [moved]);
  return (
    <div class={unset ? "slider unset" : "slider"}>
      <label for={id}>
        <span>{label}</span>
        <output>{show(moved)}</output>
      </label>
      <input
        id={id}
        type="range"
        min={least}
        max={most}
        step={step}
        value={moved}
        aria-valuetext={unset && moved === value ? t("unknown") : spoken(moved)}
        onInput={(event) => setMoved(Number(event.currentTarget.value))}
      />
    </div>
  );
}

export function ExperienceField({ value, onChange }: { value: Experience | null; onChange: Change }) {
  const name = useId();
  return (
    <Field label={t("field-experience")}>
      <div class="segments">
        {[{ value: null, label: "experience-unsaid" as const }, ...EXPERIENCES].map((choice) => (
          <label key={choice.label}>
            <input
              type="radio"
              name={name}
              checked={value === choice.value}
              onChange={() => onChange({ experience: choice.value })}
            />
            <span>{t(choice.label)}</span>
          </label>
        ))}
      </div>
    </Field>
  );
}

/** Where the held exams are stored: on this device, or in the address only until the reader says otherwise. */
function HeldHint({ value }: { value: readonly string[] }) {
  const here = heldHere();
  return value.every((name) => here.includes(name)) ? (
    <a href="/my">{t("mine-stored")}</a>
  ) : (
    <button type="button" class="link-button" onClick={() => hold(value.map((exam) => ({ exam, earnedOn: null })))}>
      {t("mine-store")}
    </button>
  );
}

export function HeldField({ value, asOf, onChange }: { value: readonly string[]; asOf: string | null; onChange: Change }) {
  const [choosing, setChoosing] = useState(false);
  const toggle = (name: string) =>
    onChange({ held: value.includes(name) ? value.filter((item) => item !== name) : [...value, name] });
  return (
    <Field label={t("field-hold")} hint={value.length === 0 ? undefined : <HeldHint value={value} />}>
      <div class="chips">
        {value.map((name) => (
          <button key={name} type="button" class="chosen" aria-label={t("field-hold-remove", { name })} onClick={() => toggle(name)}>
            {name.slice(name.indexOf("/") + 1)}
            <Icon name="close" />
          </button>
        ))}
        <button type="button" class="add" onClick={() => setChoosing(true)}>
          <Icon name="add" />
          {t(value.length === 0 ? "field-hold-add-first" : "field-hold-add")}
        </button>
      </div>
      {choosing && (
        <ExamPicker
          title={t("my-pick-held")}
          asOf={asOf}
          chosen={value}
          onPick={(exam) => toggle(examName(exam))}
          onClose={() => setChoosing(false)}
        />
      )}
    </Field>
  );
}

interface VendorsProperties {
  readonly value: readonly string[];
  readonly vendors: ReadonlyArray<{ readonly slug: string; readonly name: string }>;
  readonly onChange: Change;
}

export function VendorsField({ value, vendors, onChange }: VendorsProperties) {
  return (
    <Field label={t("field-vendors")} hint={value.length === 0 ? t("list-any") : undefined}>
      <div class="chips vendors">
        {vendors.map(({ slug, name }) => (
          <button
            key={slug}
            type="button"
            aria-pressed={value.includes(slug)}
            onClick={() => onChange({ vendors: value.includes(slug) ? value.filter((item) => item !== slug) : [...value, slug] })}
          >
            {name}
          </button>
        ))}
      </div>
    </Field>
  );
}

interface DayProperties {
  readonly label: string;
  readonly hint: string;
  readonly value: string | null;
  /** What is wrong with the day; absent when nothing is. */
  readonly fault?: string | undefined;
  readonly onChange: (day: string | null) => void;
}

export function DayField({ label, hint, value, fault, onChange }: DayProperties) {
  const id = useId();
  return (
    <div class="day">
      <label for={id}>
        <span>{label}</span>
        <span class="hint">{hint}</span>
      </label>
      <div class="day-input">
        <input id={id} class="field" type="date" value={value ?? ""} {...(fault !== undefined && { "aria-invalid": true, "aria-describedby": `${id}-fault` })} onChange={(event) => onChange(event.currentTarget.value || null)} />
        {value !== null && (
          <button type="button" class="icon-button" aria-label={t("field-clear", { label })} onClick={() => onChange(null)}>
            <Icon name="close" />
          </button>
        )}
      </div>
      {fault !== undefined && (
        <p id={`${id}-fault`} class="field-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

