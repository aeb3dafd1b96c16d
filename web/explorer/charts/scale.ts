// Positions of values on an axis, in percent of its length, so that charts follow their
// width without being measured.

import { monthName } from "../format";

export interface Scale {
  readonly from: number;
  readonly to: number;
  /** The position of a value in percent, clamped to the axis. */
  at(value: number): number;
}

export function scale(from: number, to: number): Scale {
  const length = to - from || 1;
  return { from, to, at: (value) => Math.min(100, Math.max(0, ((value - from) / length) * 100)) };
}

/** Round values that divide an axis into about so many parts: steps of 1, 2, 2.5 or 5 times a power of ten. */
export function ticks(from: number, to: number, parts: number): number[] {
  const rough = (to - from) / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5].find((factor) => factor * power >= rough) ?? 10);
  const found: number[] = [];
  for (let count = Math.ceil(from / step); count * step <= to; count += 1) {
    // Adding zero makes a negative zero, which formats show, a plain one.
    found.push(count * step + 0);
  }
  return found;
}

const DAY = 86_400_000;

export interface MonthTick {
  readonly day: number;
  readonly label: string;
  readonly year: number;
  /** Whether the label has the year. */
  readonly named: boolean;
}

/** First days of months within a span of days, thinned out to at most so many; the year stands at the first and at each January. */
export function monthTicks(from: number, to: number, most: number): MonthTick[] {
  const begin = new Date(from * DAY);
  const firsts: Date[] = [];
  for (let month = 1; ; month += 1) {
    const first = new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + month, 1));
    if (first.getTime() / DAY > to) {
      break;
    }
    firsts.push(first);
  }
  const every = [1, 2, 3, 6, 12, 24, 60].find((count) => firsts.length / count <= most) ?? 120;
  return firsts
    .filter((first) => (first.getUTCMonth() + 12 * first.getUTCFullYear()) % every === 0)
    .map((first, index) => {
      const [year, named] = [first.getUTCFullYear(), first.getUTCMonth() === 0 || index === 0];
      return { day: first.getTime() / DAY, label: named ? `${monthName(first)} ${year}` : monthName(first), year, named };
    });
}
