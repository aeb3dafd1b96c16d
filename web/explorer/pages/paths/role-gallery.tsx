// The start page: all roles.
import type { StartQuery } from "../../generated/start";
import { date, groupName } from "../../format";
import { t } from "../../messages";
import { Onboarding } from "./onboarding";

/** Placeholder tiles until the roles are loaded. */
const PLACEHOLDERS = 12;

interface Properties {
  readonly start: StartQuery | undefined;
  /** Whether the roles are loading. */
  readonly waiting: boolean;
  readonly onPick: (slug: string) => void;
}

export function RoleGallery({ start, waiting, onPick }: Properties) {
  const roles = start?.roles.nodes ?? [];
  const groups = [...new Set(roles.map(({ group }) => group))].sort();
  return (
    <>
      <div class="welcome">
        <h1>{t("start-title")}</h1>
        <p class="lead">{t("start-lead")}</p>
        <p class="quiet counts">
          {start === undefined
            ? "\u00a0"
            : t("start-counts", { exams: start.catalogue.counts.exams, roles: start.catalogue.counts.roles, facts: start.catalogue.counts.facts, day: date(start.catalogue.updatedAt.slice(0, 10)) })}
        </p>
      </div>
      <Onboarding start={start} />
      <h2 class="gallery-head">{t("start-all-jobs")}</h2>
      <div class="gallery" aria-busy={waiting}>
        {start === undefined && waiting && (
          <ul class="roles">
            {Array.from({ length: PLACEHOLDERS }, (_, index) => (
              <li key={index} class="role-placeholder" />
            ))}
          </ul>
        )}
        {groups.map((group) => (
          <section key={group} aria-label={groupName(group)}>
            <h3>{groupName(group)}</h3>
            <ul class="roles">
              {roles
                .filter((role) => role.group === group)
                .map(({ slug, title, focus }) => (
                  <li key={slug}>
                    <a
                      class="role panel"
                      href={`/?role=${slug}`}
                      onClick={(event) => {
                        if (!event.metaKey && !event.ctrlKey && !event.shiftKey) {
                          event.preventDefault();
                          onPick(slug);
                        }
                      }}
                    >
                      <b>{title}</b>
                      <span class="quiet" lang="en">
                      {focus.slice(0, 2).join(" · ")}
                    </span>
                    </a>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
