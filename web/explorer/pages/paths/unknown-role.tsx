// An unknown role in the address: similar roles, and all others below.
import { useAnswer } from "../../api/use-answer";
import { NearestRoles, type StartQuery } from "../../generated/start";
import { Empty } from "../../components/states";
import { RoleGallery } from "./role-gallery";
import { t } from "../../messages";

interface Properties {
  readonly role: string;
  readonly asOf: string | null;
  readonly start: StartQuery | undefined;
  readonly onPick: (slug: string) => void;
}

export function UnknownRole({ role, asOf, start, onPick }: Properties) {
  const answer = useAnswer(NearestRoles, { text: role.replaceAll("-", " "), asOf });
  const nearest = answer.data?.search.nodes.flatMap((node) => ("slug" in node ? [node] : [])) ?? [];
  return (
    <>
      <div role="alert">
        <Empty title={t("role-unknown", { role })}>
          {nearest.length > 0 && (
            <p class="row-of-buttons">
              {nearest.map(({ slug, title }) => (
                <a key={slug} class="quiet-button" href={`/?role=${slug}`}>
                  {title}
                </a>
              ))}
            </p>
          )}
          <p>{t(nearest.length > 0 ? "role-nearest" : "role-choose")}</p>
        </Empty>
      </div>
      <RoleGallery start={start} waiting={start === undefined} onPick={onPick} />
    </>
  );
}
