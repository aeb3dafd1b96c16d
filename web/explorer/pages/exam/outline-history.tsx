// The outlines of an exam over time as small multiples on one scale, with what changed.
import { useState } from "preact/hooks";

import { useAnswer } from "../../api/use-answer";
import { weightLimit, WeightRanges, type Mark } from "../../charts/weight-ranges";
import { OutlineChange } from "../../generated/exam";
import { Skeleton, Trouble } from "../../parts/states";
import { date, firstDay, range } from "../../wording";
import type { Exam } from "../exam";

type Outline = Exam["blueprints"][number];

/** The newest outlines stand open. */
const SHOWN = 3;

/** What happened to the domains of an outline since the one before. */
function marksOf(outline: Outline, before: Outline | undefined): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  if (before !== undefined) {
    const earlier = new Map(before.domains.map((domain) => [domain.key, domain]));
    for (const { key, title, weight } of outline.domains) {
      const was = earlier.get(key);
      if (was === undefined) {
        marks.set(key, "added");
      } else if (was.title !== title || was.weight?.min !== weight?.min || was.weight?.max !== weight?.max) {
        marks.set(key, "changed");
      }
    }
  }
  return marks;
}

function droppedSince(outline: Outline, before: Outline | undefined): string[] {
  const kept = new Set(outline.domains.map(({ key }) => key));
  return (before?.domains ?? []).filter(({ key }) => !kept.has(key)).map(({ title }) => title);
}

function Difference({ exam, from, to, asOf }: { exam: Exam; from: Outline; to: Outline; asOf: string | null }) {
  const answer = useAnswer(OutlineChange, {
    code: exam.code,
    vendor: exam.vendor.slug,
    from: firstDay(from.effectiveFrom),
    to: firstDay(to.effectiveFrom),
    asOf,
  });
  const diff = answer.data?.exam?.blueprintDiff;
  if (answer.fault !== undefined) {
    return <Trouble fault={answer.fault} stale={false} retry={answer.retry} />;
  }
  if (answer.data === undefined) {
    return <Skeleton lines={4} />;
  }
  if (diff === null || diff === undefined || diff.same) {
    return <p class="quiet">Nothing is known to have changed.</p>;
  }
  return (
    <ul class="difference">
      {diff.added.map(({ key, title, weight }) => (
        <li key={key} class="added">
          <b>{title}</b> is new{weight !== null && `, ${range(weight)} %`}.
        </li>
      ))}
      {diff.dropped.map(({ key, title, weight }) => (
        <li key={key} class="dropped">
          <b>{title}</b> is gone{weight !== null && `; it was ${range(weight)} %`}.
        </li>
      ))}
      {diff.changed.map(({ before, after, renamed, weightChange, objectivesAdded, objectivesDropped }) => (
        <li key={after.key} class="changed">
          <b>{after.title}</b>
          {renamed && ` was called “${before.title}”.`}
          {weightChange !== null &&
            weightChange.before !== null &&
            weightChange.after !== null &&
            ` ${range(weightChange.before)} % became ${range(weightChange.after)} %.`}
          <ul>
            {objectivesAdded.map((text) => (
              <li key={text} class="added">
                {text}
              </li>
            ))}
            {objectivesDropped.map((text) => (
              <li key={text} class="dropped">
                {text}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

export function OutlineHistory({ exam, asOf }: { exam: Exam; asOf: string | null }) {
  const [open, setOpen] = useState<string | null>(null);
  const official = exam.blueprints.filter(({ standing }) => standing === "OFFICIAL");
  const claimed = exam.blueprints.filter(({ standing }) => standing === "CLAIMED");
  const limit = weightLimit(exam.blueprints.map(({ domains }) => domains));
  const before = (outline: Outline) => official[official.indexOf(outline) + 1];
  const opened = official.find(({ version }) => version === open);
  const previous = opened === undefined ? undefined : before(opened);
  const drawn = (outline: Outline) => {
    const dropped = droppedSince(outline, before(outline));
    return (
      <article key={outline.version} class={outline.inForce ? "in-force" : ""}>
        <h3>
          {date(outline.effectiveFrom)}
          {outline.inForce && <span class="tag">in force</span>}
        </h3>
        <WeightRanges domains={outline.domains} limit={limit} marks={marksOf(outline, before(outline))} small />
        {dropped.length > 0 && <p class="gone">Gone: {dropped.join("; ")}</p>}
        {before(outline) !== undefined && (
          <button
            type="button"
            class="quiet-button"
            aria-expanded={open === outline.version}
            onClick={() => setOpen(open === outline.version ? null : outline.version)}
          >
            What changed
          </button>
        )}
      </article>
    );
  };
  return (
    <section class="panel" aria-label="How the outline changed">
      <h2>How the outline changed</h2>
      <div class="history">{official.slice(0, SHOWN).map(drawn)}</div>
      {opened !== undefined && previous !== undefined && (
        <div class="step" aria-live="polite">
          <h3>
            From {date(previous.effectiveFrom)} to {date(opened.effectiveFrom)}
          </h3>
          <Difference exam={exam} from={previous} to={opened} asOf={asOf} />
        </div>
      )}
      {official.length > SHOWN && (
        <details>
          <summary>{official.length - SHOWN === 1 ? "One earlier outline" : `${official.length - SHOWN} earlier outlines`}</summary>
          <div class="history">{official.slice(SHOWN).map(drawn)}</div>
        </details>
      )}
      {claimed.length > 0 && (
        <details>
          <summary>Outlines that sources claim</summary>
          <div class="history">
            {claimed.map((outline) => (
              <article key={outline.version} class="claimed">
                <h3>{date(outline.effectiveFrom)}</h3>
                <WeightRanges domains={outline.domains} limit={limit} small />
                <p class="gone">A source claims it; the vendor’s outline says otherwise.</p>
              </article>
            ))}
          </div>
        </details>
      )}
    </section>
  );
}
