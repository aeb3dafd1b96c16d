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
import { Empty, Skeleton, Trouble } from "../components/states";
import { t } from "../messages";
import { useTitle } from "../components/title";
import { personOf, presentQuestion, profileOf, readQuestion, returnInputOf, today, unread, writeQuestion, type Question } from "../question/question";
import { date, number, prose, UNKNOWN } from "../format";
import { AllFacts } from "./exam/all-facts";
import { Contradictions } from "./exam/contradictions";
import { ExamHead } from "./exam/exam-head";
import { KeyFigures } from "./exam/key-figures";
import { NearestExams } from "./exam/nearest-exams";
import { Neighbours } from "./exam/neighbours";
import { BlueprintHistory } from "./exam/blueprint-history";
import { PersonForm } from "./exam/person-form";
import { VerdictPanel } from "./exam/verdict-panel";

export type Exam = NonNullable<ExamPageQuery["exam"]>;

function Blueprint({ exam }: { exam: Exam }) {
  const blueprint = exam.blueprints.find(({ version }) => version === exam.blueprint?.version);
  if (blueprint === undefined) {
    return <p class="panel quiet">No blueprint of this exam is recorded.</p>;
  }
  const { weightCheck } = blueprint;
  return (
    <section class="panel" aria-label="What the exam covers">
      <PanelHead title="What the exam covers" />
      <p class="quiet">
        Blueprint of {date(blueprint.effectiveFrom)} <CheckedOn day={blueprint.evidence.checkedOn ?? blueprint.evidence.asOf} />
        {!blueprint.inForce && ", the newest recorded one; the vendor has a newer one"}. Each bar is the published range;
        the dark part is what remains possible if all add up to 100 %.
      </p>
      {weightCheck.feasible === false && (
        <p class="warned">
          <Icon name="warning" /> These weights cannot add up to 100 % ({number(weightCheck.sumOfMins ?? 0)} to {number(weightCheck.sumOfMaxes ?? 0)} %).
        </p>
      )}
      <WeightRanges domains={blueprint.domains} limit={weightLimit([blueprint.domains])} />
      {blueprint.domains.some(({ objectives }) => objectives.length > 0) && (
        <details>
          <summary>All objectives</summary>
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
          <span>Picture of the weights</span>
        </a>
      </p>
    </section>
  );
}

/** The plan of a retired exam is folded, behind the link to its successor. */
function PastPlan({ exam, question }: { exam: Exam; question: Question }) {
  return (
    <section class="panel" aria-label="Study plan">
      <h2>Study plan</h2>
      <p class="quiet">{exam.code} can no longer be booked.</p>
      <p class="row-of-buttons">
        {exam.lifecycle.successions.map(({ exam: next }) => (
          <a key={next.code} class="quiet-button" href={examAddress(next, writeQuestion(personOf(question)))}>
            See the plan for {next.code}
          </a>
        ))}
      </p>
      {exam.studyPlan !== null && (
        <details>
          <summary>The plan for {exam.code}</summary>
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
      <p class="panel quiet" role="region" aria-label="Study plan">
        The hours of study are {UNKNOWN}, so no plan can be made.
      </p>
    );
  }
  return (
    <section class="panel" aria-label="Study plan">
      <PanelHead title="Study plan">
        <a class="quiet-button" href={plan.calendarUrl} download>
          <Icon name="calendar" />
          <span>Add to calendar</span>
        </a>
        <button type="button" class="quiet-button" onClick={() => print()}>
          <Icon name="print" />
          <span>{t("share-print")}</span>
        </button>
      </PanelHead>
      <p class="quiet">
        {number(plan.totalHours)} hours, {plan.weeklyHours} a week: ready on {date(plan.finishesOn)}.
      </p>
      {plan.warnings.map((warning) => (
        <p key={prose(warning.message)} class="warned">
          <Icon name="warning" /> {prose(warning.message)}
          {warning.weeklyHoursNeeded !== null && ` ${warning.weeklyHoursNeeded} hours a week would be enough.`}
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
  const question = readQuestion(address.searchParams);
  const [, , vendor = "", code = ""] = address.pathname.split("/").map(decodeURIComponent);
  const variables = {
    code,
    vendor,
    profile: profileOf(question) ?? null,
    experience: question.experience,
    weeklyHours: question.weeklyHours,
    roi: returnInputOf(question) ?? null,
    asOf: question.asOf,
  };
  const answer = useAnswer(Document, variables);
  // The previous response may be of another exam; its page goes when the next one arrives.
  const exam = answer.data?.exam ?? undefined;
  useTitle(exam === undefined ? code : `${exam.code}: ${exam.title}`);
  const onChange: Change = (change) => refine(address.pathname + writeQuestion({ ...presentQuestion(), ...change }), change);

  return (
    <article class="exam" aria-busy={answer.loading}>
      <Notices unread={unread(address.searchParams)} without={address.pathname + writeQuestion(question)} asOf={question.asOf} />
      {answer.fault !== undefined && <Trouble fault={answer.fault} stale={exam !== undefined} retry={answer.retry} />}
      {answer.data === undefined && answer.fault === undefined && (
        <div class="panel placeholder">
          <Skeleton lines={10} />
        </div>
      )}
      {answer.data?.exam === null && (
        <Empty title={`No exam ${code} is known`} heads>
          <p>
            The vendor {vendor} has no exam of this code in the catalogue. <a href="/">Start with a role</a>, or find an exam by its
            title above.
          </p>
          <NearestExams code={code} asOf={question.asOf} />
        </Empty>
      )}
      {exam !== undefined && (
        <PageQuery document={Document} variables={variables}>
          <Found exam={exam} question={question} onChange={onChange} />
        </PageQuery>
      )}
      {answer.data !== undefined && (
        <p class="page-links">
          <OpenInGraphiql document={Document} variables={variables} />
        </p>
      )}
    </article>
  );
}
