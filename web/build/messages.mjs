// Reads and checks the messages of the pages: messages/LANGUAGE/SUBJECT.ftl.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { FluentParser, FluentSerializer, Resource, Visitor } from "@fluent/syntax";

import { web } from "./folders.mjs";

/** The languages; the first is the one that the others are compared with. */
export const LANGUAGES = ["en", "de", "es"];

/** The subject whose messages only the server uses. */
const SERVER = "server";

class Variables extends Visitor {
  names = new Set();
  visitVariableReference(node) {
    this.names.add(node.id.name);
  }
}

/** The messages of one file by id, each with its variables; fails at any fault. */
function parse(name, text) {
  const { body } = new FluentParser({ withSpans: false }).parse(text);
  const messages = new Map();
  for (const entry of body) {
    if (entry.type === "Junk") {
      throw new Error(`${name}: ${entry.annotations.map(({ message }) => message).join("; ")}: ${entry.content.trim()}`);
    }
    if (entry.type === "Message") {
      if (entry.value === null || entry.attributes.length > 0 || messages.has(entry.id.name)) {
        throw new Error(`${name}: ${entry.id.name} needs exactly one value and no attributes`);
      }
      const variables = new Variables();
      variables.visit(entry);
      messages.set(entry.id.name, { entry, variables: [...variables.names].sort() });
    } else if (entry.type === "Term") {
      throw new Error(`${name}: terms are not supported: -${entry.id.name}`);
    }
  }
  return messages;
}

/** All messages of a language: by subject, then by id. */
async function ofLanguage(language) {
  const folder = path.join(web, "messages", language);
  const subjects = new Map();
  for (const file of (await readdir(folder)).sort()) {
    const name = `messages/${language}/${file}`;
    subjects.set(path.basename(file, ".ftl"), parse(name, await readFile(path.join(folder, file), "utf8")));
  }
  return subjects;
}

/** The text of all source files below a folder. */
async function sources(folder, extensions) {
  const files = await readdir(path.join(web, folder), { recursive: true });
  const wanted = files.filter((file) => extensions.includes(path.extname(file)) && !file.startsWith("generated"));
  return (await Promise.all(wanted.map((file) => readFile(path.join(web, folder, file), "utf8")))).join("\n");
}

/** Fails if languages differ in subjects, ids or variables, if an id repeats, or if nothing uses it. */
function check(all, uses) {
  const faults = [];
  const [standard, ...others] = LANGUAGES;
  const seen = new Set();
  for (const [subject, messages] of all.get(standard)) {
    for (const [id, { variables }] of messages) {
      if (seen.has(id)) {
        faults.push(`${id} is defined twice`);
      }
      seen.add(id);
      if (!uses[subject === SERVER ? "server" : "pages"].includes(`"${id}"`)) {
        faults.push(`${subject}.ftl: nothing uses ${id}`);
      }
      for (const language of others) {
        const other = all.get(language).get(subject)?.get(id);
        if (other === undefined) {
          faults.push(`${language}/${subject}.ftl: ${id} is missing`);
        } else if (other.variables.join() !== variables.join()) {
          faults.push(`${language}/${subject}.ftl: ${id} has the variables [${other.variables}], not [${variables}]`);
        }
      }
    }
  }
  for (const language of others) {
    for (const [subject, messages] of all.get(language)) {
      for (const id of messages.keys()) {
        if (!all.get(standard).get(subject)?.has(id)) {
          faults.push(`${language}/${subject}.ftl: ${id} is not in ${standard}/${subject}.ftl`);
        }
      }
    }
  }
  if (faults.length > 0) {
    throw new Error(`messages:\n${faults.join("\n")}`);
  }
}

/** The messages of the pages: their variables by id, and the Fluent text of each language without comments. */
export async function readMessages() {
  const all = new Map(await Promise.all(LANGUAGES.map(async (language) => [language, await ofLanguage(language)])));
  check(all, { pages: await sources("explorer", [".ts", ".tsx"]), server: await sources("../src/http/pages", [".rs"]) });
  const ofPages = (language) => [...all.get(language)].filter(([subject]) => subject !== SERVER).flatMap(([, messages]) => [...messages]);
  const serializer = new FluentSerializer();
  const text = (language) => serializer.serialize(new Resource(ofPages(language).map(([, { entry }]) => Object.assign(entry, { comment: null }))));
  return {
    variables: new Map(ofPages(LANGUAGES[0]).map(([id, { variables }]) => [id, variables])),
    texts: new Map(LANGUAGES.map((language) => [language, text(language)])),
  };
}
