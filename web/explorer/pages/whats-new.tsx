// What changed in the catalogue, newest first, and live while the page is open.
import { useEffect, useState } from "preact/hooks";

import { followChanges, type Liveness } from "../api/live-changes";
import { ask, Fault } from "../api/request";
import { useAnswer } from "../api/use-answer";
import { ChangedDocument, ChangePage, type FeedEntryFragment } from "../generated/changes";
import { MineMark } from "../components/mine";
import { OpenInGraphiql } from "../components/open-in-graphiql";
import { Empty, Placeholder, Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { today } from "../day";
import { date, number, words } from "../format";
import { sentences } from "./whats-new/sentences";
import { t, type PlainId } from "../messages";

/** Groups that are shown at first, and more of on demand. */
const SHOWN = 20;

/** Records that are shown of a change set before the rest is folded. */
const UNFOLDED = 12;

interface Feed {
  readonly entries: readonly FeedEntryFragment[];
  readonly complete: boolean;
  readonly fault: Fault | undefined;
  readonly liveness: Liveness;
  readonly retry: () => void;
}

/** Reads the feed page by page, then follows it. */
function useFeed(): Feed {
  const [entries, setEntries] = useState<readonly FeedEntryFragment[]>([]);
  const [complete, setComplete] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const [liveness, setLiveness] = useState<Liveness>("connecting");
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    const append = (more: readonly FeedEntryFragment[]) => setEntries((before) => [...before, ...more]);
    const read = async () => {
      let after: string | null = null;
      for (;;) {
        const { changes } = (await ask(ChangePage, { after }, abort.signal)) as { changes: { pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: readonly FeedEntryFragment[] } };
        append(changes.nodes);
        after = changes.pageInfo.endCursor;
        if (!changes.pageInfo.hasNextPage) {
          break;
        }
      }
      setComplete(true);
      if (after !== null) {
        await followChanges(after, { onEntries: append, onLiveness: setLiveness }, abort.signal);
      }
    };
    setEntries([]);
    setComplete(false);
    setFault(undefined);
    read().catch((error: unknown) => {
      if (!abort.signal.aborted) {
        setFault(Fault.of(error));
      }
    });
    return () => abort.abort();
  }, [attempt]);

  return { entries, complete, fault, liveness, retry: () => setAttempt(attempt + 1) };
}

interface ChangeSet {
  readonly revision: number;
  readonly committedAt: string;
  readonly actor: string;
  readonly note: string | null;
  readonly entries: readonly Placed[];
}

/** Changes grouped by revision, newest first. */
function changeSets(entries: readonly FeedEntryFragment[]): ChangeSet[] {
  const sets = new Map<number, Placed[]>();
  for (const entry of placed(entries)) {
    sets.set(entry.revision, [...(sets.get(entry.revision) ?? []), entry]);
  }
  return [...sets.values()].reverse().flatMap((list) => {
    const [first] = list;
    return first === undefined ? [] : [{ revision: first.revision, committedAt: first.committedAt, actor: first.actor, note: first.note, entries: list }];
  });
}

const LIVENESS = {
  connecting: "changes-connecting",
  pushed: "changes-live",
  asking: "changes-polling",
  lost: "changes-lost",
} as const satisfies Record<Liveness, PlainId>;

const ACTORS: Readonly<Record<string, PlainId>> = { seed: "changes-actor-seed", sql: "changes-actor-sql" };

/** Who made a change set. */
function actorName(actor: string): string {
  const id = ACTORS[actor];
  return id === undefined ? actor : t(id);
}

/** An entry with the cursors before it and before its previous version. */
interface Placed extends FeedEntryFragment {
  readonly behind: string | null;
  /** Undefined for the first version of a record. */
  readonly earlierBehind: string | null | undefined;
}

function placed(entries: readonly FeedEntryFragment[]): Placed[] {
  const known = new Map<string, string | null>();
  return entries.map((entry, index) => {
    const name = `${entry.kind} ${entry.key}`;
    const behind = entries[index - 1]?.cursor ?? null;
    const earlierBehind = known.get(name);
    // After a removal a record starts again.
    if (entry.operation === "DELETE") {
      known.delete(name);
    } else {
      known.set(name, behind);
    }
    return { ...entry, behind, earlierBehind };
  });
}

