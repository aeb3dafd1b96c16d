// Adds the lists of a saved file, or the exams of badges; the reader decides where a badge is ambiguous.
import { useState } from "preact/hooks";

import { ask } from "../../api/request";
import { jsonOf, readBadges, type Badge, type BadgeRefusal } from "../../device/badges";
import { hold, isRefusal, plan, readPlans, VERSION, type Refusal } from "../../device/plans";
import { date, listed, words } from "../../format";
import { MyExam } from "../../generated/my";
import { t, type PlainId } from "../../messages";
import { examOf } from "../../question/question";
import { candidatesOf, type Candidates } from "./badge-matches";

/** Larger files are no lists of badges. */
const MOST_BYTES = 5_000_000;

/** Badges that are read of one file. */
const MOST_BADGES = 50;

const REFUSALS = {
  "not-json": "my-file-not-json",
  "not-plans": "my-file-no-badge",
  "no-badge": "my-file-no-badge",
  "linked-badge": "my-file-linked-badge",
  "no-baked-badge": "my-file-no-baked-badge",
  "too-many": "my-file-too-many",
} as const satisfies Readonly<Record<string, PlainId>>;

function sentence(refusal: Refusal | BadgeRefusal): string {
  if (typeof refusal !== "string") {
    return t("my-file-entry", { entry: refusal.entry.slice(0, 120) });
  }
  return refusal === "version" ? t("my-file-version", { version: VERSION }) : t(REFUSALS[refusal]);
}

/** Which of these exams the catalogue does not have. */
async function unknownOf(names: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    [...new Set(names)].map(async (name) => {
      const { code, vendor = "" } = examOf(name);
      return { name, isKnown: (await ask(MyExam, { code, vendor })).exam !== null };
    }),
  );
  return found.filter(({ isKnown }) => !isKnown).map(({ name }) => name);
}

function BadgeChoice({ badge, candidates, onChange }: { badge: Badge; candidates: Candidates; onChange: (exam: string, chosen: boolean) => void }) {
  return (
    <fieldset class="question-field badge">
      <legend>
        {badge.name}
        <span class="hint">
          {badge.issuer}
          {badge.issuedOn !== null && ` · ${date(badge.issuedOn)}`}
        </span>
      </legend>
      {candidates.exams.length === 0 ? (
        <p class="quiet">{t("my-badge-unknown")}</p>
      ) : (
        candidates.exams.map(({ name, code, title, isRetired }) => (
          <label key={name} class="choice">
            <input type="checkbox" checked={candidates.chosen.includes(name)} onChange={(event) => onChange(name, event.currentTarget.checked)} />
            <span>
              <b>{code}</b> {title} {isRetired && <span class="tag">{words("RETIRED")}</span>}
            </span>
          </label>
        ))
      )}
      {candidates.exams.length > 1 && !candidates.isExact && <p class="quiet">{t("my-badge-ambiguous")}</p>}
    </fieldset>
  );
}

interface Found {
  readonly badge: Badge;
  readonly candidates: Candidates;
}

export function Import() {
  const [said, setSaid] = useState("");
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [refused, setRefused] = useState("");
  const [found, setFound] = useState<readonly Found[]>([]);

  const read = async (file: File) => {
    if (file.size > MOST_BYTES) {
      throw new Error(t("my-file-too-large"));
    }
    const json = jsonOf(new Uint8Array(await file.arrayBuffer()));
    if (typeof json === "string") {
      throw new Error(sentence(json));
    }
    const plans = readPlans(json.value);
    if (!isRefusal(plans)) {
      const unknown = await unknownOf([...plans.held.map(({ exam }) => exam), ...plans.planned]);
      const held = plans.held.filter(({ exam }) => !unknown.includes(exam));
      const planned = plans.planned.filter((exam) => !unknown.includes(exam) && !held.some((entry) => entry.exam === exam));
      hold(held);
      planned.forEach((exam) => plan(exam, true));
      setSaid(t("my-file-added", { file: file.name, held: held.length, planned: planned.length }));
      setMissing(unknown);
      return;
    }
    const badges = plans === "not-plans" ? readBadges(json.value) : plans;
    if (typeof badges === "string" || "entry" in badges) {
      throw new Error(sentence(badges));
    }
    const list: Found[] = [];
    for (const badge of badges.slice(0, MOST_BADGES)) {
      list.push({ badge, candidates: await candidatesOf(badge, ask) });
    }
    setFound(list);
  };

  const open = (file: File | undefined) => {
    setSaid("");
    setMissing([]);
    setRefused("");
    setFound([]);
    if (file !== undefined) {
      read(file).catch((error: unknown) => setRefused(error instanceof Error ? error.message : String(error)));
    }
  };
  const toggle = (index: number, exam: string, chosen: boolean) =>
    setFound(
      found.map((item, place) => {
        const others = item.candidates.chosen.filter((name) => name !== exam);
        return place === index ? { ...item, candidates: { ...item.candidates, chosen: chosen ? [...others, exam] : others } } : item;
      }),
    );
  const chosen = found.flatMap(({ badge, candidates }) => candidates.chosen.map((exam) => ({ exam, earnedOn: badge.issuedOn })));

  return (
    <div class="import">
      <label class="file">
        <span>{t("my-file-field")}</span>
        <input
          type="file"
          accept=".json,.jsonld,.png,application/json,image/png"
          onChange={(event) => {
            open(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
      </label>
      <p class="quiet">{t("my-file-note")}</p>
      <p role="status">
        {said}
        {missing.length > 0 && <span class="warned"> {t("my-file-missing", { exams: listed(missing) })}</span>}
      </p>
      {refused !== "" && (
        <p class="warned" role="alert">
          {refused}
        </p>
      )}
      {found.map(({ badge, candidates }, index) => (
        <BadgeChoice key={index} badge={badge} candidates={candidates} onChange={(exam, isChosen) => toggle(index, exam, isChosen)} />
      ))}
      {found.length > 0 && (
        <p class="row-of-buttons">
          <button
            type="button"
            class="button"
            disabled={chosen.length === 0}
            onClick={() => {
              hold(chosen);
              setFound([]);
              setSaid(t("my-badge-added", { count: chosen.length }));
            }}
          >
            {t("my-badge-add")}
          </button>
          <button type="button" class="quiet-button" onClick={() => setFound([])}>
            {t("my-badge-cancel")}
          </button>
        </p>
      )}
    </div>
  );
}
