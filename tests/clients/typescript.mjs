// GraphQL Code Generator makes types of every ready document of GraphiQL, and TypeScript accepts them
// in its strict form.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { generate } from "@graphql-codegen/cli";
import { codegen } from "@graphql-codegen/core";
import * as operations from "@graphql-codegen/typescript-operations";
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, parse, printSchema } from "graphql";

import { check, finish } from "./check.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const queries = path.join(here, "../../web/queries");

// As the generator does it: by introspection over HTTP.
const asked = await fetch(`${process.env.CERTGRAPH_URL}/graphql`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ query: getIntrospectionQuery() }),
});
const schemaAst = buildClientSchema((await asked.json()).data);

// And as its command does it, by a client of its own: it announces codings that old versions of
// Node.js cannot decode.
await check("the schema by the generator's own client", async () => {
  const [file] = await generate(
    {
      schema: `${process.env.CERTGRAPH_URL}/graphql`,
      generates: { "schema.graphql": { plugins: ["schema-ast"] } },
      silent: true,
      cwd: here,
    },
    false,
  );
  const sorted = (schema) => printSchema(lexicographicSortSchema(schema));
  assert.ok(sorted(buildSchema(file.content)) === sorted(schemaAst), "it is another schema");
});

const output = await mkdtemp(path.join(here, "generated-"));
try {
  for (const file of (await readdir(queries)).filter((name) => name.endsWith(".graphql"))) {
    await check(file, async () => {
      const types = await codegen({
        schema: parse(printSchema(schemaAst)),
        schemaAst,
        documents: [{ location: file, document: parse(await readFile(path.join(queries, file), "utf8")) }],
        filename: `${file}.ts`,
        config: { useTypeImports: true },
        plugins: [{ operations: {} }],
        pluginMap: { operations },
      });
      const module = path.join(output, `${file}.ts`);
      await writeFile(module, types);
      const compiler = path.join(here, "node_modules/.bin/tsc");
      const compiled = promisify(execFile)(compiler, ["--strict", "--noEmit", "--target", "es2022", module]);
      await compiled.catch((error) => Promise.reject(new Error(error.stdout)));
    });
  }
} finally {
  await rm(output, { recursive: true });
}
finish("documents as TypeScript");
