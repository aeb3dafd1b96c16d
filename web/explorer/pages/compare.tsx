// Two to four exams side by side: their differences and shared content.
import { useState } from "preact/hooks";

import { examAddress, refine, useAddress } from "../address";
import { useUnrefused } from "../api/use-unrefused";
import { SharedContent } from "../charts/shared-content";
import { Compare, type CompareQuery } from "../generated/compare";
import { checkedDays } from "../components/checks";
import { DayField } from "../components/fields";
import { ExamPicker } from "../components/exam-picker";
import { Icon } from "../components/icon";
import { Notices } from "../components/notices";
import { MineMark } from "../components/mine";
import { OpenInGraphiql, PageQuery } from "../components/open-in-graphiql";
import { PanelHead } from "../components/panel-head";
import { Share } from "../components/share";
import { Sourced, SourceLink } from "../components/sourced";
import { Stated } from "../components/stated";
import { Empty, Placeholder, Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { readDay } from "../day";
import { examName, examOf, list, unread } from "../question/question";
import { NearestExams } from "./exam/nearest-exams";
import { date, isDay, languageName, listed, moment, percent, plain, prose, sentence, unknown, words } from "../format";
import { language, Rich, t, type PlainId } from "../messages";

const MOST = 4;

/** Example pairs: entry exams for AI of two vendors, and a predecessor with its successor. */
const EXAMPLES = [
  ["microsoft/AI-102", "microsoft/AZ-204"],
  ["microsoft/AI-901", "aws/AIF-C01"],
  ["microsoft/AI-102", "microsoft/AI-103"],
] as const;

type Comparison = CompareQuery["compareExams"];
type Dimension = Comparison["dimensions"][number];
type Pair = Comparison["overlap"]["pairs"][number];

const code = (name: string) => examOf(name).code;

/** "AI-102 or AZ-204". */
const either = (names: readonly string[]) => names.map(code).join(` ${t("compare-or")} `);

function heading(names: readonly string[]): string {
  const [first] = names;
  if (first === undefined) {
    return t("compare-heading-none");
  }
  return names.length === 1 ? t("compare-one", { code: code(first) }) : t("compare-heading", { codes: either(names) });
}

/** A text whose codes are not broken at their hyphens. */
function Unbroken({ text }: { text: string }) {
  return <>{text.split(/([A-Z0-9]+(?:-[A-Z0-9.]+)+)/).map((part, index) => (index % 2 === 1 ? <span key={index} class="unbroken">{part}</span> : part))}</>;
}

const BOLD = { b: (text: string) => <b>{text}</b> };

/** What the API compares by itself. */
const DIMENSIONS: Readonly<Record<string, PlainId>> = {
  level: "word-level",
  fee: "word-fee",
  "study hours": "word-study-hours",
  duration: "word-duration",
  items: "word-items",
  "passing score": "word-passing-score",
  validity: "word-validity",
  renewal: "word-renewal",
  languages: "word-languages",
  state: "compare-state",
  domains: "word-domain-count",
  "required prerequisites": "compare-required-prerequisites",
};

/** What is compared: a fact in the reader's language, or the words of a source. */
function DimensionName({ name, authored }: Pick<Dimension, "name" | "authored">) {
  const id = DIMENSIONS[ALIASES[name] ?? name];
  return id === undefined || (authored && language() === "en") ? <span lang="en">{sentence(name)}</span> : <>{sentence(t(id))}</>;
}

/** "Retired on 30 Jun 2026 (AI-103 follows)". */
function state({ lifecycle: { state: constant, retires, successions } }: Comparison["exams"][number]): string {
  const ends = retires !== null && (constant === "RETIRED" || constant === "RETIRING");
  const state = words(constant);
  const text = !ends ? state : isDay(retires) ? t("compare-state-on", { state, day: date(retires) }) : t("compare-state-at", { state, moment: moment(retires) });
  return successions.length === 0 ? text : t("compare-followed", { state: text, codes: listed(successions.map(({ exam }) => exam.code)), count: successions.length });
}

/** The codes of the required exams: "AZ-104 or AZ-204; CKA". */
function required(exam: Comparison["exams"][number]): string {
  const groups = exam.prerequisites.filter(({ kind }) => kind === "REQUIRED").map(({ anyOf }) => anyOf.map((other) => other.code).join(` ${t("compare-or")} `));
  return groups.length === 0 ? t("compare-none-known") : groups.join("; ");
}

/** An exam's value of a dimension, for people. Statements of sources are in English. */
function Cell({ name, authored, exam, text }: Pick<Dimension, "name" | "authored"> & { exam: Comparison["exams"][number]; text: string | null }) {
  if (!authored && name === "state") {
    return <>{state(exam)}</>;
  }
  if (!authored && name === "required prerequisites") {
    return <>{required(exam)}</>;
  }
  if (text === null) {
    return <>{unknown()}</>;
  }
  if (name === "languages") {
    return <>{listed(text.split("; ").map(languageName))}</>;
  }
  return <Stated text={text} />;
}

/** The names by which sources call what facts show. */
const ALIASES: Readonly<Record<string, string>> = { tier: "level" };

/** Whether a source's statement only repeats what the facts show. */
function repeats(said: Dimension, shown: readonly Dimension[]): boolean {
  const fact = shown.find(({ name }) => name === (ALIASES[said.name] ?? said.name));
  const textOf = (dimension: Dimension | undefined, exam: Dimension["values"][number]["exam"]) =>
    plain(dimension?.values.find((value) => examName(value.exam) === examName(exam))?.text ?? "").toLowerCase();
  return said.values.every(({ exam, text }) => text === null || plain(text).toLowerCase() === textOf(fact, exam));
}

function Dimensions({ comparison }: { comparison: Comparison }) {
  const { exams, dimensions } = comparison;
  const shown = dimensions.filter(({ authored }) => !authored);
  const groups = [
    { title: t("compare-facts"), checks: true, rows: shown },
    { title: t("compare-from-sources"), checks: false, rows: dimensions.filter((dimension) => dimension.authored && !repeats(dimension, shown)) },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={t("compare-table")}>
      <table class="dimensions">
        <thead>
          <tr>
            <td />
            {exams.map((exam) => (
              <th key={examName(exam)} scope="col">
                <a href={examAddress(exam)}>{exam.code}</a>
                <span class="quiet">{exam.title}</span> <MineMark exam={examName(exam)} />
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ title, checks, rows }) => (
          <tbody key={title}>
            <tr class="group">
              <th scope="rowgroup" colSpan={exams.length + 1}>
                {title}
              </th>
            </tr>
            {rows.map(({ name, authored, values, evidence }) => (
              <tr key={name}>
                <th scope="row">
                  <Sourced proofs={evidence}><DimensionName name={name} authored={authored} /></Sourced>
                </th>
                {exams.map((exam) => (
                  <td key={examName(exam)} data-exam={exam.code}>
                    <Cell name={name} authored={authored} exam={exam} text={values.find((value) => examName(value.exam) === examName(exam))?.text ?? null} />
                  </td>
                ))}
              </tr>
            ))}
            {checks && (
              <tr>
                <th scope="row">{t("compare-checked")}</th>
                {exams.map((exam) => (
                  <td key={examName(exam)} data-exam={exam.code}>{checkedDays(exam.freshness) || unknown()}</td>
                ))}
              </tr>
            )}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Overlap({ comparison }: { comparison: Comparison }) {
  const { pairs, weighted } = comparison.overlap;
  const [selected, setSelected] = useState(0);
  const pair: Pair | undefined = pairs[selected] ?? pairs[0];
  const known = pairs.filter((item) => item.weighted !== null);
  const share = (value: number | null) => (value === null ? unknown() : percent(value));
  return (
    <section class="panel" aria-label={t("compare-shared")}>
      <PanelHead title={t("compare-shared")} />
      <p class="lead">
        {pairs.length < 2 ? (
          <Rich id="compare-share" values={{ share: share(weighted) }} tags={BOLD} />
        ) : known.length < pairs.length ? (
          <Rich id="compare-share-known" values={{ share: share(weighted), known: known.length, all: pairs.length }} tags={BOLD} />
        ) : (
          <Rich id="compare-share-average" values={{ share: share(weighted) }} tags={BOLD} />
        )}
      </p>
      {pairs.length > 1 && (
        <div class="cards pairs" role="radiogroup" aria-label={t("compare-pairs")}>
          {pairs.map(({ left, right, weighted: value }, index) => (
            <label key={examName(left) + examName(right)} class={`card${index === selected ? " chosen" : ""}`}>
              <input type="radio" name="pair" checked={index === selected} onChange={() => setSelected(index)} />
              <span class="card-label">
                {t("shared-pair", { left: left.code, right: right.code })}
              </span>
              <span class="meter" aria-hidden="true">
                <span style={{ width: percent(value ?? 0).replace(" ", "") }} />
              </span>
              <b>{share(value)}</b>
            </label>
          ))}
        </div>
      )}
      {pair !== undefined && pair.left.blueprint !== null && pair.right.blueprint !== null && pair.sharedDomains.length > 0 ? (
        <SharedContent
          left={{ code: pair.left.code, domains: pair.left.blueprint.domains }}
          right={{ code: pair.right.code, domains: pair.right.blueprint.domains }}
          shared={pair.sharedDomains}
        />
      ) : (
        <p class="quiet">{t("compare-no-shared")}</p>
      )}
    </section>
  );
}

/** What can no longer be booked, and the comparison of what follows it. */
function Ended({ exams, asOf }: { exams: Comparison["exams"]; asOf: string | null }) {
  const ended = exams.filter(({ lifecycle, bookableLanguages }) => lifecycle.state === "RETIRED" && bookableLanguages.length === 0);
  if (ended.length === 0) {
    return null;
  }
  const following = exams.flatMap((exam) =>
    ended.includes(exam) ? exam.lifecycle.successions.flatMap(({ exam: next }) => (next.lifecycle.bookable ? [examName(next)] : [])) : [examName(exam)],
  );
  const names = [...new Set(following)].slice(0, MOST);
  return (
    <p class="warned ended">
      <Icon name="warning" />
      <span>
        {t("compare-ended", { codes: listed(ended.map((exam) => exam.code)) })}{" "}
        {names.length >= 2 && names.join() !== exams.map(examName).join() && (
          <a href={`/compare?exams=${names.join(",")}${asOf === null ? "" : `&asOf=${asOf}`}`}>{t("compare-instead", { codes: listed(names.map(code)) })}</a>
        )}
      </span>
    </p>
  );
}

export function ComparePage() {
  const address = useAddress();
  const [choosing, setChoosing] = useState(false);
  const all = [...new Set(list(address.searchParams.get("exams")))];
  const asOf = readDay(address.searchParams.get("asOf"));
  const answer = useUnrefused(
    Compare,
    (refused) => {
      const compared = all.filter((name) => !refused.includes(name)).slice(0, MOST);
      return compared.length < 2 ? null : { exams: compared.map(examOf), asOf };
    },
    ({ refused }) => (refused?.argument === "exams" ? all.filter((name) => refused.values?.includes(name)) : []),
  );
  const { variables } = answer;
  const known = all.filter((name) => !answer.refused.includes(name));
  const ignored = all.filter((name) => answer.refused.includes(name));
  const names = known.slice(0, MOST);
  const enough = names.length >= 2;
  useTitle(enough ? t("compare-window", { codes: names.map(code).join(` ${t("compare-and")} `) }) : t("compare-title"));
  const comparison = enough ? answer.data?.compareExams : undefined;

  const addressOf = (exams: readonly string[], day: string | null) => {
    const search = [exams.length > 0 && `exams=${exams.join(",")}`, day !== null && `asOf=${day}`].filter(Boolean).join("&");
    return `/compare${search === "" ? "" : `?${search}`}`;
  };
  const show = (exams: readonly string[], day: string | null) => refine(addressOf(exams, day), day === asOf ? exams : { day });

  return (
    <div class="compare" aria-busy={answer.loading}>
      <div class="answer-head">
        <h1><Unbroken text={heading(names)} /></h1>
        {enough && <Share address={addressOf(names, asOf)} />}
      </div>
      <Notices unread={[...unread(address.searchParams), ...ignored.map((name) => `exams=${name}`)]} without={addressOf(names, asOf)} asOf={asOf} />
      {known.length > MOST && (
        <p class="quiet notice">
          {t("compare-left-out", { most: MOST, codes: listed(known.slice(MOST).map(code)), count: known.length - MOST })}
        </p>
      )}
      <div class="compared panel">
        <div class="chips">
          {names.map((name) => (
            <button key={name} type="button" class="chosen" aria-label={t("compare-remove", { code: code(name) })} onClick={() => show(names.filter((other) => other !== name), asOf)}>
              {code(name)}
              <Icon name="close" />
            </button>
          ))}
          {names.length < MOST && (
            <button type="button" class="add" onClick={() => setChoosing(true)}>
              <Icon name="add" />
              {t(names.length === 0 ? "compare-choose" : "compare-add")}
            </button>
          )}
        </div>
        <DayField label={t("field-as-of")} hint={t("field-as-of-hint")} value={asOf} onChange={(day) => show(names, day)} />
      </div>
      {choosing && (
        <ExamPicker
          title={t("compare-which")}
          asOf={asOf}
          chosen={names}
          onPick={(exam) => {
            const name = examName(exam);
            if (names.includes(name)) {
              show(names.filter((other) => other !== name), asOf);
            } else if (names.length < MOST) {
              show([...names, name], asOf);
            }
          }}
          onClose={() => setChoosing(false)}
        />
      )}
      {answer.fault !== undefined && enough && <Trouble fault={answer.fault} stale={comparison !== undefined} retry={answer.retry} />}
      {ignored.map((name) => (
        <NearestExams key={name} code={code(name)} asOf={asOf} />
      ))}
      {!enough && (
        <Empty title={t(names.length === 1 ? "compare-empty-one" : "compare-empty")}>
          <p>{t("compare-examples")}</p>
          <p class="row-of-buttons">
            {EXAMPLES.map((example) => (
              <a key={example.join()} class="quiet-button" href={`/compare?exams=${example.join(",")}`}>
                {either(example)}
              </a>
            ))}
          </p>
        </Empty>
      )}
      {enough && comparison === undefined && answer.fault === undefined && <Placeholder lines={8} />}
      {comparison !== undefined && variables !== null && (
        <PageQuery document={Compare} variables={variables}>
          <Ended exams={comparison.exams} asOf={asOf} />
          <section class="panel" aria-label={t("compare-side")}>
            <PanelHead title={t("compare-side")} />
            <Dimensions comparison={comparison} />
          </section>
          {comparison.perAudience.length > 0 && (
            <section class="panel" aria-label={t("compare-audiences")}>
              <h2>{t("compare-audiences")}</h2>
              <ul class="audiences">
                {comparison.perAudience.map(({ audience, advice, take }) => (
                  <li key={audience}>
                    <b lang="en">{sentence(audience)}</b>
                    <span lang="en">{prose(advice)}</span>
                    <span class="links">
                      {take
                        .flatMap(({ bookable }) => bookable)
                        .map((exam) => (
                          <a key={exam.code} href={examAddress(exam)} title={exam.title}>
                            {exam.code}
                          </a>
                        ))}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <Overlap key={names.join()} comparison={comparison} />
          <details class="panel printed">
            <summary>{t("compare-sources")}</summary>
            <ul class="proofs">
              {comparison.sources.map((source) => (
                <li key={source.url + source.title}>
                  <SourceLink source={source} /> <span class="quiet">{source.publisher}</span>
                </li>
              ))}
            </ul>
          </details>
        </PageQuery>
      )}
      {variables !== null && comparison !== undefined && (
        <p class="page-links">
          <OpenInGraphiql document={Compare} variables={variables} />
        </p>
      )}
    </div>
  );
}
