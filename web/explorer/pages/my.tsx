// What the reader holds and plans: the lists of this device, what changes for them, and their file.
import { useEffect, useState } from "preact/hooks";

import { examAddress } from "../address";
import { ask, Fault } from "../api/request";
import { useAnswer } from "../api/use-answer";
import { MyExam, Renewals, type MineFragment, type MyExamQuery, type RenewalsQuery } from "../generated/my";
import { ExamCodes } from "../components/exam-codes";
import { ExamPicker } from "../components/exam-picker";
import { Icon } from "../components/icon";
import { OpenInGraphiql } from "../components/open-in-graphiql";
import { Sourced } from "../components/sourced";
import { Skeleton, Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { heldHere, hold, plan, plans, release, setEarnedOn, written, type Held } from "../device/plans";
import { t } from "../messages";
import { today } from "../day";
import { examName, examOf, writeQuestion } from "../question/question";
import { date, moment, moneyRange, prose } from "../format";
import { Import } from "./my/import";
import { KeepValid } from "./my/keep-valid";

type Known = NonNullable<MyExamQuery["exam"]>;
type Renewal = RenewalsQuery["renewalPlan"][number];

interface Exams {
  /** By `vendor/code`; null for one that the catalogue does not have. */
  readonly known: ReadonlyMap<string, Known | null>;
  readonly fault: Fault | undefined;
  readonly retry: () => void;
}

/** The listed exams, each requested once. */
function useExams(names: readonly string[]): Exams {
  const [known, setKnown] = useState<ReadonlyMap<string, Known | null>>(new Map());
  const [fault, setFault] = useState<Fault>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const missing = names.filter((name) => !known.has(name));
    setFault(undefined);
    Promise.all(
      missing.map(async (name) => {
        const { code, vendor = "" } = examOf(name);
        return [name, (await ask(MyExam, { code, vendor }, abort.signal)).exam] as const;
      }),
    ).then(
      (found) => found.length > 0 && setKnown((before) => new Map([...before, ...found])),
      (error: unknown) => abort.signal.aborted || setFault(Fault.of(error)),
    );
    return () => abort.abort();
  }, [names.join(), attempt]);
  return { known, fault, retry: () => setAttempt(attempt + 1) };
}

/** "Retired on 30 Jun 2026; AI-103 follows." Nothing while an exam has no end. */
function Ending({ exam: { lifecycle } }: { exam: Known }) {
  const { state, retires, registrationEndsOn, successions } = lifecycle;
  if (state !== "RETIRED" && state !== "RETIRING") {
    return null;
  }
  return (
    <p>
      {retires === null ? t(state === "RETIRED" ? "my-retired" : "my-retires") : t(state === "RETIRED" ? "my-retired-on" : "my-retires-on", { moment: moment(retires) })}
      {state === "RETIRING" && registrationEndsOn !== null && t("my-book-until", { day: date(registrationEndsOn) })}
      {successions.length > 0 && (
        <>
          {t("my-follows")} <ExamCodes exams={successions.map(({ exam }) => exam)} />
        </>
      )}
      .
    </p>
  );
}

/** What is known about the renewal; exams that are linked elsewhere in the row, by `vendor/code`, are not linked again. */
function RenewalLines({ renewal, linked }: { renewal: Renewal; linked: readonly string[] }) {
  const { state, summary, cost, newerVersions, instead, evidence } = renewal;
  const isRenewable = state !== "CANNOT_BE_RENEWED" && state !== "LAPSED" && state !== "NEVER_EXPIRES";
  const next = (newerVersions.length > 0 ? newerVersions : instead).filter((exam) => !linked.includes(examName(exam)));
  return (
    <p>
      <Sourced proofs={evidence.map((item) => item.evidence)}>
        <span lang="en">{prose(summary)}</span>
      </Sourced>
      {isRenewable ? cost !== null && ` ${t("my-cost", { cost: moneyRange(cost) })}` : state !== "NEVER_EXPIRES" && <b> {t("my-not-renewable")}</b>}
      {next.length > 0 && (
        <>
          {" "}
          {next.map((exam) => (
            <a key={examName(exam)} href={examAddress(exam)} title={exam.title}>
              {exam.code}
            </a>
          ))}
        </>
      )}
    </p>
  );
}

