// The ready questions by user. A first visit has the first one of each group as a tab; GraphiQL titles a tab
// by its operation name and stores the reader's own edits from then on.
import changes from "../queries/changes.graphql";
import claims from "../queries/claims.graphql";
import compare from "../queries/compare.graphql";
import dates from "../queries/dates.graphql";
import freshness from "../queries/freshness.graphql";
import impact from "../queries/impact.graphql";
import languages from "../queries/languages.graphql";
import mentions from "../queries/mentions.graphql";
import paths from "../queries/paths.graphql";
import portfolio from "../queries/portfolio.graphql";
import ranking from "../queries/ranking.graphql";
import renewals from "../queries/renewals.graphql";
import robustness from "../queries/robustness.graphql";
import search from "../queries/search.graphql";
import verdict from "../queries/verdict.graphql";
import weights from "../queries/weights.graphql";

export interface ReadyQuestion {
  /** The name of its operation. */
  readonly name: string;
  readonly sentence: string;
  readonly query: string;
}

export const readyQuestions: ReadonlyArray<{ readonly user: string; readonly questions: readonly ReadyQuestion[] }> = [
  {
    user: "Frontend developers",
    questions: [
      { name: "Paths", sentence: "Which exams lead to a role, in which order, and why? One request for a whole page.", query: paths },
      { name: "Search", sentence: "What does a text find, with typing errors and abbreviations?", query: search },
      { name: "Ranking", sentence: "Why are the paths to a role in this order?", query: ranking },
    ],
  },
  {
    user: "Partners",
    questions: [
      { name: "Weights", sentence: "How much of each exam is each domain, and since when?", query: weights },
      { name: "Changes", sentence: "What has changed since the last request?", query: changes },
      { name: "Mentions", sentence: "Which exams, certifications and roles does a text name?", query: mentions },
      { name: "Impact", sentence: "What do I do with content that is tagged with domains, when blueprints change?", query: impact },
      { name: "Freshness", sentence: "When was each fact checked, and when is the next check due?", query: freshness },
      { name: "Claims", sentence: "Is what a page says about an exam still true, and since when not?", query: claims },
    ],
  },
  {
    user: "Explorers",
    questions: [
      { name: "Compare", sentence: "What sets two exams apart, and how much content do they share?", query: compare },
      { name: "Verdict", sentence: "Is an exam worth it for a person, and what does it return?", query: verdict },
      { name: "Robustness", sentence: "How far can a fee, hours or a date change before another path is first?", query: robustness },
      { name: "Dates", sentence: "What changes when: openings, last days, blueprints, certifications and roles?", query: dates },
      { name: "Renewals", sentence: "When does what I hold expire, and how is it renewed?", query: renewals },
      { name: "Portfolio", sentence: "When do I sit and renew so that several certifications are valid together?", query: portfolio },
      { name: "Languages", sentence: "In which languages can an exam be booked, and until when?", query: languages },
    ],
  },
];

export const readyTabs = readyQuestions.flatMap(({ questions }) => questions.slice(0, 1).map(({ query }) => ({ query })));
