// The domains of two exams side by side, joined by bands as wide as what they share.
import { t } from "../messages";

interface ExamContent {
  readonly code: string;
  readonly domains: ReadonlyArray<{ readonly key: string; readonly title: string }>;
}

interface Properties {
  readonly left: ExamContent;
  readonly right: ExamContent;
  readonly shared: ReadonlyArray<{ readonly share: number; readonly left: { readonly key: string }; readonly right: { readonly key: string } }>;
}

/** The widest band, in parts of a domain's height. */
const WIDEST = 0.6;

/** Bands narrower than this part of the widest could not be seen. */
const NARROWEST = 0.04;

function titleOf(exam: ExamContent, key: string): string {
  return exam.domains.find((domain) => domain.key === key)?.title ?? key;
}

function Column({ exam }: { exam: ExamContent }) {
  return (
    <ul aria-label={t("shared-domains-of", { code: exam.code })}>
      {exam.domains.map(({ key, title }) => (
        <li key={key}>
          <span>{title}</span>
        </li>
      ))}
    </ul>
  );
}

export function SharedContent({ left, right, shared }: Properties) {
  // Heights are in percent: both columns are as tall as the texts of the taller one need.
  const row = 100 / Math.max(left.domains.length, right.domains.length);
  const middle = (exam: ExamContent, key: string) =>
    ((exam.domains.findIndex((domain) => domain.key === key) + 0.5) * 100) / exam.domains.length;
  const widest = Math.max(...shared.map(({ share }) => share));
  const closest = shared.slice(0, 5).map((pair) => t("shared-pair", { left: titleOf(left, pair.left.key), right: titleOf(right, pair.right.key) }));
  return (
    <figure class="shared">
      <div class="shared-heads">
        <b>{left.code}</b>
        <b>{right.code}</b>
      </div>
      <div class="shared-body">
        <Column exam={left} />
        <div class="bands">
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={t("shared-most", { pairs: closest.join("; ") })}>
            {shared.map((pair) => {
              const part = pair.share / widest;
              const [y1, y2] = [middle(left, pair.left.key), middle(right, pair.right.key)];
              const half = (Math.max(part, NARROWEST) * row * WIDEST) / 2;
              return (
                <path
                  key={`${pair.left.key} ${pair.right.key}`}
                  opacity={0.25 + 0.6 * part}
                  d={`M0 ${y1 - half}C50 ${y1 - half} 50 ${y2 - half} 100 ${y2 - half}V${y2 + half}C50 ${y2 + half} 50 ${y1 + half} 0 ${y1 + half}Z`}
                />
              );
            })}
          </svg>
        </div>
        <Column exam={right} />
      </div>
    </figure>
  );
}
