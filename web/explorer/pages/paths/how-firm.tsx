// "How firm is this?": how far facts below the first path can change before another path is first.
import { useState } from "preact/hooks";

import { useAnswer } from "../../api/use-answer";
import { OpenInGraphiql } from "../../components/open-in-graphiql";
import { LeadingProof } from "../../components/sourced";
import { Skeleton, Trouble } from "../../components/states";
import { counted, date, listed, money, number, prose } from "../../format";
import { HowFirm as Document, type FirmFactFragment, type HowFirmQuery, type PathsQueryVariables } from "../../generated/paths";
import { t } from "../../messages";

/** How many bounds are shown, the tightest first. */
const SHOWN = 3;

type Result = Extract<HowFirmQuery["recommendedPaths"], { __typename: "RecommendedPaths" }>;
type Unknown = NonNullable<Result["paths"][number]["robustness"]>["decisiveUnknowns"][number];

/** Whether some change of the fact makes another path first. */
function decides({ insteadBelow, insteadAbove }: FirmFactFragment): boolean {
  return insteadBelow !== null || insteadAbove !== null;
}

/** A bound in the language of the page; null where only the sentence of the API says it. */
function boundText({ exam: { code }, fact, bounds }: FirmFactFragment): string | null {
  switch (bounds.__typename) {
    case "FeeBounds":
      return bounds.feeFrom === null && bounds.feeTo !== null && bounds.fee !== null ? t("firm-fee", { code, to: money(bounds.feeTo), now: money(bounds.fee) }) : null;
    case "HoursBounds":
      return bounds.hoursFrom === null && bounds.hoursTo !== null && bounds.hours !== null
        ? t("firm-hours", { code, to: counted({ min: bounds.hoursTo, max: bounds.hoursTo }, "hours"), now: number(bounds.hours) })
        : null;
    case "DateBounds":
      return fact === "RETIRES_ON" && bounds.dayFrom !== null && bounds.dayTo === null ? t("firm-end", { code, from: date(bounds.dayFrom) }) : null;
    default:
      return null;
  }
}

/** The path that is first outside the bounds. */
function otherwise({ insteadBelow, insteadAbove }: FirmFactFragment): string {
  const steps = insteadAbove ?? insteadBelow ?? [];
  return steps.length === 0 ? t("firm-otherwise-none") : t("firm-otherwise", { codes: steps.map(({ code }) => code).join(" → ") });
}

function missing({ fact, exam: { code } }: Unknown): string {
  switch (fact) {
    case "FEE":
      return t("firm-missing-fee", { code });
    case "STUDY_HOURS":
      return t("firm-missing-hours", { code });
    default:
      return t("firm-missing-opening", { code });
  }
}

export function HowFirm({ variables }: { variables: PathsQueryVariables }) {
  const [open, setOpen] = useState(false);
  const { role, profile, constraints, asOf } = variables;
  const asked = { role, profile, constraints, asOf };
  const answer = useAnswer(Document, open ? asked : null);
  const result = answer.data?.recommendedPaths;
  const found = result?.__typename === "RecommendedPaths" ? (result.paths[0]?.robustness ?? null) : null;
  const tightest = found === null ? [] : found.facts.filter(decides).slice(0, SHOWN);
  return (
    <details class="how-firm" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t("firm-title")}</summary>
      <div aria-live="polite" aria-busy={answer.loading}>
        {answer.fault !== undefined && <Trouble fault={answer.fault} stale={false} retry={answer.retry} />}
        {open && answer.data === undefined && answer.fault === undefined && <Skeleton lines={3} />}
        {found !== null && (
          <>
            <p class="quiet">{t(tightest.length === 0 ? "firm-always" : "firm-lead")}</p>
            {tightest.length > 0 && (
              <ul class="reasons">
                {tightest.map((fact) => {
                  const own = boundText(fact);
                  return (
                    <li key={fact.text}>
                      <p>
                        {own === null ? (
                          <span lang="en">{prose(fact.text)}</span>
                        ) : (
                          <>
                            {own} <span class="quiet">{otherwise(fact)}</span>
                          </>
                        )}
                      </p>
                      {fact.evidence !== null && <LeadingProof proofs={[fact.evidence]} />}
                    </li>
                  );
                })}
              </ul>
            )}
            {found.decisiveUnknowns.length > 0 && <p>{t("firm-missing", { list: listed(found.decisiveUnknowns.map(missing)) })}</p>}
          </>
        )}
        {open && <OpenInGraphiql document={Document} variables={asked} />}
      </div>
    </details>
  );
}