/** The exams to book in the place of a held one: what follows it, or what follows that once it cannot be booked any more. */
function upgradesOf({ lifecycle }: Known): readonly MineFragment[] {
  return lifecycle.successions.flatMap(({ exam }) => (exam.lifecycle.bookable ? [exam] : exam.lifecycle.successions.flatMap((next) => (next.exam.lifecycle.bookable ? [next.exam] : []))));
}

/** What to take on top of a held exam, unless that is held, too. */
function Upgrades({ exam, held }: { exam: Known; held: readonly string[] }) {
  const upgrades = upgradesOf(exam).filter((next) => !held.includes(examName(next)));
  return upgrades.length === 0 ? null : (
    <p class="row-of-buttons upgrades">
      {upgrades.map((next) => (
        <a key={examName(next)} class="quiet-button" href={examAddress(next)} title={next.title}>
          {t("held-upgrade", { code: next.code })}
        </a>
      ))}
    </p>
  );
}

function Name({ name, exam }: { name: string; exam: Known | null | undefined }) {
  return exam == null ? (
    <b>{name.slice(name.indexOf("/") + 1)}</b>
  ) : (
    <>
      <a href={examAddress(exam)}>
        <b>{exam.code}</b>
      </a>{" "}
      <span class="quiet">{exam.title}</span>
    </>
  );
}

function HeldRow({ entry, exam, renewal }: { entry: Held; exam: Known | null | undefined; renewal: Renewal | undefined }) {
  const { code } = examOf(entry.exam);
  return (
    <li class="my-exam">
      <div>
        <p>
          <Name name={entry.exam} exam={exam} />
        </p>
        {exam === null && <p class="quiet">{t("my-unknown")}</p>}
        {exam != null && <Ending exam={exam} />}
        {renewal !== undefined && <RenewalLines renewal={renewal} linked={exam == null ? [] : exam.lifecycle.successions.map(({ exam: next }) => examName(next))} />}
        {exam != null && <Upgrades exam={exam} held={heldHere()} />}
        {entry.earnedOn === null && exam != null && <p class="quiet">{t("my-day-missing")}</p>}
      </div>
      <label class="earned">
        <span>{t("my-passed-on")}</span>
        <input class="field" type="date" max={today()} aria-label={t("my-passed-on-of", { code })} value={entry.earnedOn ?? ""} onChange={(event) => setEarnedOn(entry.exam, event.currentTarget.value || null)} />
      </label>
      <button type="button" class="icon-button" aria-label={t("my-release", { code })} onClick={() => release(entry.exam)}>
        <Icon name="close" />
      </button>
    </li>
  );
}

function PlannedRow({ name, exam }: { name: string; exam: Known | null | undefined }) {
  const { code } = examOf(name);
  return (
    <li class="my-exam">
      <div>
        <p>
          <Name name={name} exam={exam} />
        </p>
        {exam === null && <p class="quiet">{t("my-unknown")}</p>}
        {exam != null && <Ending exam={exam} />}
      </div>
      <button type="button" class="quiet-button" aria-label={t("my-passed-of", { code })} onClick={() => hold([{ exam: name, earnedOn: today() }])}>
        {t("my-passed")}
      </button>
      <button type="button" class="icon-button" aria-label={t("my-unplan", { code })} onClick={() => plan(name, false)}>
        <Icon name="close" />
      </button>
    </li>
  );
}

/** Saves the lists as a file. */
function save(): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([written(plans())], { type: "application/json" }));
  link.download = "certgraph-plans.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

