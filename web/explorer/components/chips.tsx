// A filter by some values of a set.
import { number } from "../format";
import { t } from "../messages";
import { Field } from "./fields";

/** The values of a comma-separated list that exist. */
export function chosen<Value extends string>(text: string, values: readonly Value[]): Value[] {
  return values.filter((value) => text.split(",").includes(value));
}

interface Properties {
  readonly label: string;
  /** The pressed values, separated by commas; empty for all. */
  readonly value: string;
  readonly choices: ReadonlyArray<{ readonly value: string; readonly label: string; /** How many items have it. */ readonly count?: number | undefined }>;
  /** Whether at most one can be pressed. */
  readonly single?: boolean;
  readonly onChange: (value: string) => void;
}

export function Chips({ label, value, choices, single = false, onChange }: Properties) {
  const picked = value.split(",").filter((item) => item !== "");
  const toggled = (item: string) => (picked.includes(item) ? picked.filter((other) => other !== item) : single ? [item] : [...picked, item]);
  return (
    <Field label={label} hint={picked.length === 0 ? t("browse-any") : undefined}>
      <div class="chips">
        {choices.map((choice) => (
          <button key={choice.value} type="button" aria-pressed={picked.includes(choice.value)} onClick={() => onChange(toggled(choice.value).join(","))}>
            {choice.label}
            {choice.count !== undefined && <span class="count"> {number(choice.count)}</span>}
          </button>
        ))}
      </div>
    </Field>
  );
}
