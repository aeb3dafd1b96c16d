// The texts of the pages in the reader's language, from messages/LANGUAGE/SUBJECT.ftl.
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { Fragment, type ComponentChildren } from "preact";

import type { Messages } from "./generated/messages";

export type Language = "en" | "de" | "es";

export type MessageId = keyof Messages;
/** Messages without variables. */
export type PlainId = { [Id in MessageId]: Messages[Id] extends undefined ? Id : never }[MessageId];

type Arguments<Id extends MessageId> = Messages[Id] extends undefined ? [] : [Messages[Id]];

export const LANGUAGES: ReadonlyArray<{ readonly code: Language; readonly name: string }> = [
  { code: "en", name: "English" },
  { code: "de", name: "Deutsch" },
  { code: "es", name: "Español" },
];

const TEXTS: Readonly<Record<Language, () => Promise<{ readonly default: string }>>> = {
  en: () => import("./generated/messages/en"),
  de: () => import("./generated/messages/de"),
  es: () => import("./generated/messages/es"),
};

let bundle = new FluentBundle("en");
let current: Language = "en";

/** The language of the page. */
export function language(): Language {
  return current;
}

/** Shows texts in a language from now on. */
export function setTexts(chosen: Language, text: string): void {
  current = chosen;
  // Isolation marks would be part of texts that are copied, compared and announced.
  bundle = new FluentBundle(chosen, { useIsolating: false });
  bundle.addResource(new FluentResource(text));
}

/** Loads the texts in the language of the document, which the server selected. */
export async function loadTexts(): Promise<void> {
  const wanted = document.documentElement.lang;
  const chosen = LANGUAGES.find(({ code }) => code === wanted)?.code ?? "en";
  setTexts(chosen, (await TEXTS[chosen]()).default);
}

/** A text, with values for its variables. Numbers select plural forms and are written in the language's form. */
export function t<Id extends MessageId>(id: Id, ...[values]: Arguments<Id>): string {
  const pattern = bundle.getMessage(id)?.value;
  return pattern === undefined || pattern === null ? id : bundle.formatPattern(pattern, values ?? null);
}

type Tags = Readonly<Record<string, (text: string) => ComponentChildren>>;

/** A text in which `<name>…</name>` marks parts that `tags` turns into elements. */
export function Rich<Id extends MessageId>({ id, values, tags }: { id: Id; tags: Tags } & (Messages[Id] extends undefined ? { values?: undefined } : { values: Messages[Id] })) {
  const text = (t as (id: MessageId, values?: object) => string)(id, values);
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(/<(\w+)>(.*?)<\/\1>/gs)) {
    const [whole, name = "", inner = ""] = match;
    parts.push(text.slice(end, match.index), tags[name]?.(inner) ?? inner);
    end = match.index + whole.length;
  }
  parts.push(text.slice(end));
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>{part}</Fragment>
      ))}
    </>
  );
}

/** Selects a language on this device and shows the page in it. */
export function chooseLanguage(chosen: Language): void {
  // A cookie, so that the server writes the document in this language.
  document.cookie = `language=${chosen}; Path=/; Max-Age=31536000; SameSite=Lax`;
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  location.replace(address);
}
