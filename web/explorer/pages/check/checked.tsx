// What the catalogue says of a claim: its status, the served value, the correction and the sources.
import { examAddress } from "../../address";
import { Icon } from "../../components/icon";
import { Proofs } from "../../components/sourced";
import { Stated } from "../../components/stated";
import { date, prose, words } from "../../format";
import type { CheckClaimsQuery } from "../../generated/check";
import { t, type PlainId } from "../../messages";

export type Check = CheckClaimsQuery["checkClaims"][number];
type Subject = NonNullable<Check["subject"]>;

const STATUSES: Readonly<Record<Check["status"], PlainId>> = {
  SUPPORTED: "check-supported",
  OUTDATED: "check-outdated",
  NOT_YET: "check-not-yet",
  DISPUTED: "check-disputed",
  CONTRADICTED: "check-contradicted",
  UNKNOWN: "check-unknown",
};

const REASONS: Readonly<Record<NonNullable<Check["because"]>, PlainId>> = {
  AMBIGUOUS_SUBJECT: "check-because-ambiguous-subject",
  DATE_NOT_EXACT: "check-because-date-not-exact",
  DISPUTED: "check-because-disputed",
  NEWER_OUTLINE: "check-because-newer-outline",
  NOT_COMPARABLE: "check-because-not-comparable",
  NOT_PUBLISHED: "check-because-not-published",
  NOT_READ: "check-because-not-read",
  NO_OUTLINE: "check-because-no-outline",
  NO_SOURCE: "check-because-no-source",
  NO_SUCH_DOMAIN: "check-because-no-such-domain",
  OTHER_CURRENCY: "check-because-other-currency",
  UNKNOWN_SUBJECT: "check-because-unknown-subject",
};

function SubjectLink({ subject }: { subject: Subject }) {
  return subject.__typename === "Exam" ? (
    <a href={examAddress(subject)} title={subject.title}>
      {subject.code}
    </a>
  ) : (
    <a href={`/certifications/${subject.slug}`}>{subject.title}</a>
  );
}

function keyOf(subject: Subject): string {
  return subject.__typename === "Exam" ? examAddress(subject) : subject.slug;
}

export function Checked({ check, name }: { check: Check; /** The exam or certification as the claim names it. */ name: string }) {
  const { subject, candidates, fact, on, status, because, claimed, served, absentBecause, condition, trueFrom, trueUntil, sentence, evidence, agreeing } = check;
  const isRight = status === "SUPPORTED";
  return (
    <li class={`claim-result ${status.toLowerCase()}`}>
      <h3>
        {subject === null ? name : <SubjectLink subject={subject} />} · {words(fact)}: <Stated text={claimed} />
      </h3>
      <p>
        <span class="tag">
          <Icon name={isRight ? "check" : "warning"} /> {t(STATUSES[status])}
        </span>{" "}
        <span class="quiet">{t("check-for-day", { day: date(on) })}</span>
      </p>
      <p lang="en">{prose(sentence)}</p>
      {because !== null && <p>{t(REASONS[because])}</p>}
      {candidates.length > 0 && (
        <p>
          {t("certification-did-you-mean")}{" "}
          {candidates.map((candidate, index) => (
            <span key={keyOf(candidate)}>
              {index > 0 && ", "}
              <SubjectLink subject={candidate} />
            </span>
          ))}
        </p>
      )}
      <dl class="figures">
        {(served !== null || absentBecause !== null) && (
          <div>
            <dt>{t("check-served")}</dt>
            <dd>
              {served !== null ? <Stated text={served} /> : absentBecause !== null && words(absentBecause)}
              {condition !== null && (
                <span class="quiet" lang="en">
                  {" "}
                  {condition}
                </span>
              )}
            </dd>
          </div>
        )}
        {trueFrom !== null && (
          <div>
            <dt>{t("check-true-from")}</dt>
            <dd>{date(trueFrom)}</dd>
          </div>
        )}
        {trueUntil !== null && (
          <div>
            <dt>{t("check-true-until")}</dt>
            <dd>{date(trueUntil)}</dd>
          </div>
        )}
      </dl>
      <Proofs proofs={evidence} />
      {agreeing.length > 0 && (
        <>
          <p>{t("check-agreeing")}</p>
          <Proofs proofs={agreeing} />
        </>
      )}
    </li>
  );
}
