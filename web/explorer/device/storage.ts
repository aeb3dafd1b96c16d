// Values that this browser stores for the reader; nothing of it is sent to a server.

/** Reads a stored value; undefined where there is none, or where storage is switched off. */
export function stored(key: string): unknown {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** Stores a value; without storage it lasts as long as the page. */
export function store(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage may be switched off or full.
  }
}
