// Makes a typed module of each GraphQL document of the explorer: node generate.mjs.
// documents/exam.graphql becomes generated/exam.ts: the operations as shortest text,
// and the types of their variables and answers as schema.graphql has them. Makes the
// messages of the pages, too.
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { codegen } from "@graphql-codegen/core";
import * as operations from "@graphql-codegen/typescript-operations";
import { buildSchema, Kind, parse, print, separateOperations, stripIgnoredCharacters, validate } from "graphql";

import { checkLiteralTexts } from "./build/literal-texts.mjs";
import { readMessages } from "./build/messages.mjs";

const web = path.dirname(fileURLToPath(import.meta.url));
const sources = path.join(web, "explorer/documents");
const output = path.join(web, "explorer/generated");

const scalars = Object.fromEntries(
  ["ApproximateDate", "Date", "DateTime", "Decimal", "LongText"].map((name) => [name, { input: "string", output: "string" }]),
);
const config = { scalars, strictScalars: true, useTypeImports: true, immutableTypes: true, skipTypename: true, enumsAsTypes: true, enumType: "string-literal" };

const definitions = await readFile(path.join(web, "../schema.graphql"), "utf8");
const schema = buildSchema(definitions);

/** The module of one document. */
async function typed(name, text) {
  const document = parse(text);
  const faults = validate(schema, document);
  if (faults.length > 0) {
    throw new Error(`${name}.graphql: ${faults.join("\n")}`);
  }
  const types = await codegen({
    schema: parse(definitions),
    schemaAst: schema,
    documents: [{ location: `${name}.graphql`, document }],
    filename: `${name}.ts`,
    config,
    plugins: [{ operations: {} }],
    pluginMap: { operations },
  });
  const constants = Object.entries(separateOperations(document)).map(([operation, alone]) => {
    const kind = document.definitions.find((item) => item.kind === Kind.OPERATION_DEFINITION && item.name.value === operation).operation;
    const suffix = kind[0].toUpperCase() + kind.slice(1);
    const shortest = JSON.stringify(stripIgnoredCharacters(print(alone)));
    return `export const ${operation} = ${shortest} as TypedDocument<${operation}${suffix}, ${operation}${suffix}Variables>;`;
  });
  return [
    `// Made of documents/${name}.graphql and schema.graphql by generate.mjs.`,
    'import type { TypedDocument } from "../api/typed-document";',
    types.trim(),
    ...constants,
    "",
  ].join("\n\n");
}

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
for (const file of (await readdir(sources)).sort()) {
  const name = path.basename(file, ".graphql");
  await writeFile(path.join(output, `${name}.ts`), await typed(name, await readFile(path.join(sources, file), "utf8")));
}

await checkLiteralTexts();
const { variables, texts } = await readMessages();
const types = [...variables].map(([id, names]) => {
  const values = names.map((name) => `readonly ${name}: string | number`).join("; ");
  return `  readonly "${id}": ${names.length === 0 ? "undefined" : `{ ${values} }`};`;
});
await writeFile(path.join(output, "messages.ts"), `// Made of messages/ by generate.mjs: the variables of each message.\nexport interface Messages {\n${types.join("\n")}\n}\n`);
await mkdir(path.join(output, "messages"));
for (const [language, text] of texts) {
  await writeFile(path.join(output, "messages", `${language}.ts`), `export default ${JSON.stringify(text)};\n`);
}
