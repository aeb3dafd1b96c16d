// The last searches, stored on this device only.
import { store, stored } from "./storage";

const KEY = "searches";
const MOST = 8;

export function recentSearches(): readonly string[] {
  const list = stored(KEY);
  return Array.isArray(list) ? list.filter((text) => typeof text === "string").slice(0, MOST) : [];
}

export function rememberSearch(text: string): void {
  store(KEY, [text, ...recentSearches().filter((other) => other.toLowerCase() !== text.toLowerCase())].slice(0, MOST));
}

export function forgetSearch(text: string): void {
  store(
    KEY,
    recentSearches().filter((other) => other !== text),
  );
}
