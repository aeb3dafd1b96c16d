// What surrounds every page: the way to the other pages, the theme, the footer.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import { navigate, examAddress } from "../address";
import { chooseTheme, theme } from "../theme";
import { ExamPicker } from "./exam-picker";
import { Icon } from "./icon";

const PLACES = [
  { path: "/", label: "Paths" },
  { path: "/exams", label: "Exams" },
  { path: "/compare", label: "Compare" },
  { path: "/whats-new", label: "What’s new" },
] as const;

function ThemeSwitch() {
  // Drawn once at build, where no scheme is known; the style sheet picks the icon.
  return (
    <button
      type="button"
      class="icon-button"
      aria-label="Switch between light and dark"
      title="Light or dark"
      onClick={() => chooseTheme(theme() === "dark" ? "light" : "dark")}
    >
      <Icon name="theme" />
    </button>
  );
}

export function Frame({ path, children }: { path: string; children: ComponentChildren }) {
  const [finding, setFinding] = useState(false);
  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog") !== null;
      const wanted = event.key.toLowerCase() === "k" ? event.ctrlKey || event.metaKey : event.key === "/" && !typing && !event.ctrlKey && !event.metaKey;
      if (wanted && document.querySelector("dialog[open]") === null) {
        event.preventDefault();
        setFinding(true);
      }
    };
    addEventListener("keydown", find);
    return () => removeEventListener("keydown", find);
  }, []);
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="top">
        <a class="brand" href="/">
          <Icon name="brand" />
          <span>certgraph</span>
        </a>
        <nav aria-label="Pages">
          {PLACES.map((place) => (
            <a key={place.path} href={place.path} aria-current={place.path === path ? "page" : undefined}>
              {place.label}
            </a>
          ))}
        </nav>
        <div class="tools">
          <button type="button" class="quiet-button find" title="Find an exam (/ or Ctrl+K)" aria-keyshortcuts="/ Control+K" onClick={() => setFinding(true)}>
            <Icon name="search" />
            <span>Find an exam</span>
          </button>
          <ThemeSwitch />
        </div>
      </header>
      {finding && (
        <ExamPicker
          title="Find an exam"
          places
          onClose={() => setFinding(false)}
          onPick={(exam) => {
            setFinding(false);
            navigate(examAddress(exam));
          }}
        />
      )}
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer class="bottom">
        <p>
          Every figure names its source and its day. What nobody knows is shown as not known. certgraph is not affiliated
          with any vendor.
        </p>
        <nav aria-label="For developers">
          <a href="/developers">For developers</a>
          <a href="/graphiql/">GraphiQL</a>
          <a href="/schema.graphql">Schema</a>
          <a href="/explorer/licenses.txt">Licences</a>
        </nav>
      </footer>
    </>
  );
}
