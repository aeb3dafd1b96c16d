// Checks claims: what an article, a course or a study note says about exams, and what answers use on the day.
import { useEffect, useState } from "preact/hooks";

import { navigate, useAddress } from "../address";
import type { Fault } from "../api/request";
import { useUnrefused } from "../api/use-unrefused";
import { Notices } from "../components/notices";
import { OpenInGraphiql } from "../components/open-in-graphiql";
import { Placeholder, Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { prose } from "../format";
import { CheckClaims, type CheckClaimsQueryVariables } from "../generated/check";
import { Rich, t } from "../messages";
import { ClaimForm } from "./check/claim-form";
import { Checked } from "./check/checked";
import { claimsAddress, EMPTY, inputOf, isComplete, readClaims, type Claim } from "./check/claims";

/** A claim that the API refuses, with the reason. */
interface Refusal {
  readonly claim: string;
  readonly message: string;
}

const refusalOf = (item: string) => JSON.parse(item) as Refusal;
const keyOf = (claim: Claim) => JSON.stringify(inputOf(claim));

/** The claim that a fault is about: the API names its place, as in `claims[1].value`. */
function refusedClaim({ message, refused }: Fault, { claims }: CheckClaimsQueryVariables): string[] {
  const place = /^claims\[(\d+)\]/.exec(refused?.argument ?? "")?.[1];
  const claim = place === undefined ? undefined : [claims].flat()[Number(place)];
  return claim === undefined ? [] : [JSON.stringify({ claim: JSON.stringify(claim), message } satisfies Refusal)];
}

export function CheckPage() {
  useTitle(t("check-title"));
  const address = useAddress();
  const { claims, asOf, unread } = readClaims(address.searchParams);
  const [draft, setDraft] = useState<readonly Claim[]>(claims.length === 0 ? [EMPTY] : claims);
  // Back and forward show the claims of the address again.
  useEffect(() => setDraft(claims.length === 0 ? [EMPTY] : claims), [address.search]);

  const complete = claims.filter(isComplete);
  const refusals = (items: readonly string[]) => new Map(items.map(refusalOf).map(({ claim, message }) => [claim, message]));
  const usable = (items: readonly string[]) => complete.filter((claim) => !refusals(items).has(keyOf(claim)));
  const answer = useUnrefused(
    CheckClaims,
    (refused) => (usable(refused).length === 0 ? null : { claims: usable(refused).map(inputOf), asOf }),
    refusedClaim,
  );
  const messages = refusals(answer.refused);
  const sent = usable(answer.refused);
  const checks = answer.data?.checkClaims ?? [];
  const isCurrent = !answer.loading && answer.fault === undefined && checks.length === sent.length;
  const bad = claims.flatMap((claim, index) => {
    const message = messages.get(keyOf(claim));
    // The place in the request is not that in the form.
    return message === undefined ? [] : [{ place: index + 1, reason: prose(message.replace(/^Argument "[^"]*": /, "")) }];
  });
  return (
    <div class="claim-check" aria-busy={answer.loading}>
      <h1>{t("check-title")}</h1>
      <p>{t("check-intro")}</p>
      <p class="quiet">
        <Rich id="check-files" tags={{ code: (text) => <code>{text}</code> }} />
      </p>
      <Notices unread={unread} without={claimsAddress(claims, asOf)} asOf={asOf} />
      <ClaimForm claims={draft} onChange={setDraft} onSubmit={() => navigate(claimsAddress(draft, asOf))} />
      <p class="quiet" role="status">
        {isCurrent && sent.length > 0 ? t("check-count", { count: sent.length }) : ""}
      </p>
      {bad.map(({ place, reason }) => (
        <p key={place} class="warned" role="alert">
          <span>
            {t("check-claim", { place })}: <span lang="en">{reason}</span>
          </span>
        </p>
      ))}
      {answer.fault !== undefined && <Trouble fault={answer.fault} stale={false} retry={answer.retry} />}
      {answer.loading && checks.length === 0 && <Placeholder lines={6} />}
      {isCurrent && sent.length > 0 && (
        <section class="panel" aria-label={t("check-results")}>
          <h2>{t("check-results")}</h2>
          <ul class="claim-results">
            {checks.map((check, place) => (
              <Checked key={place} check={check} name={sent[place]?.name ?? ""} />
            ))}
          </ul>
        </section>
      )}
      {answer.variables !== null && (
        <p class="page-links">
          <OpenInGraphiql document={CheckClaims} variables={answer.variables} />
        </p>
      )}
    </div>
  );
}
