// The frame of every page: navigation, theme, footer.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import { navigate, examAddress } from "../address";
import { chooseTheme, theme } from "../theme";
import { ExamPicker } from "./exam-picker";
import { Icon } from "./icon";

const SECTIONS = [
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
          {SECTIONS.map((section) => (
            <a key={section.path} href={section.path} aria-current={section.path === path ? "page" : undefined}>
              {section.label}
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
          withRolesAndVendors
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
          Every figure has its source and its day. Unknown figures are shown as not known. certgraph is not affiliated
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
