// The tabs of a first visit, one for each kind of user and one for each kind of question. GraphiQL titles each
// by its operation name and keeps the reader's own edits from then on.
import compare from "../queries/compare.graphql";
import freshness from "../queries/freshness.graphql";
import languages from "../queries/languages.graphql";
import paths from "../queries/paths.graphql";
import ranking from "../queries/ranking.graphql";
import renewals from "../queries/renewals.graphql";
import verdict from "../queries/verdict.graphql";
import weights from "../queries/weights.graphql";

export const readyTabs = [paths, weights, compare, verdict, ranking, languages, renewals, freshness].map((query) => ({ query }));
