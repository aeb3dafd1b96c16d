// The start page: all roles.
import type { StartQuery } from "../../generated/start";
import { date, number } from "../../format";
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
        <h1>Which certification should I take, and in which order?</h1>
        <p class="lead">
          Choose the job you want, or answer four short questions. You get the exams that lead there, with fees, hours and dates, a reason and a source for each, and
          only exams that can still be booked.
        </p>
        <p class="quiet counts">
          {start === undefined
            ? "\u00a0"
            : `${number(start.catalogue.counts.exams)} exams · ${number(start.catalogue.counts.roles)} roles · ${number(start.catalogue.counts.facts)} facts with sources · updated ${date(start.catalogue.updatedAt.slice(0, 10))}`}
        </p>
      </div>
      <Onboarding start={start} />
      <h2 class="gallery-head">All jobs</h2>
      <div class="gallery" aria-busy={waiting}>
        {start === undefined && waiting && (
          <ul class="roles">
            {Array.from({ length: PLACEHOLDERS }, (_, index) => (
              <li key={index} class="role-placeholder" />
            ))}
          </ul>
        )}
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
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
                      <span class="quiet">{focus.slice(0, 2).join(" · ")}</span>
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
