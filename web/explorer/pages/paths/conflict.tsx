// No path meets all limits: the conflict, and the smallest changes that help, each a
// button that makes them.
import { Paths, type PathsQuery, type PathsQueryVariables } from "../../generated/paths";
import type { StartQuery } from "../../generated/start";
import type { Change } from "../../components/fields";
import { Icon } from "../../components/icon";
import { OpenInGraphiql } from "../../components/open-in-graphiql";
import { Share } from "../../components/share";
import { pictureAddress, writeShared, type Question } from "../../question/question";
import { date, listed, money, prose, sentence } from "../../format";
import { PathDrawing } from "./recommendation";
import { WhyNotPanel } from "./why-not-panel";
import { t } from "../../messages";

type Result = Extract<PathsQuery["recommendedPaths"], { __typename: "NoFeasiblePath" }>;
type Vendors = StartQuery["vendors"]["nodes"];
type Remedy = Result["remedies"][number]["changes"][number];

/** A change of an argument as a change of the form; null for one that the form does not have. */
function formChange({ argument, value }: Remedy, question: Question, vendors: Vendors): { change: Partial<Question>; text: string } | null {
  switch (argument) {
    case "constraints.maxFees": {
      const amount = String(Math.ceil(Number.parseFloat(value)));
      return { change: { maxFees: amount }, text: t("conflict-budget", { amount: money({ amount, currency: "USD" }) }) };
    }
    case "constraints.deadline":
      return { change: { deadline: value }, text: t("conflict-deadline", { day: date(value) }) };
    case "profile.vendors": {
      const slugs = value.split(", ");
      const names = slugs.map((slug) => vendors.find((vendor) => vendor.slug === slug)?.name ?? slug);
      return { change: { vendors: [...question.vendors, ...slugs] }, text: t("conflict-vendors", { vendors: listed(names) }) };
    }
    default:
      return null;
  }
}

interface Properties {
  readonly title: string;
  readonly result: Result;
  readonly question: Question;
  readonly variables: PathsQueryVariables;
  readonly vendors: Vendors;
  readonly onChange: Change;
}

export function Conflict({ title, result, question, variables, vendors, onChange }: Properties) {
  const remedies = result.remedies.flatMap(({ changes }) => {
    const all = changes.map((change) => formChange(change, question, vendors));
    const able = all.filter((item) => item !== null);
    return able.length === all.length ? [able] : [];
  });
  return (
    <>
      <div class="answer-head">
        <h1>{t("conflict-title", { role: title })}</h1>
        <Share address={`/${writeShared(question)}`} picture={pictureAddress(question)} />
      </div>
      <section class="panel conflict">
        <Icon name="warning" />
        <div>
          <ul>
            {result.bindingConstraints.map(({ message }) => (
              <li key={message} lang="en">{prose(message)}</li>
            ))}
          </ul>
          {remedies.length > 0 && (
            <div class="row-of-buttons">
              {remedies.map((changes) => (
                <button
                  key={changes.map(({ text }) => text).join()}
                  type="button"
                  class="button"
                  onClick={() => onChange(Object.assign({}, ...changes.map(({ change }) => change)) as Partial<Question>)}
                >
                  {sentence(changes.map(({ text }) => text).join(` ${t("conflict-and")} `))}
                </button>
              ))}
            </div>
          )}
        </div>
      </section>
      {result.nearest !== null && (
        <section class="panel drawn" aria-label={t("conflict-nearest")}>
          <h2>{t("conflict-nearest")}</h2>
          <p class="quiet" lang="en">{prose(result.nearest.summary)}</p>
          <PathDrawing path={result.nearest} question={question} onChange={onChange} />
        </section>
      )}
      <WhyNotPanel question={question} variables={variables} onChange={onChange} />
      <p class="page-links">
        <OpenInGraphiql document={Paths} variables={variables} />
      </p>
    </>
  );
}
