// Days of the calendar, as text: "2026-12-20".

/** Today in UTC, the day of answers to questions that name none. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The day so many days after another. */
export function later(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A day of the calendar; null for any other text. */
export function readDay(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return null;
  }
  const time = Date.parse(text);
  // Some browsers take the 31st of a short month for the first days of the next.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : null;
}
