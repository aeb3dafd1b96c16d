// The page of a certification: the exams that earn it, its status, its renewal and its sources.
import { examAddress, useAddress } from "../address";
import { useAnswer } from "../api/use-answer";
import { CertificationPage as Document, NearestCertifications, type CertificationPageQuery, type NamedCertificationFragment } from "../generated/certification";
import { CheckedOn } from "../components/checks";
import { Notices } from "../components/notices";
import { OpenInGraphiql } from "../components/open-in-graphiql";
import { Proofs, ProofText } from "../components/sourced";
import { Empty, Placeholder, Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { readDay, today } from "../day";
import { examName, unread } from "../question/question";
import { Rich, t } from "../messages";
import { counted, date, limit, money, sentence, unknown, words } from "../format";
import { conditionalValue } from "./exam/conditions";

type Certification = NonNullable<CertificationPageQuery["certification"]>;
type ExamSet = Certification["earnedBy"][number];
type SetExam = ExamSet["allOf"][number];

const HEADS = ["browse-exam", "browse-state", "browse-fee", "browse-study"] as const;

/** The days on which a set of exams earns the certification; null where it always does. */
function period({ from, until }: ExamSet): string | null {
  if (from === null) {
    return until === null ? null : t("certification-until", { day: date(until) });
  }
  return until === null ? t("certification-from", { day: date(from) }) : t("certification-from-until", { from: date(from), until: date(until) });
}

function state({ state: constant, retires }: SetExam["lifecycle"]): string {
  const ends = retires !== null && (constant === "RETIRED" || constant === "RETIRING");
  return ends ? `${words(constant)} ${limit(retires)}` : words(constant);
}

/** How near a set of exams is to being taken: all can be booked, some will be or can be, none. */
function standing({ allOf }: ExamSet): "open" | "partly" | "ended" {
  const isGone = ({ lifecycle }: SetExam) => lifecycle.state === "RETIRED";
  return allOf.every(({ lifecycle }) => lifecycle.bookable) ? "open" : allOf.some(isGone) ? "ended" : "partly";
}

const STANDINGS = ["open", "partly", "ended"] as const;

/** The heading of a set; null where it would say nothing. */
function heading(set: ExamSet, sets: readonly ExamSet[]): string | null {
  const ended = standing(set) === "ended" && sets.some((other) => standing(other) !== "ended");
  const parts = [set.allOf.length > 1 && t("certification-all-of", { count: set.allOf.length }), period(set), ended && t("certification-ended")];
  return parts.filter(Boolean).join(", ") || null;
}

function Set({ set, search }: { set: ExamSet; search: string }) {
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={set.allOf.map(({ code }) => code).join(", ")}>
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
          {set.allOf.map((exam) => (
            <tr key={examName(exam)}>
              <th scope="row">
                <a class={exam.lifecycle.state === "RETIRED" ? "retired" : ""} href={examAddress(exam, search)}>{exam.code}</a>
                <span class="quiet">{exam.title}</span>
              </th>
              <td>
                {state(exam.lifecycle)}
                {exam.lifecycle.successions.map(({ exam: next }) => (
                  <span key={examName(next)} class="quiet">
                    <Rich id="certification-replaced" values={{ code: next.code }} tags={{ link: (text) => <a href={examAddress(next, search)} title={next.title}>{text}</a> }} />
                  </span>
                ))}
              </td>
              <td>{exam.fee === null ? unknown() : money(exam.fee)}</td>
              <td>{exam.studyHours === null ? unknown() : counted(exam.studyHours, "hours")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The validity and renewal facts of the exams that earn it. */
function Renewal({ exams }: { exams: readonly SetExam[] }) {
  const facts = exams.flatMap((exam) => exam.facts.filter(({ served }) => served).map((fact) => ({ exam, fact })));
  return (
    <section class="panel all-facts" aria-label={t("certification-renewal")}>
      <h2>{t("certification-renewal")}</h2>
      {facts.length === 0 ? (
        <p class="quiet">{t("certification-renewal-unknown")}</p>
      ) : (
        <dl>
          {facts.map(({ exam, fact }, index) => (
            <div key={index}>
              <dt>
                {words(fact.name)} ({exam.code})
              </dt>
              <dd>
                <span>{conditionalValue(fact)}</span>
                <ProofText proof={fact} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function Found({ certification, search }: { certification: Certification; search: string }) {
  const { title, level, vendor, alsoKnownAs, earnable, evidence } = certification;
  // What can be booked comes first.
  const earnedBy = STANDINGS.flatMap((wanted) => certification.earnedBy.filter((set) => standing(set) === wanted));
  const exams = [...new Map(earnedBy.flatMap(({ allOf }) => allOf.map((exam) => [examName(exam), exam]))).values()];
  return (
    <>
      <header class="exam-head">
        <p class="eyebrow">
          <a href={`/certifications?vendors=${vendor.slug}`}>{vendor.name}</a>
          {level !== null && ` · ${words(level)}`}
          {alsoKnownAs.length > 0 && ` · ${t("certification-also", { names: alsoKnownAs.join(", ") })}`}
        </p>
        <h1>{title}</h1>
        <p class="life">
          <span class={`state ${earnable ? "live" : "retired"}`}>{t(earnable ? "browse-open" : "browse-closed")}</span>
          <span>{t(earnable ? "certification-earnable" : "certification-not-earnable")}</span>
          <CheckedOn day={evidence.checkedOn ?? evidence.asOf} />
        </p>
      </header>
      <section class="panel" aria-label={t("certification-earned-by")}>
        <h2>{t(earnedBy.length > 1 ? "certification-earned-by-any" : "certification-earned-by")}</h2>
        {earnedBy.length === 0 && <p class="quiet">{t("certification-no-exams")}</p>}
        {earnedBy.map((set, index) => (
          <div key={index} class="exam-set">
            {heading(set, earnedBy) !== null && <h3>{sentence(heading(set, earnedBy) ?? "")}</h3>}
            <Set set={set} search={search} />
          </div>
        ))}
      </section>
      <Renewal exams={exams} />
      <section class="panel" aria-label={t("certification-sources")}>
        <h2>{t("certification-sources")}</h2>
        <Proofs proofs={[evidence]} />
      </section>
    </>
  );
}

/** Suggestions for an unknown slug. */
function Nearest({ slug, asOf }: { slug: string; asOf: string | null }) {
  const parts = slug.split("-").filter((part) => part !== "");
  const first = (count: number) => parts.slice(0, Math.max(1, count)).join(" ");
  const answer = useAnswer(NearestCertifications, { text: first(parts.length), shorter: first(parts.length - 1), shortest: first(1), asOf });
  const found = answer.data === undefined ? [] : [answer.data.whole, answer.data.begun, answer.data.barelyBegun];
  const nearest = found.map(({ nodes }) => nodes.filter((node): node is NamedCertificationFragment => "slug" in node)).find((nodes) => nodes.length > 0) ?? [];
  return nearest.length === 0 ? null : (
    <>
      <p>{t("certification-did-you-mean")}</p>
      <ul class="nearest">
        {nearest.map((certification) => (
          <li key={certification.slug}>
            <a href={`/certifications/${certification.slug}`}>{certification.title}</a> <span class="quiet">{certification.vendor.name}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function CertificationPage() {
  const address = useAddress();
  const slug = decodeURIComponent(address.pathname.split("/")[2] ?? "");
  const asOf = readDay(address.searchParams.get("asOf"));
  const search = asOf === null ? "" : `?asOf=${asOf}`;
  const variables = { slug, asOf };
  const answer = useAnswer(Document, variables);
  const certification = answer.data?.certification;
  useTitle(certification?.title ?? slug);
  return (
    <article class="certification" aria-busy={answer.loading}>
      <Notices unread={unread(address.searchParams)} without={address.pathname + search} asOf={asOf !== null && asOf > today() ? asOf : null} />
      {answer.fault !== undefined && <Trouble fault={answer.fault} stale={certification != null} retry={answer.retry} />}
      {answer.data === undefined && answer.fault === undefined && <Placeholder lines={10} />}
      {certification === null && (
        <Empty title={t("certification-unknown", { slug })} heads>
          <p>
            <Rich id="certification-unknown-text" tags={{ link: (text) => <a href="/certifications">{text}</a> }} />
          </p>
          <Nearest slug={slug} asOf={asOf} />
        </Empty>
      )}
      {certification != null && <Found certification={certification} search={search} />}
      {answer.data !== undefined && (
        <p class="page-links">
          <OpenInGraphiql document={Document} variables={variables} />
        </p>
      )}
    </article>
  );
}
