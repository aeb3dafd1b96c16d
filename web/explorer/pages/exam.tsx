// The page of an exam: figures, blueprint, verdict, return on investment, study plan, related exams.
import { examAddress, refine, useAddress } from "../address";
import { useAnswer } from "../api/use-answer";
import { weightLimit, WeightRanges } from "../charts/weight-ranges";
import { StudyCalendar } from "../charts/study-calendar";
import { ExamPage as Document, type ExamPageQuery } from "../generated/exam";
import { Start } from "../generated/start";
import { CheckedOn } from "../components/checks";
import type { Change } from "../components/fields";
import { Icon } from "../components/icon";
import { Notices } from "../components/notices";
import { OpenInGraphiql, PageQuery } from "../components/open-in-graphiql";
import { PanelHead } from "../components/panel-head";
import { ReturnPanel } from "../components/return-figures";
import { Proofs } from "../components/sourced";
import { Empty, Placeholder, Trouble } from "../components/states";
import { Rich, t } from "../messages";
import { useTitle } from "../components/title";
import { today } from "../day";
import { useUsableAnswer } from "../question/use-usable-answer";
import { examName, personOf, presentQuestion, profileOf, readQuestion, returnInputOf, unread, writeQuestion, type Question } from "../question/question";
import { counted, date, number, prose } from "../format";
import { AllFacts } from "./exam/all-facts";
import { Contradictions } from "./exam/contradictions";
import { Crosswalk } from "./exam/crosswalk";
import { ExamHead } from "./exam/exam-head";
import { KeyFigures } from "./exam/key-figures";
import { NearestExams } from "./exam/nearest-exams";
import { Neighbours } from "./exam/neighbours";
import { BlueprintHistory } from "./exam/blueprint-history";
import { PersonForm } from "./exam/person-form";
import { VerdictPanel } from "./exam/verdict-panel";

export type Exam = NonNullable<ExamPageQuery["exam"]>;

/** The blueprint to study for, otherwise the first one to come, otherwise the newest claimed one. */
function shownBlueprint({ blueprint, blueprints }: Exam): Exam["blueprints"][number] | undefined {
  const toCome = blueprints.filter(({ standing }) => standing === "OFFICIAL").at(-1);
  return blueprint === null ? (toCome ?? blueprints[0]) : blueprints.find(({ version }) => version === blueprint.version);
}

/** What to know about a blueprint that is not in force. */
function caveat(exam: Exam, { standing, inForce }: Exam["blueprints"][number]): string {
  if (standing === "CLAIMED") {
    return t("exam-blueprint-claimed");
  }
  if (inForce) {
    return "";
  }
  return exam.blueprint === null ? t("exam-blueprint-future") : t("exam-blueprint-old");
}

