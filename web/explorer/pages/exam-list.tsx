// Every exam: narrowed down by words, vendor, level, state and fee, in an order, and shared by the address.
import { useEffect, useState } from "preact/hooks";

import { examAddress, existing, queryOf, refine, unreadOf, useAddress } from "../address";
import { ask } from "../api/request";
import { useAnswer } from "../api/use-answer";
import { usePages } from "../api/use-pages";
import { BrowseExams, CountExams, type BrowseExamsQuery, type BrowseExamsQueryVariables } from "../generated/browse";
import { Start, type StartQuery } from "../generated/start";
import { Chips, chosen } from "../components/chips";
import { DayField, Field, useTyped } from "../components/fields";
import { ListTable } from "../components/list-table";
import { MineMark } from "../components/mine";
import { Notices } from "../components/notices";
import { OpenInGraphiql } from "../components/open-in-graphiql";
import { Empty, Placeholder, Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { readDay } from "../day";
import { examName, list } from "../question/question";
import { counted, groupName, limit, money, number, unknown, words } from "../format";
import { Rich, t } from "../messages";
import { LEVELS, STATES } from "../words";

type Listed = BrowseExamsQuery["exams"]["nodes"][number];
type Filter = NonNullable<BrowseExamsQueryVariables["filter"]>;

const ORDERS = [
  { value: "CODE", label: "list-order-code" },
  { value: "TITLE", label: "list-order-title" },
  { value: "LEVEL", label: "list-order-level" },
  { value: "FEE", label: "list-order-fee" },
  { value: "STUDY_HOURS", label: "list-order-hours" },
  { value: "RETIRES_ON", label: "list-order-last-day" },
] as const;

const COLUMNS = ["list-column-exam", "list-vendor", "list-level", "list-state", "list-column-fee", "list-column-study"] as const;

/** Milliseconds of rest after a key before the address follows. */
const REST = 250;

type Choice = Readonly<Record<"text" | "vendors" | "subjects" | "levels" | "states" | "maxFee" | "maxHours" | "order" | "direction" | "asOf", string>>;

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
  return `/exams${queryOf(choice)}`;
}

/** The API's filter. The subject of an exam is the group of the roles for which sources recommend it. */
function filterOf(choice: Choice, roles: StartQuery["roles"]["nodes"]): Filter {
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
        <span class="quiet">{exam.title}</span> <MineMark exam={examName(exam)} />
      </th>
      <td>{exam.vendor.name}</td>
      <td>{exam.level === null ? unknown() : words(exam.level)}</td>
      <td>
        {words(state)}
        {ends}
      </td>
      <td>{exam.fee === null ? unknown() : money(exam.fee)}</td>
      <td>{exam.studyHours === null ? unknown() : counted(exam.studyHours, "hours")}</td>
    </tr>
  );
}

