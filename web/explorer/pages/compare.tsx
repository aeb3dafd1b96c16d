// Two to four exams side by side: their differences and shared content.
import { useState } from "preact/hooks";

import { examAddress, refine, useAddress } from "../address";
import { useAnswer } from "../api/use-answer";
import { SharedContent } from "../charts/shared-content";
import { Compare, type CompareQuery } from "../generated/compare";
import { checkedDays } from "../components/checks";
import { DayField } from "../components/fields";
import { ExamPicker } from "../components/exam-picker";
import { Icon } from "../components/icon";
import { Notices } from "../components/notices";
import { OpenInGraphiql } from "../components/open-in-graphiql";
import { Sourced, SourceLink } from "../components/sourced";
import { Empty, Skeleton, Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { examName, examOf, readDay, unread } from "../question/question";
import { NearestExams } from "./exam/nearest-exams";
import { limit, listed, percent, plain, prose, sentence, UNKNOWN, words } from "../format";

const MOST = 4;

/** Example pairs: entry exams for AI of two vendors, and a predecessor with its successor. */
const EXAMPLES = [
  ["microsoft/AI-102", "microsoft/AZ-204"],
  ["microsoft/AI-901", "aws/AIF-C01"],
  ["microsoft/AI-102", "microsoft/AI-103"],
] as const;

type Comparison = CompareQuery["compareExams"];
type Pair = Comparison["overlap"]["pairs"][number];

const code = (name: string) => examOf(name).code;

/** "Retired on 30 Jun 2026 (AI-103 follows)". */
function state({ lifecycle: { state: constant, retires, successions } }: Comparison["exams"][number]): string {
  const followed = successions.length > 0 && ` (${listed(successions.map(({ exam }) => exam.code))} ${successions.length === 1 ? "follows" : "follow"})`;
  const end = retires !== null && (constant === "RETIRED" || constant === "RETIRING") && ` on ${limit(retires)}`;
  return [words(constant), end, followed].filter(Boolean).join("");
}

/** An exam's value of a dimension, for people. */
function cell(name: string, authored: boolean, exam: Comparison["exams"][number], text: string | null): string {
  if (!authored && name === "state") {
    return state(exam);
  }
  return text === null ? UNKNOWN : plain(text);
}

type Dimension = Comparison["dimensions"][number];

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
    { title: "Facts", checks: true, rows: shown },
    { title: "From sources", checks: false, rows: dimensions.filter((dimension) => dimension.authored && !repeats(dimension, shown)) },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label="Exams side by side">
      <table class="dimensions">
        <thead>
          <tr>
            <td />
            {exams.map((exam) => (
              <th key={examName(exam)} scope="col">
                <a href={examAddress(exam)}>{exam.code}</a>
                <span class="quiet">{exam.title}</span>
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
                  <Sourced proofs={evidence}>{sentence(name)}</Sourced>
                </th>
                {exams.map((exam) => (
                  <td key={examName(exam)} data-exam={exam.code}>{cell(name, authored, exam, values.find((value) => examName(value.exam) === examName(exam))?.text ?? null)}</td>
                ))}
              </tr>
            ))}
            {checks && (
              <tr>
                <th scope="row">Checked</th>
                {exams.map((exam) => (
                  <td key={examName(exam)} data-exam={exam.code}>{checkedDays(exam.freshness) || UNKNOWN}</td>
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
  const share = (value: number | null) => (value === null ? UNKNOWN : percent(value));
  return (
    <section class="panel" aria-label="Shared content">
      <h2>Shared content</h2>
      <p class="lead">
        <b>{share(weighted)}</b> of the content
        {pairs.length > 1 && (known.length < pairs.length ? `, on average over the ${known.length} of ${pairs.length} pairs whose blueprints are known` : ", on average over all pairs")}
      </p>
      {pairs.length > 1 && (
        <div class="cards pairs" role="radiogroup" aria-label="Pairs">
          {pairs.map(({ left, right, weighted: value }, index) => (
            <label key={examName(left) + examName(right)} class={`card${index === selected ? " chosen" : ""}`}>
              <input type="radio" name="pair" checked={index === selected} onChange={() => setSelected(index)} />
              <span class="card-label">
                {left.code} and {right.code}
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
        <p class="quiet">No shared content is known.</p>
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
        {listed(ended.map((exam) => exam.code))} can no longer be booked.{" "}
        {names.length >= 2 && names.join() !== exams.map(examName).join() && (
          <a href={`/compare?exams=${names.join(",")}${asOf === null ? "" : `&asOf=${asOf}`}`}>Compare {listed(names.map(code))} instead</a>
        )}
      </span>
    </p>
  );
}

export function ComparePage() {
  const address = useAddress();
  const [choosing, setChoosing] = useState(false);
  const all = (address.searchParams.get("exams") ?? "").split(",").filter((name) => name !== "");
  const names = all.slice(0, MOST);
  const asOf = readDay(address.searchParams.get("asOf"));
  const enough = names.length >= 2;
  const variables = enough ? { exams: names.map(examOf), asOf } : null;
  const answer = useAnswer(Compare, variables);
  useTitle(enough ? `${names.map(code).join(" and ")} compared` : "Compare exams");
  const comparison = enough ? answer.data?.compareExams : undefined;

  const addressOf = (exams: readonly string[], day: string | null) => {
    const search = [exams.length > 0 && `exams=${exams.join(",")}`, day !== null && `asOf=${day}`].filter(Boolean).join("&");
    return `/compare${search === "" ? "" : `?${search}`}`;
  };
  const show = (exams: readonly string[], day: string | null) => refine(addressOf(exams, day), day === asOf ? exams : { day });

  return (
    <div class="compare" aria-busy={answer.loading}>
      <div class="answer-head">
        <h1>{enough ? `${names.map(code).join(" or ")}?` : "Which of these exams?"}</h1>
      </div>
      <Notices unread={unread(address.searchParams)} without={addressOf(names, asOf)} asOf={asOf} />
      {all.length > MOST && (
        <p class="quiet notice">
          {MOST} exams are compared at most; {listed(all.slice(MOST).map(code))} {all.length === MOST + 1 ? "is" : "are"} left out.
        </p>
      )}
      <div class="compared panel">
        <div class="chips">
          {names.map((name) => (
            <button key={name} type="button" class="chosen" aria-label={`Remove ${code(name)}`} onClick={() => show(names.filter((other) => other !== name), asOf)}>
              {code(name)}
              <Icon name="close" />
            </button>
          ))}
          {names.length < MOST && (
            <button type="button" class="add" onClick={() => setChoosing(true)}>
              <Icon name="add" />
              {names.length === 0 ? "Choose two to four exams" : "Add an exam"}
            </button>
          )}
        </div>
        <DayField label="As of" hint="defaults to today" value={asOf} onChange={(day) => show(names, day)} />
      </div>
      {choosing && (
        <ExamPicker
          title="Compare which exams?"
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
      {answer.fault?.code === "UNKNOWN_EXAM" &&
        names.filter((name) => answer.fault?.message.includes(`"${code(name)}"`)).map((name) => <NearestExams key={name} code={code(name)} asOf={asOf} />)}
      {!enough && (
        <Empty title={names.length === 1 ? "Add another exam to compare it with" : "Choose exams to see them side by side"}>
          <p>For a first look:</p>
          <p class="row-of-buttons">
            {EXAMPLES.map((example) => (
              <a key={example.join()} class="quiet-button" href={`/compare?exams=${example.join(",")}`}>
                {example.map(code).join(" or ")}
              </a>
            ))}
          </p>
        </Empty>
      )}
      {enough && comparison === undefined && answer.fault === undefined && (
        <div class="panel placeholder">
          <Skeleton lines={8} />
        </div>
      )}
      {comparison !== undefined && (
        <>
          <Ended exams={comparison.exams} asOf={asOf} />
          <section class="panel" aria-label="Side by side">
            <Dimensions comparison={comparison} />
          </section>
          {comparison.perAudience.length > 0 && (
            <section class="panel" aria-label="For whom">
              <h2>For whom</h2>
              <ul class="audiences">
                {comparison.perAudience.map(({ audience, advice, take }) => (
                  <li key={audience}>
                    <b>{sentence(audience)}</b>
                    <span>{prose(advice)}</span>
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
          <details class="panel">
            <summary>Sources</summary>
            <ul class="proofs">
              {comparison.sources.map((source) => (
                <li key={source.url + source.title}>
                  <SourceLink source={source} /> <span class="quiet">{source.publisher}</span>
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
      {variables !== null && comparison !== undefined && (
        <p class="page-links">
          <OpenInGraphiql document={Compare} variables={variables} />
        </p>
      )}
    </div>
  );
}