function Blueprint({ exam }: { exam: Exam }) {
  const blueprint = shownBlueprint(exam);
  if (blueprint === undefined) {
    return <p class="panel quiet">{t("exam-no-blueprint")}</p>;
  }
  const { weightCheck } = blueprint;
  return (
    <section class="panel" aria-label={t("exam-covers")}>
      <PanelHead title={t("exam-covers")} />
      <p class="quiet">
        {t("exam-blueprint-of", { day: date(blueprint.effectiveFrom) })} <CheckedOn day={blueprint.evidence.checkedOn ?? blueprint.evidence.asOf} />.{" "}
        {caveat(exam, blueprint)} {t("exam-blueprint-bars")}
      </p>
      {weightCheck.feasible === false && (
        <p class="warned">
          <Icon name="warning" /> {t("exam-infeasible", { min: number(weightCheck.sumOfMins ?? 0), max: number(weightCheck.sumOfMaxes ?? 0) })}
        </p>
      )}
      <WeightRanges domains={blueprint.domains} limit={weightLimit([blueprint.domains])} />
      {blueprint.domains.some(({ objectives }) => objectives.length > 0) && (
        <details>
          <summary>{t("exam-objectives")}</summary>
          <div class="objectives">
            {blueprint.domains.map((domain) => (
              <section key={domain.key}>
                <h3>{domain.title}</h3>
                <ul>
                  {domain.objectives.map(({ title }) => (
                    <li key={title}>{title}</li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </details>
      )}
      <Proofs proofs={[blueprint.evidence]} />
      <p>
        <a class="quiet-button" href={`/exams/${exam.vendor.slug}/${exam.code}/weights.svg`}>
          <Icon name="picture" />
          <span>{t("exam-weights-picture")}</span>
        </a>
      </p>
    </section>
  );
}

/** The plan of a retired exam is folded, behind the link to its successor. */
function PastPlan({ exam, question }: { exam: Exam; question: Question }) {
  return (
    <section class="panel" aria-label={t("exam-plan")}>
      <h2>{t("exam-plan")}</h2>
      <p class="quiet">{t("exam-not-bookable", { code: exam.code })}</p>
      <p class="row-of-buttons">
        {exam.lifecycle.successions.map(({ exam: next }) => (
          <a key={next.code} class="quiet-button" href={examAddress(next, writeQuestion(personOf(question)))}>
            {t("exam-plan-of-next", { code: next.code })}
          </a>
        ))}
      </p>
      {exam.studyPlan !== null && (
        <details>
          <summary>{t("exam-plan-of", { code: exam.code })}</summary>
          <StudyCalendar plan={exam.studyPlan} />
          <Proofs proofs={exam.studyPlan.evidence} />
        </details>
      )}
    </section>
  );
}

function Plan({ exam }: { exam: Exam }) {
  const plan = exam.studyPlan;
  if (plan === null) {
    return (
      <p class="panel quiet" role="region" aria-label={t("exam-plan")}>
        {t("exam-no-plan")}
      </p>
    );
  }
  return (
    <section class="panel" aria-label={t("exam-plan")}>
      <PanelHead title={t("exam-plan")}>
        <a class="quiet-button" href={plan.calendarUrl} download>
          <Icon name="calendar" />
          <span>{t("exam-calendar")}</span>
        </a>
        <button type="button" class="quiet-button" onClick={() => print()}>
          <Icon name="print" />
          <span>{t("share-print")}</span>
        </button>
      </PanelHead>
      <p class="quiet">
        {t("exam-plan-sum", { hours: counted({ min: plan.totalHours, max: plan.totalHours }, "hours"), weekly: plan.weeklyHours, day: date(plan.finishesOn) })}
      </p>
      {plan.warnings.map((warning) => (
        <p key={prose(warning.message)} class="warned">
          <Icon name="warning" /> <span lang="en">{prose(warning.message)}</span>
          {warning.weeklyHoursNeeded !== null && ` ${t("exam-plan-enough", { hours: counted({ min: warning.weeklyHoursNeeded, max: warning.weeklyHoursNeeded }, "hours") })}`}
        </p>
      ))}
      <StudyCalendar plan={plan} />
      <Proofs proofs={plan.evidence} />
    </section>
  );
}

function Found({ exam, question, onChange }: { exam: Exam; question: Question; onChange: Change }) {
  const start = useAnswer(Start, { asOf: question.asOf });
  const day = question.asOf ?? today();
  return (
    <>
      <ExamHead exam={exam} question={question} day={day} />
      <KeyFigures exam={exam} day={day} />
      <div class="exam-columns">
        <div class="exam-main">
          <Blueprint exam={exam} />
          {exam.blueprints.length > 1 && <BlueprintHistory exam={exam} asOf={question.asOf} />}
          <Crosswalk key={exam.code} exam={exam} asOf={question.asOf} />
          {exam.lifecycle.state === "RETIRED" && exam.bookableLanguages.length === 0 ? <PastPlan exam={exam} question={question} /> : <Plan exam={exam} />}
          {exam.returnOnInvestment !== null && (
            <ReturnPanel estimate={exam.returnOnInvestment} question={question} onChange={onChange} />
          )}
          {exam.contradictions.length > 0 && <Contradictions contradictions={exam.contradictions} />}
          <AllFacts exam={exam} />
        </div>
        <div class="exam-side">
          <PersonForm question={question} vendors={start.data?.vendors.nodes ?? []} onChange={onChange} />
          <VerdictPanel verdict={exam.verdict} question={question} />
          <Neighbours exam={exam} question={question} />
        </div>
      </div>
    </>
  );
}

export function ExamPage() {
  const address = useAddress();
  const asked = readQuestion(address.searchParams);
  const [, , vendor = "", code = ""] = address.pathname.split("/").map(decodeURIComponent);
  const answer = useUsableAnswer(Document, asked, (question) => ({
    code,
    vendor,
    profile: profileOf(question) ?? null,
    experience: question.experience,
    weeklyHours: question.weeklyHours,
    roi: returnInputOf(question) ?? null,
    asOf: question.asOf,
  }));
  const { question, variables } = answer;
  // The previous response may be of another exam; its page goes when the next one arrives.
  const exam = answer.data?.exam ?? undefined;
  useTitle(exam === undefined ? code : `${exam.code}: ${exam.title}`);
  const onChange: Change = (change) => refine(address.pathname + writeQuestion({ ...presentQuestion(), ...change }), change);

  return (
    <article class="exam" aria-busy={answer.loading}>
      <Notices unread={[...unread(address.searchParams), ...answer.ignored]} without={address.pathname + writeQuestion(question)} asOf={question.asOf} />
      {answer.fault !== undefined && <Trouble fault={answer.fault} stale={exam !== undefined} retry={answer.retry} />}
      {answer.data === undefined && answer.fault === undefined && <Placeholder lines={10} />}
      {answer.data?.exam === null && (
        <Empty title={t("exam-unknown", { code })} heads>
          <p>
            <Rich id="exam-unknown-advice" values={{ vendor }} tags={{ link: (text) => <a href="/">{text}</a> }} />
          </p>
          <NearestExams code={code} asOf={question.asOf} />
        </Empty>
      )}
      {exam !== undefined && variables !== null && (
        <PageQuery document={Document} variables={variables}>
          <Found exam={exam} question={question} onChange={onChange} />
        </PageQuery>
      )}
      {answer.data !== undefined && variables !== null && (
        <p class="page-links">
          {exam !== undefined && <a href={`/check?exam=${examName(exam)}`}>{t("check-of-exam", { code: exam.code })}</a>} <OpenInGraphiql document={Document} variables={variables} />
        </p>
      )}
    </article>
  );
}
