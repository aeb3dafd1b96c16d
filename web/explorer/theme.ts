// The colour scheme that the reader chose. This runs before the first paint, so that a
// page never flashes in the other scheme.
const KEY = "theme";

type Theme = "light" | "dark";

function isTheme(text: unknown): text is Theme {
  return text === "light" || text === "dark";
}

/** The scheme in force: the chosen one, else that of the system. */
export function theme(): Theme {
  const chosen = document.documentElement.dataset["theme"];
  return isTheme(chosen) ? chosen : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function chooseTheme(chosen: Theme): void {
  document.documentElement.dataset["theme"] = chosen;
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Storage may be switched off; the choice then lasts as long as the page.
  }
}

/** Puts the stored choice in force. */
export function restoreTheme(): void {
  try {
    const stored = localStorage.getItem(KEY);
    if (isTheme(stored)) {
      document.documentElement.dataset["theme"] = stored;
    }
  } catch {
    // As above.
  }
}
