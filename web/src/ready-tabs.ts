// The tabs of a first visit, one for each kind of user. GraphiQL titles each
// by its operation name and keeps the reader's own edits from then on.
import compare from "../queries/compare.graphql";
import paths from "../queries/paths.graphql";
import verdict from "../queries/verdict.graphql";
import weights from "../queries/weights.graphql";

export const readyTabs = [{ query: paths }, { query: weights }, { query: compare }, { query: verdict }];
