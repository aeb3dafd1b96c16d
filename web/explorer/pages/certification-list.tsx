// Every certification: narrowed down by vendor, level and status, and shared by the address.
import { useEffect, useState } from "preact/hooks";

import { examAddress, refine, useAddress } from "../address";
import { ask } from "../api/request";
import { useAnswer } from "../api/use-answer";
import { BrowseCertifications, type BrowseCertificationsQuery, type BrowseCertificationsQueryVariables } from "../generated/certification-list";
import { Start } from "../generated/start";
import { Chips, chosen } from "../components/chips";
import { Notices } from "../components/notices";
import { OpenInGraphiql } from "../components/open-in-graphiql";
import { Empty, Skeleton, Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { examName, readDay } from "../question/question";
import { Rich, t } from "../messages";
import { unknown, words } from "../format";
import { LEVELS } from "./exam-list";

type Listed = BrowseCertificationsQuery["certifications"]["nodes"][number];
type Filter = NonNullable<BrowseCertificationsQueryVariables["filter"]>;

const STATUSES = [
  { value: "open", label: "browse-open" },
  { value: "closed", label: "browse-closed" },
] as const;

const HEADS = ["browse-certification", "browse-vendor", "browse-level", "browse-status", "browse-exams"] as const;

const NAMES = ["vendors", "levels", "status", "asOf"] as const;
type Choice = Readonly<Record<(typeof NAMES)[number], string>>;

/** What an address asks for; what cannot be read is left out. */
function readChoice(search: URLSearchParams): Choice {
  const text = (name: string) => search.get(name) ?? "";
  return {
    vendors: text("vendors"),
    levels: chosen(text("levels"), LEVELS).join(","),
    status: STATUSES.find(({ value }) => value === text("status"))?.value ?? "",
    asOf: readDay(text("asOf")) ?? "",
  };
}

function addressOf(choice: Choice): string {
  const search = new URLSearchParams(NAMES.flatMap((name) => (choice[name] === "" ? [] : [[name, choice[name]]])));
  const text = search.toString().replaceAll("%2C", ",");
  return text === "" ? "/certifications" : `/certifications?${text}`;
}

function filterOf({ vendors, levels, status }: Choice): Filter {
  return {
    ...(vendors !== "" && { vendors: vendors.split(",").filter((slug) => slug !== "") }),
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
  const choice = readChoice(address.searchParams);
  const asOf = choice.asOf === "" ? null : choice.asOf;
  const start = useAnswer(Start, { asOf });
  const variables = { filter: filterOf(choice), asOf };
  const answer = useAnswer(BrowseCertifications, variables);
  const page = answer.fault?.kind === "refused" ? undefined : answer.data?.certifications;
  const [more, setMore] = useState<readonly Listed[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  useEffect(() => {
    setMore([]);
    setCursor(page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null);
  }, [answer.data]);

  const change = (part: Partial<Choice>) => refine(addressOf({ ...readChoice(new URLSearchParams(location.search)), ...part }), part);
  const loadMore = async () => {
    const { certifications } = await ask(BrowseCertifications, { ...variables, after: cursor });
    setMore([...more, ...certifications.nodes]);
    setCursor(certifications.pageInfo.hasNextPage ? certifications.pageInfo.endCursor : null);
  };
  const listed = [...(page?.nodes ?? []), ...more];
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
        <h1>{t("browse-certifications")}</h1>
        <p class="quiet" role="status">
          {page === undefined ? "\u00a0" : t("browse-certification-count", { count: page.totalCount })}
        </p>
      </div>
      <Notices unread={unread} without={addressOf(choice)} asOf={asOf} />
      <form class="panel filters" aria-label={t("browse-filters")} onSubmit={(event) => event.preventDefault()}>
        <Chips label={t("browse-level")} value={choice.levels} choices={LEVELS.map((value) => ({ value, label: words(value) }))} onChange={(levels) => change({ levels })} />
        <Chips label={t("browse-status")} value={choice.status} choices={STATUSES.map(({ value, label }) => ({ value, label: t(label) }))} single onChange={(status) => change({ status })} />
        <Chips label={t("browse-vendor")} value={choice.vendors} choices={(start.data?.vendors.nodes ?? []).map(({ slug, name }) => ({ value: slug, label: name }))} onChange={(vendors) => change({ vendors })} />
      </form>
      {answer.fault !== undefined && <Trouble fault={answer.fault} stale={listed.length > 0} retry={answer.retry} />}
      {page === undefined && answer.fault === undefined && (
        <div class="panel placeholder">
          <Skeleton lines={10} />
        </div>
      )}
      {page !== undefined && listed.length === 0 && (
        <Empty title={t("browse-no-certification-matches")}>
          <p>
            <Rich id="browse-remove-filter" tags={{ link: (text) => <a href="/certifications">{text}</a> }} />
          </p>
        </Empty>
      )}
      {listed.length > 0 && (
        <section class="panel" aria-label={t("browse-certification-list")}>
          <div class="table-frame" tabIndex={0} role="region" aria-label={t("browse-certification-table")}>
            <table class="browsed">
              <thead>
                <tr>
                  {HEADS.map((name) => (
                    <th key={name} scope="col">
                      {t(name)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {listed.map((certification) => (
                  <Row key={certification.slug} certification={certification} search={asOf === null ? "" : `?asOf=${asOf}`} />
                ))}
              </tbody>
            </table>
          </div>
          {cursor !== null && (
            <button type="button" class="quiet-button" onClick={() => void loadMore().catch(answer.retry)}>
              {t("browse-show-more")}
            </button>
          )}
        </section>
      )}
      <p class="page-links">
        <OpenInGraphiql document={BrowseCertifications} variables={variables} />
      </p>
    </div>
  );
}
