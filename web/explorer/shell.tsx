// The document before its script runs, in each language; rendered once, at build.
import { renderToString } from "preact-render-to-string";

import { Frame } from "./components/frame";
import { Placeholder } from "./components/states";
import german from "./generated/messages/de";
import english from "./generated/messages/en";
import spanish from "./generated/messages/es";
import { setTexts, t, type Language } from "./messages";

const TEXTS: Readonly<Record<Language, string>> = { en: english, de: german, es: spanish };

function shell(language: Language): string {
  setTexts(language, TEXTS[language]);
  return renderToString(
    <Frame path="">
      <Placeholder lines={8} />
    </Frame>,
  );
}

interface Document {
  readonly shell: string;
  /** What readers without JavaScript are told below the content. */
  readonly noScript: string;
}

function document(language: Language): Document {
  return {
    shell: shell(language),
    noScript: renderToString(
      <p class="needs-script">
        {t("no-script")} <a href="/developers">{t("no-script-api")}</a>
      </p>,
    ),
  };
}

export function documents(): Readonly<Record<Language, Document>> {
  return { en: document("en"), de: document("de"), es: document("es") };
}