export function ExamListPage() {
  const address = useAddress();
  const asOf = readDay(address.searchParams.get("asOf"));
  const start = useAnswer(Start, { asOf });
  const choice = readChoice(address.searchParams, start.data);
  const vendor = start.data?.vendors.nodes.find(({ slug }) => slug === choice.vendors)?.name;
  const title = vendor === undefined ? t("list-exams") : t("list-vendor-exams", { vendor });
  useTitle(title);
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
  const { nodes: exams, loadMore } = usePages<Listed>(page, async (after) => (await ask(BrowseExams, { ...variables, after })).exams);
  const [typed, setTyped] = useState(choice.text);

  const change = (part: Partial<Choice>) => refine(addressOf({ ...readChoice(new URLSearchParams(location.search), start.data), ...part }), part);
  const maxFee = useTyped(choice.maxFee, (fee) => change({ maxFee: fee.trim() }));
  const maxHours = useTyped(choice.maxHours, (hours) => change({ maxHours: hours.trim() }));
  useEffect(() => setTyped(choice.text), [choice.text]);
  useEffect(() => {
    const timer = setTimeout(() => typed !== choice.text && change({ text: typed }), REST);
    return () => clearTimeout(timer);
  }, [typed]);

  // The vendors would push the list down if they came after it.
  if (start.data === undefined && start.fault === undefined) {
    return <Placeholder lines={10} />;
  }
  return (
    <div class="exam-list" aria-busy={answer.loading}>
      <div class="answer-head">
        <h1>{title}</h1>
        <p class="quiet" role="status">
          {page === undefined ? "\u00a0" : t("list-count", { count: page.totalCount, number: number(page.totalCount) })}
        </p>
      </div>
      <Notices unread={unreadOf(address.searchParams, choice)} without={addressOf(choice)} asOf={asOf} />
      <form class="panel filters" aria-label={t("list-filters")} onSubmit={(event) => event.preventDefault()}>
        <Field label={t("list-words")}>
          <input class="field" type="search" aria-label={t("list-words-field")} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        </Field>
        <Field label={t("list-order")}>
          <select class="field" aria-label={t("list-order")} value={choice.order || "CODE"} onChange={(event) => change({ order: event.currentTarget.value === "CODE" ? "" : event.currentTarget.value })}>
            {ORDERS.map(({ value, label }) => (
              <option key={value} value={value}>
                {t(label)}
              </option>
            ))}
          </select>
          <button type="button" class="link-button" onClick={() => change({ direction: descending ? "" : "DESC" })}>
            {t(descending ? "order-show-ascending" : "order-show-descending")}
          </button>
        </Field>
        <Field label={t("list-highest-fee")} hint={t("list-dollars")}>
          <input class="field" inputMode="numeric" aria-label={t("list-highest-fee-field")} placeholder={t("list-any")} {...maxFee} />
        </Field>
        <Field label={t("list-most-study")} hint={t("list-hours")}>
          <input class="field" inputMode="numeric" aria-label={t("list-most-study-field")} placeholder={t("list-any")} {...maxHours} />
        </Field>
        <DayField label={t("field-as-of")} hint={t("field-as-of-hint")} value={asOf} onChange={(day) => change({ asOf: day ?? "" })} />
        <Chips label={t("list-subject")} value={choice.subjects} choices={[...new Set((roles ?? []).map(({ group }) => group))].sort().map((group) => ({ value: group, label: groupName(group) }))} onChange={(subjects) => change({ subjects })} />
        <Chips label={t("list-level")} value={choice.levels} choices={LEVELS.map((value) => ({ value, label: words(value), count: counts?.[value].totalCount }))} onChange={(levels) => change({ levels })} />
        <Chips label={t("list-state")} value={choice.states} choices={STATES.map((value) => ({ value, label: words(value), count: counts?.[value].totalCount }))} onChange={(states) => change({ states })} />
        <Chips label={t("list-vendor")} value={choice.vendors} choices={(start.data?.vendors.nodes ?? []).map(({ slug, name }) => ({ value: slug, label: name }))} onChange={(vendors) => change({ vendors })} />
      </form>
      {answer.fault !== undefined && <Trouble fault={answer.fault} stale={exams.length > 0} retry={answer.retry} />}
      {page === undefined && answer.fault === undefined && <Placeholder lines={10} />}
      {page !== undefined && exams.length === 0 && (
        <Empty title={t("list-none")}>
          <p>
            <Rich id="list-none-advice" tags={{ link: (text) => <a href="/exams">{text}</a> }} />
          </p>
        </Empty>
      )}
      {exams.length > 0 && (
        <ListTable label={t("list-region")} tableLabel={t("list-table")} columns={COLUMNS} loadMore={loadMore} onFault={answer.retry}>
          {exams.map((exam) => (
            <Row key={examName(exam)} exam={exam} asOf={choice.asOf} />
          ))}
        </ListTable>
      )}
      <p class="page-links">
        <OpenInGraphiql document={BrowseExams} variables={variables} />
      </p>
    </div>
  );
}
