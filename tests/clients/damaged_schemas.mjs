// The comparison of schemas finds every kind of damage, and is content with the changelog that tells it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { changes, untold } from "./schema_changes.mjs";
import { check, finish } from "./check.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const released = await readFile(path.join(here, "../data/released-schema.graphql"), "utf8");

// A schema with everything that can be damaged, and the damages: what is replaced by what, the
// coordinate of the change, and whether it breaks clients.
const whole = `
directive @mark(level: Int) repeatable on FIELD | QUERY
interface Named { name: String }
type Exam implements Named { name: String code: String! fee(currency: String = "USD"): Int }
type Role { slug: String }
union Hit = Exam | Role
enum State { LIVE RETIRED }
input Filter { state: State = LIVE text: String }
type Query { exam(code: String): Exam hits(filter: Filter): [Hit] named: Named }
`;
const damages = [
  ["type Role { slug: String }", "", "Role", true, [[" | Role", ""]]],
  ["interface Named {", "type Named {", "Named", true, [["implements Named ", ""]]],
  ["Exam | Role", "Exam", "Hit", true],
  ["LIVE RETIRED", "LIVE", "State.RETIRED", true],
  ["text: String }", "text: String since: Int! }", "Filter.since", true],
  ["implements Named ", "", "Exam", true],
  [" code: String!", "", "Exam.code", true],
  ["code: String!", "code: String", "Exam.code", true],
  ["exam(code: String)", "exam(code: String, vendor: String!)", "Query.exam(vendor:)", true],
  ["exam(code: String)", "exam", "Query.exam(code:)", true],
  ["exam(code: String)", "exam(code: Int)", "Query.exam(code:)", true],
  ["exam(code: String)", "exam(code: String!)", "Query.exam(code:)", true],
  ["directive @mark(level: Int) repeatable on FIELD | QUERY", "", "@mark", true],
  ["@mark(level: Int)", "@mark", "@mark(level:)", true],
  ["@mark(level: Int)", "@mark(level: Int, of: Int!)", "@mark(of:)", true],
  [" repeatable", "", "@mark", true],
  ["FIELD | QUERY", "FIELD", "@mark", true],
  ["LIVE RETIRED", "LIVE RETIRED BETA", "State.BETA", false],
  ["Exam | Role", "Exam | Role | Query", "Hit", false],
  ["text: String }", "text: String since: Int }", "Filter.since", false],
  ["exam(code: String)", "exam(code: String, vendor: String)", "Query.exam(vendor:)", false],
  ["type Role {", "type Role implements Named { name: String", "Role", false],
  ['currency: String = "USD"', 'currency: String = "EUR"', "Exam.fee(currency:)", false],
  ["state: State = LIVE", "state: State = RETIRED", "Filter.state", false],
  ["state: State = LIVE", "state: State", "Filter.state", false],
];

function damaged(text, replacements) {
  return replacements.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), `there is no ${from}`);
    return text.replace(from, to);
  }, text);
}

for (const [from, to, coordinate, breaks, others = []] of damages) {
  await check(`${coordinate}: ${to || from}`, () => {
    const found = changes(whole, damaged(whole, [[from, to], ...others]));
    const told = (breaks ? found.breaking : found.dangerous).map((change) => change.coordinate);
    assert.ok(told.includes(coordinate), `it is not found: ${JSON.stringify(found)}`);
    assert.deepEqual(breaks ? [] : found.breaking, [], "it is taken for worse");

    const log = (...lines) => `# Changelog\n\n## Unreleased\n\n### Changed\n\n${lines.join("\n")}\n\n## 0.1.0\n\n- Old.\n`;
    const all = [...found.breaking, ...found.dangerous].map((change) => `\`${change.coordinate}\``);
    const missing = (...lines) => untold(found, log(...lines)).map((change) => change.coordinate);
    assert.ok(missing().includes(coordinate), "silence is taken for an entry");
    assert.ok(missing(`- ${all.join(" ")} changed.`).includes(coordinate), "an entry needs its mark");
    assert.ok(missing("- Breaking: `Other.thing`.").includes(coordinate), "an entry needs the coordinate");
    assert.deepEqual(missing("- Something else.", `- Breaking: clients are told of\n  ${all.join(",\n  ")}.`), []);
    assert.equal(missing(`- Dangerous: ${all.join(" ")}.`).length === 0, !breaks);
    const old = log("- New.").replace("- Old.", `- Breaking: ${all.join(" ")}.`);
    assert.ok(untold(found, old).length > 0, "an older section does not count");
  });
}
await check("the released schema itself", () => {
  assert.deepEqual(changes(released, released), { breaking: [], dangerous: [] });
  const field = "exam(";
  const { breaking } = changes(released, released.replace(field, "examination("));
  assert.ok(breaking.some((change) => change.coordinate === "Query.exam"), JSON.stringify(breaking));
});
finish("damaged schemas");
