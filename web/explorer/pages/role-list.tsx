// All roles by group, each with the number of recommendations and a link to its paths.
import { useAddress } from "../address";
import { useAnswer } from "../api/use-answer";
import { BrowseRoles } from "../generated/role-list";
import { OpenInGraphiql } from "../components/open-in-graphiql";
import { Placeholder, Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { groupName } from "../format";
import { t } from "../messages";
import { readDay } from "../day";

export function RoleListPage() {
  useTitle(t("browse-roles"));
  const asOf = readDay(useAddress().searchParams.get("asOf"));
  const variables = { asOf };
  const answer = useAnswer(BrowseRoles, variables);
  const page = answer.data?.roles;
  const roles = page?.nodes ?? [];
  const groups = [...new Set(roles.map(({ group }) => group))].sort();
  return (
    <div class="role-list" aria-busy={answer.loading}>
      <div class="answer-head">
        <h1>{t("browse-roles")}</h1>
        <p class="quiet" role="status">
          {page === undefined ? "\u00a0" : t("browse-role-count", { count: page.totalCount })}
        </p>
      </div>
      {answer.fault !== undefined && <Trouble fault={answer.fault} stale={page !== undefined} retry={answer.retry} />}
      {page === undefined && answer.fault === undefined && <Placeholder lines={10} />}
      {groups.map((group) => {
        const members = roles.filter((role) => role.group === group);
        return (
          <section key={group} aria-label={groupName(group)}>
            <h2>
              {groupName(group)} <span class="quiet">{members.length}</span>
            </h2>
            <ul class="roles">
              {members.map(({ slug, title, focus, recommendations }) => (
                <li key={slug}>
                  <a class="role panel" href={`/?role=${slug}${asOf === null ? "" : `&asOf=${asOf}`}`}>
                    <b>{title}</b>
                    <span class="quiet" lang="en">
                      {focus.slice(0, 2).join(" · ")}
                    </span>
                    <span class="quiet">{t("browse-recommendation-count", { count: recommendations.length })}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {page !== undefined && (
        <p class="page-links">
          <OpenInGraphiql document={BrowseRoles} variables={variables} />
        </p>
      )}
    </div>
  );
}
