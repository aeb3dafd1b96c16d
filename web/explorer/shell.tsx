// The document before its script runs, in each language; rendered once, at build.
import { renderToString } from "preact-render-to-string";

import { Frame } from "./components/frame";
import { Placeholder } from "./components/states";
import german from "./generated/messages/de";
import english from "./generated/messages/en";
import spanish from "./generated/messages/es";
import { setTexts, type Language } from "./messages";

const TEXTS: Readonly<Record<Language, string>> = { en: english, de: german, es: spanish };

function shell(language: Language): string {
  setTexts(language, TEXTS[language]);
  return renderToString(
    <Frame path="">
      <Placeholder lines={8} />
    </Frame>,
  );
}

export function shells(): Readonly<Record<Language, string>> {
  return { en: shell("en"), de: shell("de"), es: shell("es") };
}
