// The dates of the next half year: what opens, closes and changes, by month, with filters and calendars.
import { examAddress, existing, queryOf, refine, unreadOf, useAddress } from "../address";
import { ask, type Fault } from "../api/request";
import { useAnswer } from "../api/use-answer";
import { usePages } from "../api/use-pages";
import { useUnrefused } from "../api/use-unrefused";
import { Dates, type DatesQuery, type DatesQueryVariables } from "../generated/dates";
import { Start, type StartQuery } from "../generated/start";
import { Chips, chosen } from "../components/chips";
import { Field } from "../components/fields";
import { Notices } from "../components/notices";
import { OpenInGraphiql } from "../components/open-in-graphiql";
import { ShowMore } from "../components/show-more";
import { Sourced } from "../components/sourced";
import { Empty, Placeholder, Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { later, readDay, today } from "../day";
import { plans, type Held } from "../device/plans";
import { date, languageName, listed, prose, shortDate } from "../format";
import { Rich, t, type PlainId } from "../messages";
import { list } from "../question/question";

type Transition = DatesQuery["transitions"]["nodes"][number];
type Kind = Transition["kind"];
type Filter = NonNullable<DatesQueryVariables["filter"]>;

/** Days that the page shows, with the first one. */
const DAYS = 180;

/** The kinds that a reader chooses together. */
const GROUPS: Readonly<Record<string, { readonly label: PlainId; readonly kinds: readonly Kind[] }>> = {
  opens: { label: "dates-opens", kinds: ["ANNOUNCED", "REGISTRATION_OPENS", "BETA_OPENS", "LIVE", "CERTIFICATION_OPENS"] },
  ends: {
    label: "dates-ends",
    kinds: ["STUDY_TIME_ENDS", "LAST_DAY_OF_BETA", "BETA_CLOSED", "LAST_DAY_TO_SCHEDULE", "BOOKING_CLOSED", "LAST_DAY_TO_SIT", "RETIRED", "CERTIFICATION_CLOSED"],
  },
  content: { label: "dates-content", kinds: ["BLUEPRINT_PUBLISHED", "BLUEPRINT_IN_FORCE", "BLUEPRINT_ENDED"] },
  terms: { label: "dates-terms", kinds: ["PRICE_CHANGED", "FACT_CHANGED", "REQUIREMENTS_CHANGED"] },
  roles: { label: "dates-roles", kinds: ["ROLE_EXAMS_CHANGED"] },
  renewals: { label: "dates-renewals", kinds: ["RENEWAL_OPENS", "LAST_DAY_TO_RENEW", "RENEWAL_CLOSED", "CREDENTIAL_LAPSED", "CREDENTIAL_RENEWED"] },
};

const LABELS: Readonly<Record<Kind, PlainId>> = {
  ANNOUNCED: "date-kind-announced",
  REGISTRATION_OPENS: "date-kind-registration-opens",
  BETA_OPENS: "date-kind-beta-opens",
  LAST_DAY_OF_BETA: "date-kind-last-day-of-beta",
  BETA_CLOSED: "date-kind-beta-closed",
  LIVE: "date-kind-live",
  STUDY_TIME_ENDS: "date-kind-study-time-ends",
  LAST_DAY_TO_SCHEDULE: "date-kind-last-day-to-schedule",
  BOOKING_CLOSED: "date-kind-booking-closed",
  LAST_DAY_TO_SIT: "date-kind-last-day-to-sit",
  RETIRED: "date-kind-retired",
  BLUEPRINT_PUBLISHED: "date-kind-blueprint-published",
  BLUEPRINT_IN_FORCE: "date-kind-blueprint-in-force",
  BLUEPRINT_ENDED: "date-kind-blueprint-ended",
  PRICE_CHANGED: "date-kind-price-changed",
  FACT_CHANGED: "date-kind-fact-changed",
  CERTIFICATION_OPENS: "date-kind-certification-opens",
  CERTIFICATION_CLOSED: "date-kind-certification-closed",
  REQUIREMENTS_CHANGED: "date-kind-requirements-changed",
  ROLE_EXAMS_CHANGED: "date-kind-role-exams-changed",
  RENEWAL_OPENS: "date-kind-renewal-opens",
  LAST_DAY_TO_RENEW: "date-kind-last-day-to-renew",
  RENEWAL_CLOSED: "date-kind-renewal-closed",
  CREDENTIAL_LAPSED: "date-kind-credential-lapsed",
  CREDENTIAL_RENEWED: "date-kind-credential-renewed",
  CHECK_DUE: "date-kind-check-due",
};

type Choice = Readonly<Record<"vendors" | "role" | "kinds" | "mine" | "asOf", string>>;

/** What an address asks for; what cannot be read is left out. */
function readChoice(search: URLSearchParams, start: StartQuery | undefined): Choice {
  const text = (name: string) => search.get(name) ?? "";
  return {
    vendors: existing(text("vendors"), start?.vendors.nodes.map(({ slug }) => slug)),
    role: list(existing(text("role"), start?.roles.nodes.map(({ slug }) => slug)))[0] ?? "",
    kinds: chosen(text("kinds"), Object.keys(GROUPS)).join(","),
    mine: text("mine") === "1" ? "1" : "",
    asOf: readDay(text("asOf")) ?? "",
  };
}

function addressOf(choice: Choice): string {
  return `/dates${queryOf(choice)}`;
}

interface DatedHeld {
  readonly exam: string;
  readonly earnedOn: string;
}

/** What the reader holds and has given the day of. */
function heldWithDay(): DatedHeld[] {
  const has = (entry: Held): entry is Held & { earnedOn: string } => entry.earnedOn !== null;
  return plans().held.filter(has).map(({ exam, earnedOn }) => ({ exam, earnedOn }));
}

/** A held exam as the notice names it when the API refuses it. */
function heldItem({ exam, earnedOn }: DatedHeld): string {
  return `held=${exam}@${earnedOn}`;
}

/** The held exam that a fault is about: the API names its place, as in `filter.held[2].exam`. */
function refusedHeld({ refused }: Fault, { filter }: DatesQueryVariables): string[] {
  const place = /^filter\.held\[(\d+)\]\./.exec(refused?.argument ?? "")?.[1];
  const held = place === undefined ? undefined : filter?.held?.[Number(place)];
  return held === undefined ? [] : [heldItem(held)];
}

function filterOf({ vendors, role, kinds, mine }: Choice, held: readonly DatedHeld[]): Filter {
  return {
    ...(vendors !== "" && { vendors: list(vendors) }),
    ...(role !== "" && { roles: [role] }),
    ...(kinds !== "" && { kinds: list(kinds).flatMap((group) => GROUPS[group]?.kinds ?? []) }),
    ...(mine !== "" && { held }),
  };
}

function Subject({ transition: { exam, certification, role }, search }: { transition: Transition; search: string }) {
  if (exam !== null) {
    return <a href={examAddress(exam, search)}>{exam.code}</a>;
  }
  return certification !== null ? (
    <a href={`/certifications/${certification.slug}${search}`}>{certification.title}</a>
  ) : (
    <a href={`/?role=${role?.slug ?? ""}`}>{role?.title}</a>
  );
}

function Entry({ transition, search }: { transition: Transition; search: string }) {
  const { day, kind, meaning, languages, evidence } = transition;
  return (
    <li class="date-entry">
      <time dateTime={day}>{shortDate(day)}</time>
      <div>
        <p>
          <b>
            <Subject transition={transition} search={search} />
          </b>{" "}
          <span class="date-kind">{t(LABELS[kind])}</span>
          {languages.length > 0 && <span class="quiet"> {listed(languages.map(languageName))}</span>}
        </p>
        <p>
          <Sourced proofs={evidence}>{prose(meaning)}</Sourced>
        </p>
      </div>
    </li>
  );
}

/** The calendars and feeds of what is chosen. */
function Calendars({ choice, held, names }: { choice: Choice; held: readonly DatedHeld[]; names: ReadonlyMap<string, string> }) {
  const chosenOnes = [
    ...list(choice.vendors).map((slug) => ({ path: `vendors/${slug}`, name: names.get(slug) ?? slug, query: "" })),
    ...(choice.role === "" ? [] : [{ path: `roles/${choice.role}`, name: names.get(choice.role) ?? choice.role, query: "" }]),
    ...(choice.mine === "" || held.length === 0
      ? []
      : [{ path: "held", name: t("dates-mine"), query: `?held=${held.map(({ exam, earnedOn }) => encodeURIComponent(`${exam}@${earnedOn}`)).join(",")}` }]),
  ];
  return (
    <div class="calendars">
      <h2>{t("dates-calendars")}</h2>
      {chosenOnes.length === 0 ? (
        <p class="quiet">{t("dates-calendars-hint")}</p>
      ) : (
        <ul>
          {chosenOnes.map(({ path, name, query }) => (
            <li key={path}>
              <a href={`/calendars/${path}.ics${query}`}>{t("dates-add-to-calendar", { name })}</a>{" "}
              <a href={`/feeds/${path}.atom${query}`}>{t("dates-feed")}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function DatesPage() {
  useTitle(t("dates-title"));
  const address = useAddress();
  const asOf = readDay(address.searchParams.get("asOf"));
  const from = asOf ?? today();
  const start = useAnswer(Start, { asOf });
  const choice = readChoice(address.searchParams, start.data);
  const all = heldWithDay();
  const usable = (refused: readonly string[]) => all.filter((entry) => !refused.includes(heldItem(entry)));
  const variablesWithout = (refused: readonly string[]) => ({ from, to: later(from, DAYS - 1), filter: filterOf(choice, usable(refused)) });
  const isReady = (choice.vendors === "" && choice.role === "") || start.data !== undefined || start.fault !== undefined;
  const answer = useUnrefused(Dates, (refused) => (isReady ? variablesWithout(refused) : null), refusedHeld);
  const variables = variablesWithout(answer.refused);
  const held = usable(answer.refused);
  const ignored = choice.mine === "" ? [] : all.map(heldItem).filter((item) => answer.refused.includes(item));
  const page = answer.fault?.kind === "refused" ? undefined : answer.data?.transitions;
  const { nodes, loadMore } = usePages<Transition>(page, async (after) => (await ask(Dates, { ...variables, after })).transitions);
  const change = (part: Partial<Choice>) => refine(addressOf({ ...readChoice(new URLSearchParams(location.search), start.data), ...part }), part);
  if (start.data === undefined && start.fault === undefined) {
    return <Placeholder lines={10} />;
  }
  const vendors = start.data?.vendors.nodes ?? [];
  const roles = start.data?.roles.nodes ?? [];
  const names = new Map([...vendors.map(({ slug, name }) => [slug, name] as const), ...roles.map(({ slug, title }) => [slug, title] as const)]);
  const months = [...new Set(nodes.map(({ day }) => day.slice(0, 7)))];
  const search = asOf === null ? "" : `?asOf=${asOf}`;
  return (
    <div class="dates" aria-busy={answer.loading}>
      <div class="answer-head">
        <h1>{t("dates-title")}</h1>
        <p class="quiet" role="status">
          {page === undefined ? "\u00a0" : t("dates-count", { count: page.totalCount })}
        </p>
      </div>
      <p>
        {t("dates-note")} {Object.keys(variables.filter).length === 0 && t("dates-note-between")}
      </p>
      <Notices unread={[...unreadOf(address.searchParams, choice), ...ignored]} without={addressOf(choice)} asOf={asOf} />
      <form class="panel filters" aria-label={t("browse-filters")} onSubmit={(event) => event.preventDefault()}>
        <Chips label={t("dates-kinds")} value={choice.kinds} choices={Object.entries(GROUPS).map(([value, { label }]) => ({ value, label: t(label) }))} onChange={(kinds) => change({ kinds })} />
        <Chips label={t("dates-whose")} value={choice.mine} choices={[{ value: "1", label: t("dates-mine") }]} single onChange={(mine) => change({ mine })} />
        <Field label={t("dates-role")}>
          <select class="field" aria-label={t("dates-role")} value={choice.role} onChange={(event) => change({ role: event.currentTarget.value })}>
            <option value="">{t("dates-any-role")}</option>
            {roles.map(({ slug, title }) => (
              <option key={slug} value={slug}>
                {title}
              </option>
            ))}
          </select>
        </Field>
        <Chips label={t("browse-vendor")} value={choice.vendors} choices={vendors.map(({ slug, name }) => ({ value: slug, label: name }))} onChange={(value) => change({ vendors: value })} />
      </form>
      <Calendars choice={choice} held={held} names={names} />
      {answer.fault !== undefined && <Trouble fault={answer.fault} stale={nodes.length > 0} retry={answer.retry} />}
      {page === undefined && answer.fault === undefined && <Placeholder lines={10} />}
      {page !== undefined && nodes.length === 0 && (
        <Empty title={t("dates-none")}>
          <p>{choice.mine === "" ? t("dates-none-hint") : <Rich id="dates-none-held" tags={{ link: (label) => <a href="/my">{label}</a> }} />}</p>
        </Empty>
      )}
      {months.map((month) => (
        <section key={month} aria-label={date(month)}>
          <h2>{date(month)}</h2>
          <ol class="date-list">
            {nodes
              .filter(({ day }) => day.startsWith(month))
              .map((transition) => (
                <Entry key={transition.uid} transition={transition} search={search} />
              ))}
          </ol>
        </section>
      ))}
      <ShowMore load={loadMore} onFault={answer.retry} />
      <p class="page-links">
        <OpenInGraphiql document={Dates} variables={variables} />
      </p>
    </div>
  );
}