export function MyPage() {
  useTitle(t("my-title"));
  const { held, planned } = plans();
  const [adding, setAdding] = useState<"held" | "planned" | null>(null);
  const { known, fault, retry } = useExams([...held.map(({ exam }) => exam), ...planned]);
  const dated = held.flatMap(({ exam, earnedOn }) => (earnedOn === null || known.get(exam) == null ? [] : [{ exam, earnedOn }]));
  const variables = dated.length === 0 ? null : { held: dated };
  const renewals = useAnswer(Renewals, variables);
  const renewalOf = (name: string) => renewals.data?.renewalPlan.find(({ exam }) => examName(exam) === name);
  const waiting = [...held.map(({ exam }) => exam), ...planned].some((name) => !known.has(name));
  const names = adding === "planned" ? planned : held.map(({ exam }) => exam);
  return (
    <div class="my" aria-busy={waiting && fault === undefined}>
      <div class="answer-head">
        <h1>{t("my-title")}</h1>
      </div>
      <p class="panel stored-here">{t("my-stored")}</p>
      {fault !== undefined && <Trouble fault={fault} stale={known.size > 0} retry={retry} />}
      {renewals.fault !== undefined && <Trouble fault={renewals.fault} stale={false} retry={renewals.retry} />}
      <section class="panel" aria-label={t("my-hold-region")}>
        <div class="panel-head">
          <h2>{t("my-hold")}</h2>
          <button type="button" class="quiet-button" onClick={() => setAdding("held")}>
            <Icon name="add" />
            <span>{t("my-add-held")}</span>
          </button>
        </div>
        {held.length === 0 ? (
          <p class="quiet">{t("my-hold-none")}</p>
        ) : (
          <ul class="my-list">
            {held.map((entry) => (
              <HeldRow key={entry.exam} entry={entry} exam={known.get(entry.exam)} renewal={renewalOf(entry.exam)} />
            ))}
          </ul>
        )}
        {waiting && fault === undefined && <Skeleton lines={2} />}
        {held.length > 0 && (
          <p class="row-of-buttons">
            <a class="quiet-button" href="/whats-new">
              {t("my-all-changes")}
            </a>
            <a class="quiet-button" href={`/${writeQuestion({})}`}>
              {t("my-find-path")}
            </a>
          </p>
        )}
        {variables !== null && <OpenInGraphiql document={Renewals} variables={variables} />}
      </section>
      <section class="panel" aria-label={t("my-plan-region")}>
        <div class="panel-head">
          <h2>{t("my-plan")}</h2>
          <button type="button" class="quiet-button" onClick={() => setAdding("planned")}>
            <Icon name="add" />
            <span>{t("my-add-planned")}</span>
          </button>
        </div>
        {planned.length === 0 ? (
          <p class="quiet">{t("my-plan-none")}</p>
        ) : (
          <ul class="my-list">
            {planned.map((name) => (
              <PlannedRow key={name} name={name} exam={known.get(name)} />
            ))}
          </ul>
        )}
      </section>
      {held.length + planned.length > 0 && !waiting && <KeepValid held={held} planned={planned} known={known} />}
      <section class="panel" aria-label={t("my-file")}>
        <h2>{t("my-file")}</h2>
        <p class="row-of-buttons">
          <button type="button" class="quiet-button" disabled={held.length + planned.length === 0} onClick={save}>
            {t("my-file-save")}
          </button>
        </p>
        <Import />
      </section>
      {adding !== null && (
        <ExamPicker
          title={t(adding === "held" ? "my-pick-held" : "my-pick-planned")}
          chosen={names}
          onPick={(exam) => {
            const name = examName(exam);
            if (adding === "planned") {
              plan(name, !planned.includes(name));
            } else if (names.includes(name)) {
              release(name);
            } else {
              hold([{ exam: name, earnedOn: null }]);
            }
          }}
          onClose={() => setAdding(null)}
        />
      )}
    </div>
  );
}
