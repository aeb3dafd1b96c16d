// Where sources disagree: every claim with its sources, and which one is served.
import { Proofs } from "../../components/sourced";
import { Stated } from "../../components/stated";
import { words, prose } from "../../format";
import type { Exam } from "../exam";
import { t } from "../../messages";

type Contradiction = Exam["contradictions"][number];

function List({ contradictions }: { contradictions: readonly Contradiction[] }) {
  return (
    <ul class="contradictions">
      {contradictions.map((contradiction) => (
        <li key={contradiction.id} class={contradiction.severity.toLowerCase()}>
          <details>
            <summary>
              <span class="tag">{words(contradiction.severity)}</span> <span lang="en">{prose(contradiction.message)}</span>
            </summary>
            <p lang="en">{contradiction.why}</p>
            <ul class="reasons">
              {contradiction.claims.map((claim, index) => (
                <li key={index}>
                  <p>{claim.value === null ? t("contradictions-no-value") : <Stated text={claim.value} />}</p>
                  <Proofs proofs={[claim]} />
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

export function Contradictions({ contradictions }: { contradictions: readonly Contradiction[] }) {
  const grave = contradictions.filter(({ severity }) => severity !== "LOW");
  const slight = contradictions.filter(({ severity }) => severity === "LOW");
  return (
    <section class="panel" id="contradictions" aria-label={t("contradictions-title")}>
      <h2>{t("contradictions-title")}</h2>
      <List contradictions={grave} />
      {slight.length > 0 && (
        <details>
          <summary>{t("contradictions-details", { count: slight.length })}</summary>
          <List contradictions={slight} />
        </details>
      )}
    </section>
  );
}
