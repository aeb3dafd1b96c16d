// The plan that keeps certifications valid, or what cannot hold together and the least that helps.
import { examAddress } from "../../address";
import { Sourced } from "../../components/sourced";
import { date, listed, money, number, prose, sentence, unknown, words } from "../../format";
import type { KeepValidQuery } from "../../generated/my";
import { Rich, t } from "../../messages";
import { examName } from "../../question/question";

type Result = KeepValidQuery["portfolioPlan"];
type Found = Extract<Result, { __typename: "PortfolioPlan" }>;
type Refused = Extract<Result, { __typename: "NoPortfolioPlan" }>;
type Action = Found["actions"][number];

/** "20 Dec 2026 to 3 Jan 2027", or the day alone. */
function days(from: string, until: string): string {
  return from === until ? date(from) : t("keep-days", { from: date(from), until: date(until) });
}

function reason({ rule, certification: { title }, notValidOn, requiredBy }: Action["reasons"][number]): string {
  switch (rule) {
    case "RENEWS_LOWER":
      return t("keep-because-renews", { title, day: date(notValidOn) });
    case "REQUIRED_PREREQUISITE":
      return t("keep-because-required", { code: requiredBy?.code ?? unknown(), title });
    case "KEEPS_VALID":
      return t("keep-because-valid", { title, day: date(notValidOn) });
  }
}

function ActionItem({ action: { kind, exam, firstDay, lastDay, validUntil, fee, reasons, ways, evidence } }: { action: Action }) {
  const isFee = ({ fact }: Action["evidence"][number]) => fact.includes("FEE");
  return (
    <li>
      <p>
        <b>
          <Rich
            id={kind === "SITTING" ? "keep-take" : "keep-renew"}
            values={{ code: exam.code }}
            tags={{
              link: (code) => (
                <a href={examAddress(exam)} title={exam.title}>
                  {code}
                </a>
              ),
            }}
          />
        </b>{" "}
        <span>{days(firstDay, lastDay)}</span> · {t("figure-fee")}:{" "}
        <Sourced proofs={evidence.filter(isFee).map((item) => item.evidence)}>{fee === null ? unknown() : money(fee)}</Sourced>
      </p>
      <p class="quiet">
        <Sourced proofs={evidence.filter((item) => !isFee(item)).map((item) => item.evidence)}>
          {validUntil === null ? sentence(t("figure-no-expiry")) : t("keep-valid-until", { day: date(validUntil) })}
        </Sourced>
      </p>
      {reasons.map((item) => (
        <p key={item.rule + item.certification.title}>{reason(item)}</p>
      ))}
      {ways.length > 0 && (
        <p class="quiet">
          {t("keep-ways")} <span lang="en">{ways.join("; ")}</span>
        </p>
      )}
    </li>
  );
}

/** "CISSP: RENEWAL_FEE" with the fact in the reader's language. */
function missingFee(text: string): string {
  const [code = "", fact = ""] = text.split(": ");
  return `${code}: ${words(fact)}`;
}

export function Plan({ plan: { actions, credentials, totals, truncated, calendarUrl } }: { plan: Found }) {
  return (
    <>
      <dl class="figures">
        <div>
          <dt>{t("keep-total")}</dt>
          <dd>{money(totals.fees)}</dd>
        </div>
        <div>
          <dt>{t("keep-sittings")}</dt>
          <dd>{number(totals.sittings)}</dd>
        </div>
        <div>
          <dt>{t("keep-renewals")}</dt>
          <dd>{number(totals.renewals)}</dd>
        </div>
      </dl>
      {!totals.complete && <p class="quiet">{t("keep-missing", { list: listed(totals.missing.map(missingFee)) })}</p>}
      {truncated && <p class="quiet">{t("keep-truncated")}</p>}
      {actions.length === 0 ? (
        <p>{t("keep-nothing")}</p>
      ) : (
        <>
          <ol class="reasons keep-actions">
            {actions.map((action) => (
              <ActionItem key={`${action.kind} ${examName(action.exam)} ${action.lastDay}`} action={action} />
            ))}
          </ol>
          <p class="row-of-buttons">
            <a class="quiet-button" href={calendarUrl} download>
              {t("exam-calendar")}
            </a>
          </p>
        </>
      )}
      <h3>{t("keep-then-valid")}</h3>
      <ul class="keep-credentials">
        {credentials.map(({ certification: { slug, title }, valid }) => (
          <li key={slug}>
            <a href={`/certifications/${slug}`}>{title}</a>:{" "}
            {listed(valid.map(({ from, until }) => (until === null ? t("certification-from", { day: date(from) }) : days(from, until))))}
          </li>
        ))}
      </ul>
    </>
  );
}

interface Change {
  readonly from?: string;
  readonly to?: string;
  readonly maxFees?: string;
  /** The slug of a certification. */
  readonly leaveOut?: string;
}

interface Properties {
  readonly result: Refused;
  readonly certifications: ReadonlyArray<{ readonly slug: string; readonly title: string }>;
  readonly onChange: (change: Change) => void;
}

export function NoPlan({ result: { conflict, relaxations, truncated }, certifications, onChange }: Properties) {
  const choiceOf = ({ argument, value }: Refused["relaxations"][number]): { change: Change; text: string } | null => {
    switch (argument) {
      case "keep": {
        const title = certifications.find(({ slug }) => slug === value)?.title ?? value;
        return { change: { leaveOut: value }, text: t("keep-leave-out", { title }) };
      }
      case "from":
        return { change: { from: value }, text: t("keep-begin-on", { day: date(value) }) };
      case "to":
        return { change: { to: value }, text: t("keep-end-on", { day: date(value) }) };
      case "constraints.maxFees": {
        const amount = String(Math.ceil(Number.parseFloat(value)));
        return { change: { maxFees: amount }, text: sentence(t("conflict-budget", { amount: money({ amount, currency: "USD" }) })) };
      }
      default:
        return null;
    }
  };
  return (
    <div class="keep-conflict">
      <h3>{t("keep-conflict")}</h3>
      <ul class="reasons">
        {conflict.map(({ argument, message, evidence }) => (
          <li key={argument + message} lang="en">
            <Sourced proofs={evidence}>{prose(message)}</Sourced>
          </li>
        ))}
      </ul>
      {truncated && <p class="quiet">{t("keep-truncated-conflict")}</p>}
      {relaxations.length === 0 ? (
        <p>{t("keep-no-relaxation")}</p>
      ) : (
        <>
          <h3>{t("keep-relaxations")}</h3>
          <div class="row-of-buttons">
            {relaxations.map((relaxation) => {
              const choice = choiceOf(relaxation);
              return choice === null ? (
                <span key={relaxation.message} lang="en">
                  {prose(relaxation.message)}
                </span>
              ) : (
                <button key={relaxation.message} type="button" class="quiet-button" onClick={() => onChange(choice.change)}>
                  {choice.text}
                </button>
              );
            })}
          </div>
        </>
      )}
    </div>
  );
}