/** The previous version of a record; undefined while it loads. */
function useVersion(behind: string | null | undefined): object | undefined {
  const answer = useAnswer(ChangedDocument, behind === undefined ? null : { after: behind });
  const document = answer.data?.changes.nodes[0]?.document;
  return typeof document === "string" ? (JSON.parse(document) as object) : undefined;
}

/** How an exam changed, once both of its versions are read. */
function ExamChange({ entry, code }: { entry: Placed; code: string }) {
  const before = useVersion(entry.earlierBehind);
  const after = useVersion(entry.behind);
  const changed = before === undefined || after === undefined ? [t("changes-updated", { name: code })] : sentences(code, before, after, today());
  return <>{changed.join("; ")}</>;
}

function ChangedRecord({ entry }: { entry: Placed }) {
  const [vendor, code] = entry.key.split("/");
  const gone = entry.operation === "DELETE";
  const isExam = entry.kind === "EXAM" && vendor !== undefined && code !== undefined;
  const name = isExam ? code : `${words(entry.kind)} ${entry.key}`;
  const happened = gone ? "changes-removed" : entry.earlierBehind === undefined ? "changes-new" : "changes-updated";
  const text = isExam && !gone && entry.earlierBehind !== undefined ? <ExamChange entry={entry} code={code} /> : t(happened, { name });
  const address = gone ? null : isExam ? `/exams/${vendor}/${code}` : entry.kind === "ROLE" ? `/?role=${entry.key}` : null;
  const mark = isExam ? <MineMark exam={entry.key} /> : null;
  return <li>{mark} {address === null ? <span>{text}</span> : <a href={address}>{text}</a>}</li>;
}

function ChangeSetPanel({ set }: { set: ChangeSet }) {
  const at = new Date(set.committedAt);
  const exams = set.entries.filter(({ kind }) => kind === "EXAM");
  const rest = set.entries.filter(({ kind }) => kind !== "EXAM");
  const ordered = [...exams, ...rest];
  const [unfolded, setUnfolded] = useState(false);
  return (
    <article class="panel change-set">
      <h2>
        {date(set.committedAt.slice(0, 10))} <span class="quiet">{at.toISOString().slice(11, 16)} UTC</span>
      </h2>
      <p class="quiet">
        {t("changes-set", { revision: number(set.revision), count: set.entries.length, records: number(set.entries.length), actor: actorName(set.actor) })}
        {set.note !== null && `: ${set.note}`}
      </p>
      <ul class="records">
        {ordered.slice(0, UNFOLDED).map((entry) => (
          <ChangedRecord key={entry.sequence} entry={entry} />
        ))}
      </ul>
      {ordered.length > UNFOLDED && (
        <details onToggle={(event) => setUnfolded(event.currentTarget.open)}>
          <summary>{t("changes-more", { count: ordered.length - UNFOLDED })}</summary>
          <ul class="records">
            {unfolded && ordered.slice(UNFOLDED).map((entry) => <ChangedRecord key={entry.sequence} entry={entry} />)}
          </ul>
        </details>
      )}
    </article>
  );
}

export function WhatsNewPage() {
  useTitle(t("changes-title"));
  const { entries, complete, fault, liveness, retry } = useFeed();
  const [shown, setShown] = useState(SHOWN);
  const sets = changeSets(entries);
  return (
    <div class="whats-new">
      <div class="answer-head">
        <h1>{t("changes-title")}</h1>
        <p class={`liveness ${liveness}`} role="status">
          {t(complete ? LIVENESS[liveness] : "changes-loading")}
        </p>
      </div>
      {fault !== undefined && <Trouble fault={fault} stale={entries.length > 0} retry={retry} />}
      {!complete && fault === undefined && <Placeholder lines={8} />}
      {complete && sets.length === 0 && (
        <Empty title={t("changes-none")}>
          <p>{t("changes-none-note")}</p>
        </Empty>
      )}
      {complete && (
        <div aria-live="polite">
          {sets.slice(0, shown).map((set) => (
            <ChangeSetPanel key={set.revision} set={set} />
          ))}
        </div>
      )}
      {complete && sets.length > shown && (
        <button type="button" class="button" onClick={() => setShown(shown + SHOWN)}>
          {t("changes-older")}
        </button>
      )}
      {complete && (
        <p class="page-links">
          <OpenInGraphiql document={ChangePage} variables={{}} />
        </p>
      )}
    </div>
  );
}
