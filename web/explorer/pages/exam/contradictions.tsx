// Where sources disagree: every claim with its sources, and which one is served.
import { Proofs } from "../../components/sourced";
import { plain, words, prose } from "../../format";
import type { Exam } from "../exam";

type Contradiction = Exam["contradictions"][number];

function List({ contradictions }: { contradictions: readonly Contradiction[] }) {
  return (
    <ul class="contradictions">
      {contradictions.map((contradiction) => (
        <li key={contradiction.id} class={contradiction.severity.toLowerCase()}>
          <details>
            <summary>
              <span class="tag">{words(contradiction.severity)}</span> {prose(contradiction.message)}
            </summary>
            <p>{contradiction.why}</p>
            <ul class="reasons">
              {contradiction.claims.map((claim, index) => (
                <li key={index}>
                  <p>{claim.value === null ? "No value" : plain(claim.value)}</p>
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
    <section class="panel" id="contradictions" aria-label="Where sources disagree">
      <h2>Where sources disagree</h2>
      <List contradictions={grave} />
      {slight.length > 0 && (
        <details>
          <summary>{slight.length === 1 ? "One detail" : `${slight.length} details`}</summary>
          <List contradictions={slight} />
        </details>
      )}
    </section>
  );
}
