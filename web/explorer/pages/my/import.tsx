// Adds the lists of a saved file, or the exams of badges; the reader decides where a badge is ambiguous.
import { useState } from "preact/hooks";

import { ask, Fault } from "../../api/request";
import { jsonOf, readBadges, type Badge } from "../../device/badges";
import { hold, isRefusal, plan, readPlans, VERSION, type Refusal } from "../../device/plans";
import { date } from "../../format";
import { candidatesOf, type Candidates } from "./badge-matches";

/** Larger files are no lists of badges. */
const MOST_BYTES = 5_000_000;

/** Badges that are read of one file. */
const MOST_BADGES = 50;

const REFUSALS: Readonly<Record<string, string>> = {
  "too-large": "The file is larger than 5 MB.",
  "not-json": "The file is neither JSON nor a PNG badge.",
  "no-badge": "The file has no list of this page and no badge of Open Badges 2.0 or 3.0.",
  "linked-badge": "The badge in the file is only a link. Download the badge with its class (JSON), or the image with the baked badge.",
  "no-baked-badge": "The image contains no badge.",
  version: `The file has another version than ${VERSION}, the one that this page reads.`,
  "too-many": "The file lists more than 100 exams of a kind.",
};

function sentence(refusal: Refusal | string): string {
  return typeof refusal === "string" ? (REFUSALS[refusal] ?? refusal) : `The file has an entry that cannot be read: ${refusal.entry.slice(0, 120)}. Nothing was added.`;
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
        <p class="quiet">No exam or certification of this name is known. Add the exam by hand.</p>
      ) : (
        candidates.exams.map(({ name, code, title }) => (
          <label key={name} class="choice">
            <input type="checkbox" checked={candidates.chosen.includes(name)} onChange={(event) => onChange(name, event.currentTarget.checked)} />
            <span>
              <b>{code}</b> {title}
            </span>
          </label>
        ))
      )}
      {candidates.exams.length > 0 && !candidates.isExact && <p class="quiet">The name fits several; choose what you passed.</p>}
    </fieldset>
  );
}

interface Found {
  readonly badge: Badge;
  readonly candidates: Candidates;
}

export function Import() {
  const [said, setSaid] = useState("");
  const [refused, setRefused] = useState("");
  const [found, setFound] = useState<readonly Found[]>([]);

  const read = async (file: File) => {
    if (file.size > MOST_BYTES) {
      throw new Error(sentence("too-large"));
    }
    const json = jsonOf(new Uint8Array(await file.arrayBuffer()));
    if (typeof json === "string") {
      throw new Error(sentence(json));
    }
    const plans = readPlans(json.value);
    if (!isRefusal(plans)) {
      hold(plans.held);
      plans.planned.forEach((exam) => plans.held.some((entry) => entry.exam === exam) || plan(exam, true));
      setSaid(`Added from ${file.name}: ${plans.held.length} held, ${plans.planned.length} planned.`);
      return;
    }
    const badges = plans === "not-plans" ? readBadges(json.value) : plans;
    if (!Array.isArray(badges)) {
      throw new Error(sentence(badges as Refusal | string));
    }
    const list: Found[] = [];
    for (const badge of (badges as readonly Badge[]).slice(0, MOST_BADGES)) {
      list.push({ badge, candidates: await candidatesOf(badge, ask) });
    }
    setFound(list);
  };

  const open = (file: File | undefined) => {
    setSaid("");
    setRefused("");
    setFound([]);
    if (file !== undefined) {
      read(file).catch((error: unknown) => setRefused(error instanceof Fault || error instanceof Error ? error.message : String(error)));
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
        <span>Add a file of this page, or a badge of Open Badges 2.0 or 3.0 (JSON or PNG)</span>
        <input
          type="file"
          accept=".json,.jsonld,.png,application/json,image/png"
          onChange={(event) => {
            open(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
      </label>
      <p class="quiet">A badge is read on this device; only its name is searched for. Signatures are not checked.</p>
      <p role="status">{said}</p>
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
              setSaid(`Added ${chosen.length === 1 ? "1 exam" : `${chosen.length} exams`} to what you hold.`);
            }}
          >
            Add to what I hold
          </button>
          <button type="button" class="quiet-button" onClick={() => setFound([])}>
            Cancel
          </button>
        </p>
      )}
    </div>
  );
}
