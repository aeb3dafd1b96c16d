// Search over everything: exams, certifications, roles, vendors and domains in groups, by mouse or keyboard.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

import { examAddress, navigate } from "../address";
import { useAnswer } from "../api/use-answer";
import { Search, type SearchQuery } from "../generated/search";
import { Start } from "../generated/start";
import { forgetSearch, recentSearches, rememberSearch } from "../device/searches";
import { t, type PlainId } from "../messages";
import { examName } from "../question/question";
import { groupName, limit, listed, words } from "../format";
import { Highlight } from "./highlight";
import { Icon } from "./icon";
import { MineMark } from "./mine";
import { OpenInGraphiql } from "./open-in-graphiql";
import { Skeleton, Trouble } from "./states";

/** Milliseconds of rest after a key before the search. */
const REST = 150;

/** Results of a group before the rest is shown on demand. */
const SHOWN = 5;

type Hit = SearchQuery["search"]["nodes"][number];
type Kind = Hit["__typename"];
type Found = Extract<Hit, { readonly __typename: "Exam" }>;

const GROUPS = {
  Exam: "search-exams",
  Certification: "search-certifications",
  Role: "search-roles",
  Vendor: "search-vendors",
  DomainHit: "search-domains",
} as const satisfies Readonly<Record<Kind, PlainId>>;

/** "Retired on 30 Jun 2026; AI-103 follows" */
function end({ lifecycle: { state, retires, successors } }: Found): string | null {
  if (state === "LIVE") {
    return null;
  }
  const day = retires !== null && (state === "RETIRED" || state === "RETIRING") ? ` ${limit(retires)}` : "";
  const ended = words(state) + day;
  return successors.length === 0 ? ended : t("search-follows", { state: ended, codes: listed(successors.map(({ code }) => code)) });
}

interface Result {
  readonly key: string;
  readonly address: string;
  readonly name: ComponentChildren;
  /** The name as text, for announcements. */
  readonly said: string;
  readonly aside: ComponentChildren;
}

function resultOf(hit: Hit, text: string): Result {
  const marked = (name: string) => <Highlight text={name} words={text} />;
  switch (hit.__typename) {
    case "Exam":
      return {
        key: examName(hit),
        address: examAddress(hit),
        name: (
          <>
            <b>{marked(hit.code)}</b> {marked(hit.title)}
          </>
        ),
        said: `${hit.code}, ${hit.title}`,
        aside: (
          <>
            {[hit.vendor.name, end(hit)].filter(Boolean).join(" · ")} <MineMark exam={examName(hit)} />
          </>
        ),
      };
    case "Certification":
      return {
        key: hit.slug,
        address: `/certifications/${hit.slug}`,
        name: marked(hit.title),
        said: hit.title,
        aside: hit.earnable ? hit.vendor.name : t("search-not-earnable", { vendor: hit.vendor.name }),
      };
    case "Role":
      return { key: hit.slug, address: `/?role=${hit.slug}`, name: marked(hit.title), said: hit.title, aside: groupName(hit.group) };
    case "Vendor":
      return { key: hit.slug, address: `/exams?vendors=${hit.slug}`, name: marked(hit.name), said: hit.name, aside: t("search-vendor-exams") };
    case "DomainHit":
      return {
        key: `${examName(hit.exam)} ${hit.domain.key}`,
        address: examAddress(hit.exam),
        name: marked(hit.domain.title),
        said: t("search-domain-of", { domain: hit.domain.title, code: hit.exam.code }),
        aside: `${hit.exam.code}, ${hit.exam.vendor.name}`,
      };
  }
}

/** Kinds in the order of their best hit, with their hits best first. */
function groupsOf(hits: readonly Hit[], text: string) {
  const kinds = [...new Set(hits.map((hit) => hit.__typename))];
  return kinds.map((kind) => ({ kind, results: hits.filter((hit) => hit.__typename === kind).map((hit) => resultOf(hit, text)) }));
}

