// Chooses exams from the whole catalogue, by mouse alone or by typing.
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";

import { ask } from "../api/request";
import { useAnswer } from "../api/use-answer";
import { usePages, type Page } from "../api/use-pages";
import { ExamList, ExamSearch, type ExamSearchQuery, type ListedExamFragment } from "../generated/exam-list";
import { Start } from "../generated/start";
import { t } from "../messages";
import { examName } from "../question/question";
import { inline } from "../format";
import { Highlight } from "./highlight";
import { Icon } from "./icon";
import { ShowMore } from "./show-more";
import { Skeleton, Trouble } from "./states";

/** Milliseconds of rest after a key before the search. */
const REST = 200;

export type PickedExam = ListedExamFragment;

function Entry({ exam, text, chosen, onPick }: { exam: ListedExamFragment; text: string; chosen: boolean | undefined; onPick: () => void }) {
  const state = exam.lifecycle.state;
  return (
    <li>
      <button type="button" class="exam-entry" onClick={onPick} {...(chosen !== undefined && { "aria-pressed": chosen })}>
        <b>
          <Highlight text={exam.code} words={text} />
        </b>
        <span class="exam-title">
          <Highlight text={exam.title} words={text} />
        </span>
        <span class="quiet">{state === "LIVE" ? exam.vendor.name : `${exam.vendor.name} · ${inline(state)}`}</span>
      </button>
    </li>
  );
}

/** The exam with exactly the code that was typed first, and retired ones last. */
function ordered(exams: readonly ListedExamFragment[], text: string): readonly ListedExamFragment[] {
  const rank = ({ code, lifecycle }: ListedExamFragment) => (code.toLowerCase() === text.trim().toLowerCase() ? 0 : lifecycle.state === "RETIRED" ? 2 : 1);
  return [...exams].sort((one, other) => rank(one) - rank(other));
}

/** A page of a search that asked for exams only. */
function foundExams({ search }: ExamSearchQuery): Page<ListedExamFragment> {
  return { ...search, nodes: search.nodes.filter((node): node is ListedExamFragment => "code" in node) };
}

export interface PickerProperties {
  readonly title: string;
  readonly asOf?: string | null;
  /** Exams that are chosen already, written `vendor/code`; absent where one pick closes the list. */
  readonly chosen?: readonly string[];
  readonly onPick: (exam: PickedExam) => void;
  readonly onClose: () => void;
}

export function ExamDialog({ title, asOf = null, chosen, onPick, onClose }: PickerProperties) {
  const dialog = useRef<HTMLDialogElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const heading = useId();
  const [typed, setTyped] = useState("");
  const [text, setText] = useState("");
  const [vendor, setVendor] = useState<string | null>(null);
  const variables = { vendors: vendor === null ? null : [vendor], asOf };
  const searched = text.trim() === "" ? null : { text: text.trim(), ...variables };
  const start = useAnswer(Start, { asOf });
  const listed = useAnswer(ExamList, searched === null ? variables : null);
  const found = useAnswer(ExamSearch, searched);
  const list = searched === null ? listed : found;
  const load = async (after: string) => (searched === null ? (await ask(ExamList, { ...variables, after })).exams : foundExams(await ask(ExamSearch, { ...searched, after })));
  const sorted = ({ nodes, pageInfo }: Page<ListedExamFragment>) => ({ pageInfo, nodes: ordered(nodes, text) });
  const page = useMemo(() => {
    const first = searched === null ? listed.data?.exams : found.data && foundExams(found.data);
    return first && sorted(first);
  }, [list.data]);
  const { nodes: exams, loadMore } = usePages(page, async (after) => sorted(await load(after)));
  const entries = useRef<HTMLUListElement>(null);
  /** Whether to pick the first result as soon as it arrives. */
  const picksFirst = useRef(false);

  useEffect(() => {
    dialog.current?.showModal();
    // On a touch screen the keyboard would cover the list.
    if (matchMedia("(pointer: fine)").matches) {
      search.current?.focus();
    }
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setText(typed), REST);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => pickFirst(), [list.data]);

  const pickFirst = () => {
    const [first] = exams;
    if (picksFirst.current && first !== undefined) {
      picksFirst.current = false;
      onPick(first);
    }
  };

  /** Arrow keys move through the list, and Enter in the field picks the first result. */
  const onKeyDown = (event: KeyboardEvent) => {
    const inField = event.target === search.current;
    if (event.key === "Enter" && inField && typed.trim() !== "") {
      event.preventDefault();
      picksFirst.current = true;
      if (typed === text && !list.loading) {
        pickFirst();
      } else {
        setText(typed);
      }
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const buttons = [...(entries.current?.querySelectorAll("button") ?? [])];
      const at = buttons.findIndex((button) => button === document.activeElement);
      if (!inField && at < 0) {
        return;
      }
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? search.current : buttons[Math.min(next, buttons.length - 1)])?.focus();
    }
  };
  const [first] = exams;
  const announced =
    list.loading || page === undefined
      ? ""
      : first === undefined
        ? t("picker-nothing")
        : t(loadMore === null ? "picker-announced" : "picker-announced-more", { count: exams.length, first: `${first.code}, ${first.title}` });

  return (
    <dialog
      ref={dialog}
      class="picker"
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) {
          dialog.current?.close();
        }
      }}
    >
      <div class="picker-body" onKeyDown={onKeyDown}>
        <div class="picker-head">
          <h2 id={heading}>{title}</h2>
          <button type="button" class="icon-button" aria-label={t("picker-close")} onClick={() => dialog.current?.close()}>
            <Icon name="close" />
          </button>
        </div>
        <input
          ref={search}
          type="search"
          class="field"
          aria-label={t("picker-field")}
          placeholder={t("picker-placeholder")}
          value={typed}
          onInput={(event) => {
            picksFirst.current = false;
            setTyped(event.currentTarget.value);
          }}
        />
        <div class="chips" role="group" aria-label={t("picker-vendor")}>
          <button type="button" aria-pressed={vendor === null} onClick={() => setVendor(null)}>
            {t("picker-all")}
          </button>
          {start.data?.vendors.nodes.map(({ slug, name }) => (
            <button key={slug} type="button" aria-pressed={vendor === slug} onClick={() => setVendor(slug)}>
              {name}
            </button>
          ))}
        </div>
        <div class="picker-list" aria-busy={list.loading} tabIndex={0} role="region" aria-label={t("picker-exams")}>
          {list.fault !== undefined && <Trouble fault={list.fault} stale={exams.length > 0} retry={list.retry} />}
          {page === undefined && list.loading && <Skeleton lines={8} />}
          {page !== undefined && exams.length === 0 && <p class="quiet">{t("picker-none")}</p>}
          <p class="unseen" role="status">
            {announced}
          </p>
          <ul ref={entries}>
            {exams.map((exam) => (
              <Entry
                key={examName(exam)}
                exam={exam}
                text={text}
                chosen={chosen === undefined ? undefined : chosen.includes(examName(exam))}
                onPick={() => onPick(exam)}
              />
            ))}
          </ul>
          <ShowMore load={loadMore} onFault={list.retry} />
        </div>
        {chosen !== undefined && (
          <div class="picker-foot">
            <span class="quiet" aria-live="polite">
              {t("picker-chosen", { count: chosen.length })}
            </span>
            <button type="button" class="button" onClick={() => dialog.current?.close()}>
              {t("picker-done")}
            </button>
          </div>
        )}
      </div>
    </dialog>
  );
}
