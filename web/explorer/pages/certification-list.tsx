// Every certification: narrowed down by vendor, level and status, and shared by the address.
import { examAddress, existing, queryOf, refine, unreadOf, useAddress } from "../address";
import { ask } from "../api/request";
import { useAnswer } from "../api/use-answer";
import { usePages } from "../api/use-pages";
import { BrowseCertifications, type BrowseCertificationsQuery, type BrowseCertificationsQueryVariables } from "../generated/certification-list";
import { Start, type StartQuery } from "../generated/start";
import { Chips, chosen } from "../components/chips";
import { ListTable } from "../components/list-table";
import { Notices } from "../components/notices";
import { OpenInGraphiql } from "../components/open-in-graphiql";
import { Empty, Placeholder, Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { readDay } from "../day";
import { examName, list } from "../question/question";
import { Rich, t } from "../messages";
import { unknown, words } from "../format";
import { LEVELS } from "../words";

type Listed = BrowseCertificationsQuery["certifications"]["nodes"][number];
type Filter = NonNullable<BrowseCertificationsQueryVariables["filter"]>;

const STATUSES = [
  { value: "open", label: "browse-open" },
  { value: "closed", label: "browse-closed" },
] as const;

const COLUMNS = ["browse-certification", "browse-vendor", "browse-level", "browse-status", "browse-exams"] as const;

type Choice = Readonly<Record<"vendors" | "levels" | "status" | "asOf", string>>;

/** What an address asks for; what cannot be read is left out. */
function readChoice(search: URLSearchParams, start: StartQuery | undefined): Choice {
  const text = (name: string) => search.get(name) ?? "";
  return {
    vendors: existing(text("vendors"), start?.vendors.nodes.map(({ slug }) => slug)),
    levels: chosen(text("levels"), LEVELS).join(","),
    status: STATUSES.find(({ value }) => value === text("status"))?.value ?? "",
    asOf: readDay(text("asOf")) ?? "",
  };
}

function addressOf(choice: Choice): string {
  return `/certifications${queryOf(choice)}`;
}

function filterOf({ vendors, levels, status }: Choice): Filter {
  return {
    ...(vendors !== "" && { vendors: list(vendors) }),
    ...(levels !== "" && { levels: chosen(levels, LEVELS) }),
    ...(status !== "" && { earnable: status === "open" }),
  };
}

function Row({ certification, search }: { certification: Listed; search: string }) {
  const exams = [...new Map(certification.earnedBy.flatMap(({ allOf }) => allOf.map((exam) => [examName(exam), exam]))).values()];
  return (
    <tr>
      <th scope="row">
        <a href={`/certifications/${certification.slug}${search}`}>{certification.title}</a>
      </th>
      <td>{certification.vendor.name}</td>
      <td>{certification.level === null ? unknown() : words(certification.level)}</td>
      <td>{t(certification.earnable ? "browse-open" : "browse-closed")}</td>
      <td class="links">
        {exams.map((exam) => (
          <a key={examName(exam)} href={examAddress(exam, search)}>
            {exam.code}
          </a>
        ))}
      </td>
    </tr>
  );
}

export function CertificationListPage() {
  useTitle(t("browse-certifications"));
  const address = useAddress();
  const asOf = readDay(address.searchParams.get("asOf"));
  const start = useAnswer(Start, { asOf });
  const choice = readChoice(address.searchParams, start.data);
  const variables = { filter: filterOf(choice), asOf };
  const isReady = choice.vendors === "" || start.data !== undefined || start.fault !== undefined;
  const answer = useAnswer(BrowseCertifications, isReady ? variables : null);
  const page = answer.fault?.kind === "refused" ? undefined : answer.data?.certifications;
  const { nodes: listed, loadMore } = usePages<Listed>(page, async (after) => (await ask(BrowseCertifications, { ...variables, after })).certifications);

  const change = (part: Partial<Choice>) => refine(addressOf({ ...readChoice(new URLSearchParams(location.search), start.data), ...part }), part);

  // The vendors would push the list down if they came after it.
  if (start.data === undefined && start.fault === undefined) {
    return <Placeholder lines={10} />;
  }
  return (
    <div class="exam-list" aria-busy={answer.loading}>
      <div class="answer-head">
        <h1>{t("browse-certifications")}</h1>
        <p class="quiet" role="status">
          {page === undefined ? "\u00a0" : t("browse-certification-count", { count: page.totalCount })}
        </p>
      </div>
      <Notices unread={unreadOf(address.searchParams, choice)} without={addressOf(choice)} asOf={asOf} />
      <form class="panel filters" aria-label={t("browse-filters")} onSubmit={(event) => event.preventDefault()}>
        <Chips label={t("browse-level")} value={choice.levels} choices={LEVELS.map((value) => ({ value, label: words(value) }))} onChange={(levels) => change({ levels })} />
        <Chips label={t("browse-status")} value={choice.status} choices={STATUSES.map(({ value, label }) => ({ value, label: t(label) }))} single onChange={(status) => change({ status })} />
        <Chips label={t("browse-vendor")} value={choice.vendors} choices={(start.data?.vendors.nodes ?? []).map(({ slug, name }) => ({ value: slug, label: name }))} onChange={(vendors) => change({ vendors })} />
      </form>
      {answer.fault !== undefined && <Trouble fault={answer.fault} stale={listed.length > 0} retry={answer.retry} />}
      {page === undefined && answer.fault === undefined && <Placeholder lines={10} />}
      {page !== undefined && listed.length === 0 && (
        <Empty title={t("browse-no-certification-matches")}>
          <p>
            <Rich id="browse-remove-filter" tags={{ link: (text) => <a href="/certifications">{text}</a> }} />
          </p>
        </Empty>
      )}
      {listed.length > 0 && (
        <ListTable label={t("browse-certification-list")} tableLabel={t("browse-certification-table")} columns={COLUMNS} loadMore={loadMore} onFault={answer.retry}>
          {listed.map((certification) => (
            <Row key={certification.slug} certification={certification} search={asOf === null ? "" : `?asOf=${asOf}`} />
          ))}
        </ListTable>
      )}
      <p class="page-links">
        <OpenInGraphiql document={BrowseCertifications} variables={variables} />
      </p>
    </div>
  );
}
