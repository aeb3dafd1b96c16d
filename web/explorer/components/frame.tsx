// The frame of every page: navigation, theme, footer.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import { chooseLanguage, language, LANGUAGES, t, type Language, type PlainId } from "../messages";
import { chooseTheme, theme } from "../theme";
import { SearchPicker } from "./exam-picker";
import { Icon } from "./icon";

const SECTIONS = [
  { path: "/", label: "nav-paths" },
  { path: "/exams", label: "nav-exams" },
  { path: "/map", label: "nav-map" },
  { path: "/compare", label: "nav-compare" },
  { path: "/my", label: "nav-my" },
  { path: "/job-advert", label: "nav-job-advert" },
  { path: "/dates", label: "nav-dates" },
  { path: "/whats-new", label: "nav-whats-new" },
] as const satisfies ReadonlyArray<{ path: string; label: PlainId }>;

function ThemeSwitch() {
  // Drawn once at build, where no scheme is known; the style sheet picks the icon.
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={t("theme-switch")}
      title={t("theme-title")}
      onClick={() => chooseTheme(theme() === "dark" ? "light" : "dark")}
    >
      <Icon name="theme" />
    </button>
  );
}

function LanguageSwitch() {
  return (
    <label class="language">
      <span>{t("language-label")}</span>
      <select value={language()} onChange={(event) => chooseLanguage(event.currentTarget.value as Language)}>
        {LANGUAGES.map(({ code, name }) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Frame({ path, children }: { path: string; children: ComponentChildren }) {
  const [searching, setSearching] = useState(false);
  useEffect(() => {
    const search = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog") !== null;
      const wanted = event.key.toLowerCase() === "k" ? event.ctrlKey || event.metaKey : event.key === "/" && !typing && !event.ctrlKey && !event.metaKey;
      if (wanted && document.querySelector("dialog[open]") === null) {
        event.preventDefault();
        setSearching(true);
      }
    };
    addEventListener("keydown", search);
    return () => removeEventListener("keydown", search);
  }, []);
  return (
    <>
      <a class="skip" href="#main">
        {t("skip-to-content")}
      </a>
      <header class="top">
        <a class="brand" href="/">
          <Icon name="brand" />
          <span>certgraph</span>
        </a>
        <nav aria-label={t("nav-pages")}>
          {SECTIONS.map((section) => (
            <a key={section.path} href={section.path} aria-current={section.path === path ? "page" : undefined}>
              {t(section.label)}
            </a>
          ))}
        </nav>
        <div class="tools">
          <button type="button" class="search-field" title={t("search-open-title")} aria-keyshortcuts="/ Control+K" onClick={() => setSearching(true)}>
            <Icon name="search" />
            <span>{t("search-open")}</span>
            <kbd aria-hidden="true">/</kbd>
          </button>
          <ThemeSwitch />
        </div>
      </header>
      {searching && <SearchPicker onClose={() => setSearching(false)} />}
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer class="bottom">
        <p>{t("foot-note")}</p>
        <nav aria-label={t("foot-developers")}>
          <a href="/certifications">{t("browse-certifications")}</a>
          <a href="/roles">{t("browse-roles")}</a>
          <a href="/check">{t("check-title")}</a>
          <a href="/developers">{t("foot-developers")}</a>
          <a href="/graphiql/">GraphiQL</a>
          <a href="/schema.graphql">{t("foot-schema")}</a>
          <a href="/explorer/licenses.txt">{t("foot-licences")}</a>
        </nav>
        <LanguageSwitch />
      </footer>
    </>
  );
}
