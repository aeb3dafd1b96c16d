// "Keep them valid": the cheapest calendar of sittings and renewals for what is held and planned.
import { useId } from "preact/hooks";

import { queryOf, refine, unreadOf, useAddress } from "../../address";
import { useAnswer } from "../../api/use-answer";
import { DayField, Field, useTyped } from "../../components/fields";
import { Notices } from "../../components/notices";
import { OpenInGraphiql } from "../../components/open-in-graphiql";
import { Skeleton, Trouble } from "../../components/states";
import { later, readDay, today } from "../../day";
import type { Held } from "../../device/plans";
import { date, listed } from "../../format";
import { KeepValid as Document, type MyExamQuery } from "../../generated/my";
import { t } from "../../messages";
import { examOf, list } from "../../question/question";
import { datedOf, keepable } from "./keepable";
import { NoPlan, Plan } from "./portfolio";

/** Days before planned exams are to be valid, and days of the period, where the reader names none. */
const DAYS_TO_PASS = 182;
const DAYS_VALID = 730;

/** Certifications that the API plans for at once. */
const MOST = 20;

type Choice = Readonly<Record<"from" | "to" | "maxFees" | "leaveOut", string>>;

/** What an address asks for; what cannot be read is left out. */
function readChoice(search: URLSearchParams, slugs: readonly string[]): Choice {
  const text = (name: string) => search.get(name) ?? "";
  return {
    from: readDay(text("from")) ?? "",
    to: readDay(text("to")) ?? "",
    maxFees: /^\d{1,9}(\.\d{1,2})?$/.test(text("maxFees")) ? text("maxFees") : "",
    leaveOut: list(text("leaveOut"))
      .filter((slug) => slugs.includes(slug))
      .join(","),
  };
}

interface Properties {
  readonly held: readonly Held[];
  /** Exams written `vendor/code`. */
  readonly planned: readonly string[];
  /** By `vendor/code`; null for one that the catalogue does not have. */
  readonly known: ReadonlyMap<string, NonNullable<MyExamQuery["exam"]> | null>;
}

export function KeepValid({ held, planned, known }: Properties) {
  const id = useId();
  const address = useAddress();
  const dated = datedOf(held, known);
  const certifications = keepable(dated, planned, known);
  const choice = readChoice(address.searchParams, certifications.map(({ slug }) => slug));
  const kept = certifications.filter(({ slug }) => !list(choice.leaveOut).includes(slug)).slice(0, MOST);
  const from = choice.from || (planned.length === 0 ? today() : later(today(), DAYS_TO_PASS));
  const to = choice.to || later(from, DAYS_VALID - 1);
  const isPossible = today() <= from && from <= to;
  const variables = {
    keep: kept.map(({ slug }) => slug),
    held: dated,
    from,
    to,
    constraints: choice.maxFees === "" ? null : { maxFees: choice.maxFees },
  };
  const answer = useAnswer(Document, isPossible && kept.length > 0 ? variables : null);
  const addressOf = (values: Choice) => `/my${queryOf(values)}`;
  const change = (part: Partial<Choice>) => refine(addressOf({ ...choice, ...part }), part);
  const maxFees = useTyped(choice.maxFees, (fees) => change({ maxFees: fees }));
  const toggle = (slug: string) => {
    const out = list(choice.leaveOut);
    change({ leaveOut: (out.includes(slug) ? out.filter((other) => other !== slug) : [...out, slug]).join(",") });
  };
  const undated = held.filter(({ exam }) => known.get(exam) != null && !dated.some((entry) => entry.exam === exam));
  const result = answer.fault?.kind === "refused" ? undefined : answer.data?.portfolioPlan;
  return (
    <section class="panel keep-valid" aria-label={t("keep-title")} aria-busy={answer.loading}>
      <h2>{t("keep-title")}</h2>
      <p class="quiet">{t("keep-note")}</p>
      <Notices unread={unreadOf(address.searchParams, choice)} without={addressOf(choice)} asOf={null} />
      {undated.length > 0 && <p class="quiet">{t("keep-undated", { codes: listed(undated.map(({ exam }) => examOf(exam).code)) })}</p>}
      {certifications.length === 0 ? (
        <p>{t("keep-none")}</p>
      ) : (
        <form class="filters" aria-label={t("keep-form")} onSubmit={(event) => event.preventDefault()}>
          <Field label={t("keep-which")}>
            <div class="chips">
              {certifications.map(({ slug, title }) => (
                <button key={slug} type="button" aria-pressed={kept.some((certification) => certification.slug === slug)} onClick={() => toggle(slug)}>
                  {title}
                </button>
              ))}
            </div>
          </Field>
          <DayField
            label={t("keep-from")}
            hint={t("keep-from-hint")}
            value={from}
            fault={from < today() ? t("keep-from-fault") : undefined}
            onChange={(day) => change({ from: day ?? "" })}
          />
          <DayField
            label={t("keep-to")}
            hint={t("keep-to-hint")}
            value={to}
            fault={to < from ? t("keep-to-fault", { day: date(from) }) : undefined}
            onChange={(day) => change({ to: day ?? "" })}
          />
          <div class="day">
            <label for={id}>
              <span>{t("keep-fees")}</span>
              <span class="hint">{t("keep-fees-hint")}</span>
            </label>
            <input id={id} class="field" type="number" min="0" step="1" inputMode="numeric" {...maxFees} />
          </div>
        </form>
      )}
      {certifications.length - list(choice.leaveOut).length > MOST && <p class="quiet">{t("keep-most", { most: MOST })}</p>}
      {certifications.length > 0 && kept.length === 0 && <p>{t("keep-choose")}</p>}
      {answer.fault !== undefined && <Trouble fault={answer.fault} stale={false} retry={answer.retry} />}
      {answer.loading && result === undefined && <Skeleton lines={4} />}
      <div aria-live="polite">
        {result?.__typename === "PortfolioPlan" && <Plan plan={result} />}
        {result?.__typename === "NoPortfolioPlan" && <NoPlan result={result} certifications={certifications} onChange={({ leaveOut, ...part }) => (leaveOut === undefined ? change(part) : toggle(leaveOut))} />}
      </div>
      {kept.length > 0 && isPossible && <OpenInGraphiql document={Document} variables={variables} />}
    </section>
  );
}
