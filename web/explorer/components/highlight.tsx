// Marks the words of a text that a search matched: whole, begun, or with a typing error.

/** Letters and digits, with `+` as in "Security+". */
const WORDS = /[\p{L}\p{N}+]+/gu;

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether two words differ by at most so many insertions, deletions, replacements and swaps of neighbours. */
function isNear(one: string, other: string, most: number): boolean {
  if (Math.abs(one.length - other.length) > most) {
    return false;
  }
  let older: number[] = [];
  let before = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let least = Math.min((before[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (before[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        least = Math.min(least, (older[column - 2] ?? 0) + 1);
      }
      current.push(least);
    }
    older = before;
    before = current;
  }
  return (before[other.length] ?? most + 1) <= most;
}

/** The typing errors that the API's search allows in a word. */
function allowed(word: string): number {
  return word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
}

export function Highlight({ text, words }: { text: string; words: string }) {
  const wanted: readonly string[] = fold(words).match(WORDS) ?? [];
  const joined = wanted.join("");
  const parts: Array<{ readonly part: string; readonly marked: boolean }> = [];
  let end = 0;
  const add = (until: number, marked: boolean) => {
    if (until > end) {
      parts.push({ part: text.slice(end, until), marked });
      end = until;
    }
  };
  for (const match of text.matchAll(/[\p{L}\p{N}]+(?:-\p{N}+)?\+?/gu)) {
    const word = fold(match[0]);
    const begun = wanted.filter((item) => word.startsWith(item)).sort((one, other) => other.length - one.length)[0];
    const whole = wanted.some((item) => isNear(word, item, allowed(item))) || word.replaceAll("-", "") === joined || word.split("-").every((item) => wanted.includes(item));
    if (whole || begun !== undefined) {
      add(match.index, false);
      add(match.index + (whole ? match[0].length : (begun ?? "").length), true);
    }
  }
  add(text.length, false);
  return (
    <>
      {parts.map(({ part, marked }, index) => (marked ? <mark key={index}>{part}</mark> : part))}
    </>
  );
}
