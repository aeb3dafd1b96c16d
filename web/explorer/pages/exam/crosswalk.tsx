// "What happens to your notes": where the content of each domain of one blueprint continues in another, of a
// successor or of another version of the exam.
import { useState } from "preact/hooks";

import { useAnswer } from "../../api/use-answer";
import { OpenInGraphiql } from "../../components/open-in-graphiql";
import { Proofs } from "../../components/sourced";
import { Skeleton, Trouble } from "../../components/states";
import { date, percent } from "../../format";
import { Crosswalk as Document, type CrosswalkQuery, type CrosswalkQueryVariables } from "../../generated/exam";
import { t } from "../../messages";
import { examName } from "../../question/question";
import type { Exam } from "../exam";

type Found = NonNullable<CrosswalkQuery["domainCrosswalk"]>;

/** A row below this confidence is only a hint. */
const SURE = 0.3;

interface Pair {
  readonly title: string;
  readonly from: CrosswalkQueryVariables["from"];
  readonly to: CrosswalkQueryVariables["to"];
}

/** The shown blueprint with each successor, the version before it with it, and it with the newest version. */
function pairsOf(exam: Exam): Pair[] {
  const name = examName(exam);
  const official = exam.blueprints.filter(({ standing }) => standing === "OFFICIAL");
  const place = official.findIndex(({ version }) => version === exam.blueprint?.version);
  const shown = official[place];
  const versions = (from: (typeof official)[number] | undefined, to: (typeof official)[number] | undefined): Pair[] =>
    from === undefined || to === undefined || from === to
      ? []
      : [{ title: t("history-between", { from: date(from.effectiveFrom), to: date(to.effectiveFrom) }), from: { exam: name, version: from.version }, to: { exam: name, version: to.version } }];
  if (shown === undefined) {
    return [];
  }
  return [
    ...exam.lifecycle.successions.map(({ exam: next }) => ({ title: t("notes-to", { from: exam.code, to: next.code }), from: { exam: name, version: shown.version }, to: { exam: examName(next) } })),
    ...versions(official[place + 1], shown),
    ...versions(shown, official[0]),
  ];
}

function Row({ row: { domain, targets, unmatchedShare, confidence } }: { row: Found["rows"][number] }) {
  return (
    <li>
      <b>{domain.title}</b>
      {targets.length > 0 && confidence < SURE && <span class="tag">{t("notes-unsure")}</span>}
      <ul>
        {targets.map((target) => (
          <li key={target.domain.key}>{t("notes-share", { share: percent(target.share), title: target.domain.title })}</li>
        ))}
        {unmatchedShare > 0 && <li class="gone">{t("notes-gone", { share: percent(unmatchedShare) })}</li>}
      </ul>
    </li>
  );
}

function Rows({ pair: { title, from, to }, asOf }: { pair: Pair; asOf: string | null }) {
  const variables = { from, to, asOf };
  const answer = useAnswer(Document, variables);
  const found = answer.data?.domainCrosswalk;
  return (
    <section aria-label={title} aria-busy={answer.loading}>
      <h3>{title}</h3>
      {answer.fault !== undefined && <Trouble fault={answer.fault} stale={false} retry={answer.retry} />}
      {answer.data === undefined && answer.fault === undefined && <Skeleton lines={4} />}
      {found === null && <p class="quiet">{t("notes-unknown")}</p>}
      {found != null && (
        <>
          <ul class="reasons">
            {found.rows.map((row) => (
              <Row key={row.domain.key} row={row} />
            ))}
          </ul>
          <Proofs proofs={[found.from.evidence, found.to.evidence]} />
        </>
      )}
      <OpenInGraphiql document={Document} variables={variables} />
    </section>
  );
}

export function Crosswalk({ exam, asOf }: { exam: Exam; asOf: string | null }) {
  const [open, setOpen] = useState(false);
  const pairs = pairsOf(exam);
  return pairs.length === 0 ? null : (
    <details class="panel notes" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t("notes-title")}</summary>
      <p class="quiet">{t("notes-lead")}</p>
      {open && pairs.map((pair) => <Rows key={pair.title} pair={pair} asOf={asOf} />)}
    </details>
  );
}
