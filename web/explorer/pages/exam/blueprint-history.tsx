// The blueprints of an exam over time as small multiples on one scale, with what changed.
import { useState } from "preact/hooks";

import { useAnswer } from "../../api/use-answer";
import { weightLimit, WeightRanges, type Mark } from "../../charts/weight-ranges";
import { BlueprintChange } from "../../generated/exam";
import { PanelHead } from "../../components/panel-head";
import { Skeleton, Trouble } from "../../components/states";
import { date, firstDay, range } from "../../format";
import type { Exam } from "../exam";
import { Rich, t } from "../../messages";

type Blueprint = Exam["blueprints"][number];

const BOLD = { b: (text: string) => <b>{text}</b> };

/** The newest blueprints are expanded. */
const SHOWN = 3;

/** Changes of the domains since the previous blueprint. */
function marksOf(blueprint: Blueprint, before: Blueprint | undefined): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  if (before !== undefined) {
    const earlier = new Map(before.domains.map((domain) => [domain.key, domain]));
    for (const { key, title, weight } of blueprint.domains) {
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

function droppedSince(blueprint: Blueprint, before: Blueprint | undefined): string[] {
  const current = new Set(blueprint.domains.map(({ key }) => key));
  return (before?.domains ?? []).filter(({ key }) => !current.has(key)).map(({ title }) => title);
}

function Difference({ exam, from, to, asOf }: { exam: Exam; from: Blueprint; to: Blueprint; asOf: string | null }) {
  const answer = useAnswer(BlueprintChange, {
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
    return <p class="quiet">{t("history-none")}</p>;
  }
  return (
    <ul class="difference">
      {diff.added.map(({ key, title, weight }) => (
        <li key={key} class="added">
          {weight === null ? <Rich id="history-new" values={{ title }} tags={BOLD} /> : <Rich id="history-new-weight" values={{ title, weight: `${range(weight)} %` }} tags={BOLD} />}
        </li>
      ))}
      {diff.dropped.map(({ key, title, weight }) => (
        <li key={key} class="dropped">
          {weight === null ? <Rich id="history-gone" values={{ title }} tags={BOLD} /> : <Rich id="history-gone-weight" values={{ title, weight: `${range(weight)} %` }} tags={BOLD} />}
        </li>
      ))}
      {diff.changed.map(({ before, after, renamed, weightChange, objectivesAdded, objectivesDropped, objectivesReworded }) => (
        <li key={after.key} class="changed">
          <b>{after.title}</b>
          {renamed && ` ${t("history-renamed", { title: before.title })}`}
          {weightChange !== null &&
            weightChange.before !== null &&
            weightChange.after !== null &&
            ` ${t("history-weight", { before: `${range(weightChange.before)} %`, after: `${range(weightChange.after)} %` })}`}
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
            {objectivesReworded.map(({ key, before, after }) => (
              <li key={key} class="changed">
                {t("history-reworded", { before, after })}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

export function BlueprintHistory({ exam, asOf }: { exam: Exam; asOf: string | null }) {
  const [open, setOpen] = useState<string | null>(null);
  const official = exam.blueprints.filter(({ standing }) => standing === "OFFICIAL");
  const claimed = exam.blueprints.filter(({ standing }) => standing === "CLAIMED");
  const limit = weightLimit(exam.blueprints.map(({ domains }) => domains));
  const before = (blueprint: Blueprint) => official[official.indexOf(blueprint) + 1];
  const opened = official.find(({ version }) => version === open);
  const previous = opened === undefined ? undefined : before(opened);
  const drawn = (blueprint: Blueprint) => {
    const dropped = droppedSince(blueprint, before(blueprint));
    return (
      <article key={blueprint.version} class={blueprint.inForce ? "in-force" : ""}>
        <h3>
          {date(blueprint.effectiveFrom)}
          {blueprint.inForce && <span class="tag">{t("history-in-force")}</span>}
        </h3>
        <WeightRanges domains={blueprint.domains} limit={limit} marks={marksOf(blueprint, before(blueprint))} small />
        {dropped.length > 0 && <p class="gone">{t("history-dropped", { titles: dropped.join("; ") })}</p>}
        {before(blueprint) !== undefined && (
          <button
            type="button"
            class="quiet-button"
            aria-expanded={open === blueprint.version}
            onClick={() => setOpen(open === blueprint.version ? null : blueprint.version)}
          >
            {t("history-what")}
          </button>
        )}
      </article>
    );
  };
  return (
    <section class="panel" aria-label={t("history-title")}>
      <PanelHead title={t("history-title")} />
      <div class="history">{official.slice(0, SHOWN).map(drawn)}</div>
      {opened !== undefined && previous !== undefined && (
        <div class="step" aria-live="polite">
          <h3>
            {t("history-between", { from: date(previous.effectiveFrom), to: date(opened.effectiveFrom) })}
          </h3>
          <Difference exam={exam} from={previous} to={opened} asOf={asOf} />
        </div>
      )}
      {official.length > SHOWN && (
        <details>
          <summary>{t("history-earlier", { count: official.length - SHOWN })}</summary>
          <div class="history">{official.slice(SHOWN).map(drawn)}</div>
        </details>
      )}
      {claimed.length > 0 && (
        <details>
          <summary>{t("history-claimed")}</summary>
          <div class="history">
            {claimed.map((blueprint) => (
              <article key={blueprint.version} class="claimed">
                <h3>{date(blueprint.effectiveFrom)}</h3>
                <WeightRanges domains={blueprint.domains} limit={limit} small />
                <p class="gone">{t("history-claimed-note")}</p>
              </article>
            ))}
          </div>
        </details>
      )}
    </section>
  );
}
