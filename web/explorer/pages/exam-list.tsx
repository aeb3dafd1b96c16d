// Every exam: narrowed down by words, vendor, level, state and fee, in an order, and shared by the address.
import { useEffect, useState } from "preact/hooks";

import { examAddress, refine, useAddress } from "../address";
import { ask } from "../api/request";
import { useAnswer } from "../api/use-answer";
import { BrowseExams, CountExams, type BrowseExamsQuery, type BrowseExamsQueryVariables } from "../generated/browse";
import { Start, type StartQuery } from "../generated/start";
import { Chips, chosen } from "../components/chips";
import { DayField, Field } from "../components/fields";
import { Notices } from "../components/notices";
import { OpenInGraphiql } from "../components/open-in-graphiql";
import { Empty, Skeleton, Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { t } from "../messages";
import { examName, readDay } from "../question/question";
import { counted, limit, money, number, UNKNOWN, words } from "../format";

type Listed = BrowseExamsQuery["exams"]["nodes"][number];
type Filter = NonNullable<BrowseExamsQueryVariables["filter"]>;

export const LEVELS = ["FUNDAMENTALS", "ASSOCIATE", "PROFESSIONAL", "SPECIALTY"] as const;
const STATES = ["ANNOUNCED", "BETA", "LIVE", "RETIRING", "RETIRED"] as const;
const ORDERS = [
  { value: "CODE", label: "Vendor and code" },
  { value: "TITLE", label: "Title" },
  { value: "LEVEL", label: "Level" },
  { value: "FEE", label: "Fee" },
  { value: "STUDY_HOURS", label: "Hours of study" },
  { value: "RETIRES_ON", label: "Last day" },
] as const;

/** Milliseconds of rest after a key before the address follows. */
const REST = 250;

const NAMES = ["text", "vendors", "subjects", "levels", "states", "maxFee", "maxHours", "order", "direction", "asOf"] as const;
type Choice = Readonly<Record<(typeof NAMES)[number], string>>;

/** The names of a list that exist; all of it before they are loaded. */
function existing(text: string, names: readonly string[] | undefined): string {
  return names === undefined ? text : text.split(",").filter((name) => names.includes(name)).join(",");
}

/** What an address asks for; what cannot be read is left out. */
function readChoice(search: URLSearchParams, start: StartQuery | undefined): Choice {
  const text = (name: string) => search.get(name) ?? "";
  return {
    text: text("text").slice(0, 100),
    vendors: existing(text("vendors"), start?.vendors.nodes.map(({ slug }) => slug)),
    subjects: existing(text("subjects"), start?.roles.nodes.map(({ group }) => group)),
    levels: chosen(text("levels"), LEVELS).join(","),
    states: chosen(text("states"), STATES).join(","),
    maxFee: /^\d{1,6}$/.test(text("maxFee")) ? text("maxFee") : "",
    maxHours: /^\d{1,4}$/.test(text("maxHours")) ? text("maxHours") : "",
    order: ORDERS.find(({ value }) => value === text("order"))?.value ?? "",
    direction: text("direction") === "DESC" ? "DESC" : "",
    asOf: readDay(text("asOf")) ?? "",
  };
}

function addressOf(choice: Choice): string {
  const search = new URLSearchParams(NAMES.flatMap((name) => (choice[name] === "" ? [] : [[name, choice[name]]])));
  const text = search.toString().replaceAll("%2C", ",");
  return text === "" ? "/exams" : `/exams?${text}`;
}

/** The API's filter. The subject of an exam is the group of the roles for which sources recommend it. */
function filterOf(choice: Choice, roles: StartQuery["roles"]["nodes"]): Filter {
  const list = (text: string) => text.split(",").filter((item) => item !== "");
  return {
    ...(choice.text.trim() !== "" && { text: choice.text.trim() }),
    ...(choice.vendors !== "" && { vendors: list(choice.vendors) }),
    ...(choice.subjects !== "" && { roles: roles.filter(({ group }) => list(choice.subjects).includes(group)).map(({ slug }) => slug) }),
    ...(choice.levels !== "" && { levels: chosen(choice.levels, LEVELS) }),
    ...(choice.states !== "" && { states: chosen(choice.states, STATES) }),
    ...(choice.maxFee !== "" && { fee: { atMost: choice.maxFee } }),
    ...(choice.maxHours !== "" && { maxStudyHours: Number(choice.maxHours) }),
  };
}

/** The filter with one level or one state each, to count what they list. */
function filtersToCount(filter: Filter) {
  const level = (value: (typeof LEVELS)[number]): Filter => ({ ...filter, levels: [value] });
  const state = (value: (typeof STATES)[number]): Filter => ({ ...filter, states: [value] });
  return {
    fundamentals: level("FUNDAMENTALS"),
    associate: level("ASSOCIATE"),
    professional: level("PROFESSIONAL"),
    specialty: level("SPECIALTY"),
    announced: state("ANNOUNCED"),
    beta: state("BETA"),
    live: state("LIVE"),
    retiring: state("RETIRING"),
    retired: state("RETIRED"),
  };
}

function Row({ exam, asOf }: { exam: Listed; asOf: string }) {
  const { state, retires } = exam.lifecycle;
  const ends = retires !== null && (state === "RETIRED" || state === "RETIRING") ? ` ${limit(retires)}` : "";
  return (
    <tr>
      <th scope="row">
        <a href={examAddress(exam, asOf === "" ? "" : `?asOf=${asOf}`)}>{exam.code}</a>
        <span class="quiet">{exam.title}</span>
      </th>
      <td>{exam.vendor.name}</td>
      <td>{exam.level === null ? UNKNOWN : words(exam.level)}</td>
      <td>
        {words(state)}
        {ends}
      </td>
      <td>{exam.fee === null ? UNKNOWN : money(exam.fee)}</td>
      <td>{exam.studyHours === null ? UNKNOWN : counted(exam.studyHours, "hour", "hours")}</td>
    </tr>
  );
}

export function ExamListPage() {
  useTitle("Exams");
  const address = useAddress();
  const asOf = readDay(address.searchParams.get("asOf"));
  const start = useAnswer(Start, { asOf });
  const choice = readChoice(address.searchParams, start.data);
  const by = ORDERS.find(({ value }) => value === choice.order)?.value;
  const roles = start.data?.roles.nodes;
  const filter = filterOf(choice, roles ?? []);
  const descending = choice.direction === "DESC";
  const orderBy = by === undefined && !descending ? null : { by: by ?? ("CODE" as const), ...(descending && { direction: "DESC" as const }) };
  const variables = { filter, orderBy, asOf };
  const isReady = choice.subjects === "" || roles !== undefined;
  const answer = useAnswer(BrowseExams, isReady ? variables : null);
  const counts = useAnswer(CountExams, isReady ? { ...filtersToCount(filter), asOf } : null).data;
  const page = answer.fault?.kind === "refused" ? undefined : answer.data?.exams;
  const [more, setMore] = useState<readonly Listed[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [typed, setTyped] = useState(choice.text);
  useEffect(() => {
    setMore([]);
    setCursor(page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null);
  }, [answer.data]);

  const change = (part: Partial<Choice>) => refine(addressOf({ ...readChoice(new URLSearchParams(location.search), start.data), ...part }), part);
  useEffect(() => setTyped(choice.text), [choice.text]);
  useEffect(() => {
    const timer = setTimeout(() => typed !== choice.text && change({ text: typed }), REST);
    return () => clearTimeout(timer);
  }, [typed]);
  const loadMore = async () => {
    const { exams } = await ask(BrowseExams, { ...variables, after: cursor });
    setMore([...more, ...exams.nodes]);
    setCursor(exams.pageInfo.hasNextPage ? exams.pageInfo.endCursor : null);
  };
  const exams = [...(page?.nodes ?? []), ...more];
  const unread = NAMES.flatMap((name) => {
    const given = address.searchParams.get(name) ?? "";
    return given === choice[name] ? [] : [`${name}=${given}`];
  });

  // The vendors would push the list down if they came after it.
  if (start.data === undefined && start.fault === undefined) {
    return (
      <div class="panel placeholder">
        <Skeleton lines={10} />
      </div>
    );
  }
  return (
    <div class="exam-list" aria-busy={answer.loading}>
      <div class="answer-head">
        <h1>Exams</h1>
        <p class="quiet" role="status">
          {page === undefined ? "\u00a0" : page.totalCount === 1 ? "1 exam" : `${number(page.totalCount)} exams`}
        </p>
      </div>
      <Notices unread={unread} without={addressOf(choice)} asOf={asOf} />
      <form class="panel filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
        <Field label="Words">
          <input class="field" type="search" aria-label="Words in code, title, vendor or domains" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        </Field>
        <Field label="Order">
          <select class="field" aria-label="Order" value={choice.order || "CODE"} onChange={(event) => change({ order: event.currentTarget.value === "CODE" ? "" : event.currentTarget.value })}>
            {ORDERS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <button type="button" class="link-button" onClick={() => change({ direction: descending ? "" : "DESC" })}>
            {t(descending ? "order-show-ascending" : "order-show-descending")}
          </button>
        </Field>
        <Field label="Highest fee" hint="US dollars">
          <input class="field" inputMode="numeric" aria-label="Highest fee in US dollars" placeholder="any" value={choice.maxFee} onChange={(event) => change({ maxFee: event.currentTarget.value.trim() })} />
        </Field>
        <Field label={t("browse-most-study")} hint={t("browse-hours")}>
          <input class="field" inputMode="numeric" aria-label={t("browse-most-study-label")} placeholder={t("browse-any")} value={choice.maxHours} onChange={(event) => change({ maxHours: event.currentTarget.value.trim() })} />
        </Field>
        <DayField label="As of" hint="defaults to today" value={asOf} onChange={(day) => change({ asOf: day ?? "" })} />
        <Chips label={t("browse-subject")} value={choice.subjects} choices={[...new Set((roles ?? []).map(({ group }) => group))].sort().map((group) => ({ value: group, label: group }))} onChange={(subjects) => change({ subjects })} />
        <Chips label="Level" value={choice.levels} choices={LEVELS.map((value) => ({ value, label: words(value), count: counts?.[value].totalCount }))} onChange={(levels) => change({ levels })} />
        <Chips label="State" value={choice.states} choices={STATES.map((value) => ({ value, label: words(value), count: counts?.[value].totalCount }))} onChange={(states) => change({ states })} />
        <Chips label="Vendor" value={choice.vendors} choices={(start.data?.vendors.nodes ?? []).map(({ slug, name }) => ({ value: slug, label: name }))} onChange={(vendors) => change({ vendors })} />
      </form>
      {answer.fault !== undefined && <Trouble fault={answer.fault} stale={exams.length > 0} retry={answer.retry} />}
      {page === undefined && answer.fault === undefined && (
        <div class="panel placeholder">
          <Skeleton lines={10} />
        </div>
      )}
      {page !== undefined && exams.length === 0 && (
        <Empty title="No exam matches">
          <p>
            Remove a filter, or <a href="/exams">see all exams</a>.
          </p>
        </Empty>
      )}
      {exams.length > 0 && (
        <section class="panel" aria-label="List of exams">
          <div class="table-frame" tabIndex={0} role="region" aria-label="Exams and their figures">
            <table class="browsed">
              <thead>
                <tr>
                  {["Exam", "Vendor", "Level", "State", "Fee", "Study"].map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {exams.map((exam) => (
                  <Row key={examName(exam)} exam={exam} asOf={choice.asOf} />
                ))}
              </tbody>
            </table>
          </div>
          {cursor !== null && (
            <button type="button" class="quiet-button" onClick={() => void loadMore().catch(answer.retry)}>
              Show more
            </button>
          )}
        </section>
      )}
      <p class="page-links">
        <OpenInGraphiql document={BrowseExams} variables={variables} />
      </p>
    </div>
  );
}
