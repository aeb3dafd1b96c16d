// relay-compiler accepts the served schema with a connection and two refetchable fragments, and what
// it makes of them is answered.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { check, finish } from "./check.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const server = process.env.CERTGRAPH_URL;

async function ask(query, variables) {
  const sent = await fetch(`${server}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return sent.json();
}

const folder = await mkdtemp(path.join(here, "generated-"));
try {
  await cp(path.join(here, "relay"), folder, { recursive: true });
  const schema = await fetch(`${server}/schema.graphql`);
  await writeFile(path.join(folder, "schema.graphql"), await schema.text());
  await check("relay-compiler", async () => {
    const compiler = path.join(here, "node_modules/.bin/relay-compiler");
    const compiled = promisify(execFile)(compiler, [], { cwd: folder });
    await compiled.catch((error) => Promise.reject(new Error(error.stdout + error.stderr)));
  });
  const { data } = await ask('{ exam(code: "AZ-104") { id } }');
  for (const [name, variables] of [
    ["examsQuery", { first: 5 }],
    ["examsListQuery", { first: 5, after: null }],
    ["examsExamQuery", { id: data.exam.id }],
  ]) {
    await check(name, async () => {
      const made = await readFile(path.join(folder, `src/__generated__/${name}.graphql.js`), "utf8");
      const text = JSON.parse(made.match(/"text": (".*")/)[1]);
      const answer = await ask(text, variables);
      assert.equal(answer.errors, undefined);
      assert.ok(answer.data.node?.code === "AZ-104" || answer.data.exams.edges.length === 5);
    });
  }
} finally {
  await rm(folder, { recursive: true });
}
finish("Relay");
