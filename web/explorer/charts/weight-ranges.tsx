// The domains of a blueprint, each with its weight range.
import { range, unknown } from "../format";
import { scale, ticks } from "./scale";
import { t, type PlainId } from "../messages";

export interface WeightedDomain {
  readonly key: string;
  readonly title: string;
  readonly weight: { readonly min: number; readonly max: number } | null;
  readonly tightenedWeight?: { readonly min: number; readonly max: number } | null;
}

/** The end of the shared axis of several blueprints: the next full ten percent. */
export function weightLimit(blueprints: ReadonlyArray<readonly WeightedDomain[]>): number {
  const most = Math.max(10, ...blueprints.flat().map(({ weight }) => weight?.max ?? 0));
  return Math.min(100, Math.ceil(most / 10) * 10);
}

export type Mark = "added" | "changed" | "dropped";

const MARKS = { added: "weights-added", changed: "weights-changed", dropped: "weights-dropped" } as const satisfies Record<Mark, PlainId>;

interface Properties {
  readonly domains: readonly WeightedDomain[];
  readonly limit: number;
  /** Changes of domains since the previous blueprint, by key. */
  readonly marks?: ReadonlyMap<string, Mark>;
  readonly small?: boolean;
}

export function WeightRanges({ domains, limit, marks, small = false }: Properties) {
  const axis = scale(0, limit);
  return (
    <div class={`weights${small ? " small" : ""}`}>
      <ul>
        {domains.map(({ key, title, weight, tightenedWeight }) => {
          const mark = marks?.get(key);
          const tight = tightenedWeight ?? null;
          const narrower = weight !== null && tight !== null && (tight.min !== weight.min || tight.max !== weight.max);
          return (
            <li key={key} class={mark ?? ""}>
              <span class="domain">
                {title}
                {mark !== undefined && <em>{t(MARKS[mark])}</em>}
              </span>
              <span class="share">{weight === null ? unknown() : `${range(weight)} %`}</span>
              <span class="track" aria-hidden="true">
                {weight !== null && (
                  <span class="range" style={{ left: `${axis.at(weight.min)}%`, width: `${axis.at(weight.max) - axis.at(weight.min)}%` }} />
                )}
                {narrower && (
                  <span class="tight" style={{ left: `${axis.at(tight.min)}%`, width: `${axis.at(tight.max) - axis.at(tight.min)}%` }} />
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {!small && (
        <div class="weight-axis" aria-hidden="true">
          {ticks(0, limit, 5).map((value) => (
            <span key={value} style={{ left: `${axis.at(value)}%` }}>
              {value} %
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
