// The explorer: the question on the left, the paths to the role on the right.
import { refine, useAddress } from "../address";
import { useAnswer } from "../api/use-answer";
import { Paths } from "../generated/paths";
import { Start } from "../generated/start";
import type { Change } from "../components/fields";
import { Notices } from "../components/notices";
import { Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { constraintsOf, presentQuestion, profileOf, readQuestion, returnInputOf, unread, writeQuestion } from "../question/question";
import { useUsableAnswer } from "../question/use-usable-answer";
import { Conflict } from "./paths/conflict";
import { QuestionForm } from "./paths/question-form";
import { Recommendation, RecommendationSkeleton } from "./paths/recommendation";
import { RoleGallery } from "./paths/role-gallery";
import { UnknownRole } from "./paths/unknown-role";
import { t } from "../messages";

export function PathsPage() {
  const { searchParams } = useAddress();
  const asked = readQuestion(searchParams);
  const { role, asOf } = asked;
  const start = useAnswer(Start, { asOf });
  const answer = useUsableAnswer(Paths, asked, (question) =>
    role === null
      ? null
      : {
          role,
          profile: profileOf(question) ?? null,
          constraints: constraintsOf(question),
          roi: returnInputOf(question) ?? null,
          asOf,
        },
  );
  const { question, variables } = answer;
  const title = start.data?.roles.nodes.find(({ slug }) => slug === role)?.title ?? role;
  useTitle(title === null ? t("paths-window") : t("paths-window-role", { role: title }));

  const onChange: Change = (change) => {
    // Another path has other steps.
    const step = "path" in change || "role" in change ? { step: null } : {};
    refine(`/${writeQuestion({ ...presentQuestion(), ...step, ...change })}`, change);
  };
  const unknownRole = role !== null && answer.fault?.code === "UNKNOWN_ROLE";
  // The response before a refused request says nothing about it.
  const refused = answer.fault?.kind === "refused";
  const result = role === null || refused ? undefined : answer.data?.recommendedPaths;

  return (
    <div class={`explorer${role === null ? " begin" : ""}`}>
      {role !== null && (
        <QuestionForm question={asked} roles={start.data?.roles.nodes ?? []} vendors={start.data?.vendors.nodes ?? []} onChange={onChange} />
      )}
      <div class="answer" aria-busy={answer.loading}>
        <Notices unread={[...unread(searchParams), ...answer.ignored]} without={`/${writeQuestion(question)}`} asOf={asOf} />
        {start.fault !== undefined && role === null && <Trouble fault={start.fault} stale={start.data !== undefined} retry={start.retry} />}
        {role === null && <RoleGallery start={start.data} waiting={start.loading} onPick={(slug) => onChange({ role: slug })} />}
        {unknownRole && <UnknownRole role={role} asOf={asOf} start={start.data} onPick={(slug) => onChange({ role: slug })} />}
        {answer.fault !== undefined && role !== null && !unknownRole && (
          <>
            {result === undefined && (
              <div class="answer-head">
                <h1>{title}</h1>
              </div>
            )}
            <Trouble fault={answer.fault} stale={result !== undefined} retry={answer.retry} />
          </>
        )}
        {role !== null && result === undefined && answer.fault === undefined && <RecommendationSkeleton title={title ?? role} />}
        {result?.__typename === "RecommendedPaths" && variables !== null && (
          <Recommendation title={title ?? variables.role} result={result} question={question} variables={variables} onChange={onChange} />
        )}
        {result?.__typename === "NoFeasiblePath" && variables !== null && (
          <Conflict
            title={title ?? variables.role}
            result={result}
            question={question}
            variables={variables}
            vendors={start.data?.vendors.nodes ?? []}
            onChange={onChange}
          />
        )}
      </div>
    </div>
  );
}