function Recent({ onPick }: { onPick: (text: string) => void }) {
  const [recent, setRecent] = useState(recentSearches);
  const forget = (texts: readonly string[]) => {
    texts.forEach(forgetSearch);
    setRecent(recentSearches());
  };
  return recent.length === 0 ? null : (
    <section aria-label={t("search-recent")}>
      <h3>
        {t("search-recent")} <span class="hint">{t("search-recent-where")}</span>
      </h3>
      <ul class="recent">
        {recent.map((text) => (
          <li key={text}>
            <button type="button" class="found" onClick={() => onPick(text)}>
              {text}
            </button>
            <button type="button" class="icon-button" aria-label={t("search-recent-remove", { text })} onClick={() => forget([text])}>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      {recent.length > 1 && (
        <button type="button" class="link-button" onClick={() => forget(recent)}>
          {t("search-recent-remove-all")}
        </button>
      )}
    </section>
  );
}

/** Ways on without a search. */
function Browse() {
  const start = useAnswer(Start, { asOf: null });
  return (
    <section aria-label={t("search-browse")}>
      <h3>{t("search-browse")}</h3>
      <p class="chips">
        <a href="/exams">{t("search-all-exams")}</a>
        {start.data?.vendors.nodes.map(({ slug, name }) => (
          <a key={slug} href={`/exams?vendors=${slug}`}>
            {name}
          </a>
        ))}
      </p>
    </section>
  );
}

export function SearchDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const heading = useId();
  const [typed, setTyped] = useState("");
  const [text, setText] = useState("");
  const [unfolded, setUnfolded] = useState<ReadonlySet<Kind>>(new Set());
  const searched = text.trim();
  const answer = useAnswer(Search, searched === "" ? null : { text: searched });
  /** Whether to open the first result as soon as it arrives. */
  const opensFirst = useRef(false);
  const groups = searched === "" ? [] : groupsOf(answer.data?.search.nodes ?? [], searched);
  const first = groups[0]?.results[0];
  const isCurrent = typed.trim() === searched && !answer.loading;

  const open = (result: Result) => {
    rememberSearch(searched);
    dialog.current?.close();
    navigate(result.address);
  };
  const openFirst = () => {
    if (opensFirst.current && first !== undefined) {
      opensFirst.current = false;
      open(first);
    }
  };

  useEffect(() => {
    dialog.current?.showModal();
    field.current?.focus();
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setText(typed), REST);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    setUnfolded(new Set());
    openFirst();
  }, [answer.data]);

  const onKeyDown = (event: KeyboardEvent) => {
    const inField = event.target === field.current;
    if (inField && event.key === "Enter" && typed.trim() !== "") {
      event.preventDefault();
      opensFirst.current = true;
      if (isCurrent) {
        openFirst();
      } else {
        setText(typed);
      }
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const stops = [...(list.current?.querySelectorAll<HTMLElement>(".found") ?? [])];
      const at = stops.findIndex((stop) => stop === document.activeElement);
      if (inField || at >= 0) {
        event.preventDefault();
        const next = at + (event.key === "ArrowDown" ? 1 : -1);
        (next < 0 ? field.current : stops[Math.min(next, stops.length - 1)])?.focus();
      }
    } else if (!inField && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      // Typing goes on where the text is.
      field.current?.focus();
    }
  };

  const count = groups.reduce((sum, { results }) => sum + results.length, 0);
  const announced =
    !isCurrent || searched === "" || answer.data === undefined
      ? ""
      : first === undefined
        ? t("search-nothing")
        : t("search-announced", { count, first: first.said });

  return (
    <dialog
      ref={dialog}
      class="picker search"
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current || (event.target instanceof Element && event.target.closest("a") !== null)) {
          dialog.current?.close();
        }
      }}
    >
      <div class="picker-body" onKeyDown={onKeyDown}>
        <h2 id={heading} class="unseen">
          {t("search-open")}
        </h2>
        <div class="search-head">
          <input
            ref={field}
            type="search"
            class="field"
            aria-label={t("search-field")}
            placeholder={t("search-placeholder")}
            value={typed}
            onInput={(event) => {
              opensFirst.current = false;
              setTyped(event.currentTarget.value);
            }}
          />
          <button type="button" class="icon-button" aria-label={t("picker-close")} onClick={() => dialog.current?.close()}>
            <Icon name="close" />
          </button>
        </div>
        <p class="unseen" role="status">
          {announced}
        </p>
        <div ref={list} class="picker-list" aria-busy={answer.loading} tabIndex={0} role="region" aria-label={t("search-results")}>
          {answer.fault !== undefined && <Trouble fault={answer.fault} stale={count > 0} retry={answer.retry} />}
          {searched === "" ? (
            <>
              <Recent
                onPick={(recent) => {
                  setTyped(recent);
                  setText(recent);
                  field.current?.focus();
                }}
              />
              <Browse />
            </>
          ) : (
            <>
              {answer.data === undefined && answer.loading && <Skeleton lines={8} />}
              {answer.data !== undefined && count === 0 && <p class="quiet">{t("search-nothing-advice")}</p>}
              {groups.map(({ kind, results }) => (
                <section key={kind} aria-label={t(GROUPS[kind])}>
                  <h3>{t(GROUPS[kind])}</h3>
                  <ul>
                    {(unfolded.has(kind) ? results : results.slice(0, SHOWN)).map((result) => (
                      <li key={result.key}>
                        <a class="found" href={result.address} onClick={() => rememberSearch(searched)}>
                          <span>{result.name}</span>
                          <span class="quiet">{result.aside}</span>
                        </a>
                      </li>
                    ))}
                    {!unfolded.has(kind) && results.length > SHOWN && (
                      <li>
                        <button type="button" class="found more" onClick={() => setUnfolded(new Set([...unfolded, kind]))}>
                          {t("search-more", { count: results.length - SHOWN })}
                        </button>
                      </li>
                    )}
                  </ul>
                </section>
              ))}
              {count > 0 && <OpenInGraphiql document={Search} variables={{ text: searched }} />}
            </>
          )}
        </div>
      </div>
    </dialog>
  );
}
