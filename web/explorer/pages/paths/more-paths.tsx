// The remaining paths in short: most are for a special focus.
import { examAddress } from "../../address";
import { useAnswer } from "../../api/use-answer";
import { MorePaths as Document, type PathsQueryVariables } from "../../generated/paths";
import { PageQuery } from "../../components/open-in-graphiql";
import { PanelHead } from "../../components/panel-head";
import { personOf, writeQuestion, type Question } from "../../question/question";
import { prose } from "../../format";
import { PathLabel } from "./path-label";
import { sums } from "./sums";
import { Rich, t } from "../../messages";

interface Properties {
  readonly question: Question;
  readonly variables: PathsQueryVariables;
  /** How many paths are shown above. */
  readonly shown: number;
}

export function MorePaths({ question, variables, shown }: Properties) {
  const { role, profile, constraints, asOf } = variables;
  const asked = { role, profile, constraints, asOf };
  const answer = useAnswer(Document, asked);
  const result = answer.data?.recommendedPaths;
  const paths = result?.__typename === "RecommendedPaths" ? result.paths.filter(({ rank }) => rank > shown) : [];
  const person = writeQuestion(personOf(question));
  const groups = [
    { title: t("more-paths"), members: paths.filter(({ optimisedFor }) => optimisedFor !== "FOCUS") },
    { title: t("more-paths-focus"), members: paths.filter(({ optimisedFor }) => optimisedFor === "FOCUS") },
  ].filter(({ members }) => members.length > 0);
  return (
    <PageQuery document={Document} variables={asked}>
      {groups.map(({ title, members }) => (
        <section key={title} class="panel more-paths" aria-label={title}>
          <PanelHead title={title} />
          <ul>
            {members.map(({ rank, label, support, steps, totals }) => {
              const { fees, hours } = sums(totals, steps);
              return (
                <li key={rank}>
                  <p>
                    <b><PathLabel label={label} /></b>:{" "}
                    {steps.map(({ exam }, index) => [
                      index > 0 && " → ",
                      <a key={exam.code} href={examAddress(exam, person)} title={exam.title}>
                        {exam.code}
                      </a>,
                    ])}
                  </p>
                  <p class="quiet">
                    {totals.fees === null ? t("card-fees-unknown") : <Rich id="card-fees" values={{ fees: fees.sum, unknown: fees.unknown }} tags={{}} />} ·{" "}
                    {totals.studyHours === null ? t("card-hours-unknown") : hours.sum + hours.unknown}
                    {support !== null && <span lang="en"> · {prose(support.text)}</span>}
                  </p>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </PageQuery>
  );
}
