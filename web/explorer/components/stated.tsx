// A value as the API states it.
import { plain } from "../format";

/** Figures and dates in the reader's form; the words of a source, which are English, marked as such. */
export function Stated({ text }: { text: string }) {
  const shown = plain(text);
  return shown === text && /\p{L}{2}/u.test(text) ? <span lang="en">{text}</span> : <>{shown}</>;
}
