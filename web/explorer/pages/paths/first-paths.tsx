// Three paths for the answers of a newcomer: of the roles in the field that most sources speak about.
import { useEffect, useRef } from "preact/hooks";

import { useAnswer } from "../../api/use-answer";
import { OpenInGraphiql } from "../../components/open-in-graphiql";
import { Skeleton, Trouble } from "../../components/states";
import { FirstPaths as Document, type FirstPathsQuery } from "../../generated/first-paths";
import { RolesByField, type RolesByFieldQuery } from "../../generated/start";
import { useUsableAnswer } from "../../question/use-usable-answer";
import { constraintsOf, profileOf, writeQuestion } from "../../question/question";
import { date, prose } from "../../format";
import { t } from "../../messages";
import type { Wishes } from "./onboarding";
import { sums } from "./sums";

const SHOWN = 3;

type Role = RolesByFieldQuery["roles"]["nodes"][number];
type Short = NonNullable<Extract<FirstPathsQuery["one"], { __typename: "NoFeasiblePath" }>["nearest"]>;

interface Offer {
  readonly role: Role;
  readonly path: Short;
  /** Whether it is within the given time and money. */
  readonly fits: boolean;
}

/** The best path of each role; where these are fewer than three, further ones of the first role. */
function offersOf(roles: readonly Role[], answer: FirstPathsQuery): Offer[] {
  const found = [answer.one, answer.two, answer.three].slice(0, roles.length);
  const offers = found.flatMap((result, index): Offer[] => {
    const role = roles[index];
    if (role === undefined) {
      return [];
    }
    return result.__typename === "RecommendedPaths"
      ? result.paths.map((path) => ({ role, path, fits: true }))
      : result.nearest === null
        ? []
        : [{ role, path: result.nearest, fits: false }];
  });
  const best = offers.filter(({ role }, index) => offers.findIndex((other) => other.role === role) === index);
  return [...best, ...offers.filter((offer) => !best.includes(offer))].slice(0, SHOWN);
}

export function FirstPaths({ wishes: { question: asked, field } }: { wishes: Wishes }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const listed = useAnswer(RolesByField, { asOf: null });
  const roles = (listed.data?.roles.nodes ?? [])
    .filter(({ group }) => group === field)
    .sort((one, other) => other.recommendations.length - one.recommendations.length)
    .slice(0, SHOWN);
  const [one, two = one, three = one] = roles;
  const answer = useUsableAnswer(Document, asked, (question) =>
    one === undefined || two === undefined || three === undefined
      ? null
      : { one: one.slug, two: two.slug, three: three.slug, profile: profileOf(question) ?? null, constraints: constraintsOf(question) },
  );
  const { question, variables } = answer;
  const offers = answer.data === undefined ? [] : offersOf(roles, answer.data);
  const fault = listed.fault ?? answer.fault;
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const { experience, weeklyHours, maxFees, held } = question;
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {t("first-paths", { count: offers.length })}
      </h2>
      {fault !== undefined && <Trouble fault={fault} stale={false} retry={listed.fault === undefined ? answer.retry : listed.retry} />}
      {offers.length === 0 && fault === undefined && (listed.loading || answer.loading) && <Skeleton lines={5} />}
      {listed.data !== undefined && roles.length === 0 && <p class="quiet">{t("first-paths-none")}</p>}
      <div class="cards">
        {offers.map(({ role, path, fits }) => {
          const { fees, hours, weeks } = sums(path.totals, path.steps);
          const finish = path.steps.at(-1)?.finishesOn ?? null;
          return (
            <a key={role.slug + path.rank} class="card first-path" href={`/${writeQuestion({ role: role.slug, experience, weeklyHours, maxFees, held, path: fits ? path.rank : 1 })}`}>
              <b class="card-label">{role.title}</b>
              <span class="card-codes">{path.steps.map(({ exam }) => exam.code).join(" → ") || t("first-paths-nothing-left")}</span>
              <span>{t("first-paths-fees", { fees: fees.sum, unknown: fees.unknown })}</span>
              <span>
                {path.totals.studyHours === null ? t("first-paths-hours-unknown") : hours.sum + hours.unknown}
                {path.totals.weeks !== null && `, ${weeks}`}
              </span>
              <span class="quiet">{finish === null ? t("first-paths-finish-unknown") : t("first-paths-finish", { day: date(finish) })}</span>
              {!fits && <span class="quiet">{t("first-paths-over")}</span>}
              {path.support !== null && <span class="quiet" lang="en">{prose(path.support.text)}</span>}
            </a>
          );
        })}
      </div>
      <p class="asides">
        <a href="/">{t("ask-again")}</a>
        {variables !== null && <OpenInGraphiql document={Document} variables={variables} />}
      </p>
    </>
  );
}
