// Finds what changed between two schemas that can break clients, and what of it the changelog does not
// tell. Run by itself, it compares the schema with that of the last release.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { astFromValue, buildSchema, findBreakingChanges, findDangerousChanges, isInputObjectType, print } from "graphql";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");

// The schema coordinate of a change by its kind. The library tells it in a sentence only.
const name = "([_A-Za-z][_0-9A-Za-z]*)";
const field = `${name}\\.${name}`;
const kinds = new Map([
  ["TYPE_REMOVED", [`^(?:Standard scalar )?${name} was removed`, "$1"]],
  ["TYPE_CHANGED_KIND", [`^${name} changed from`, "$1"]],
  ["TYPE_REMOVED_FROM_UNION", [`^${name} was removed from union type ${name}`, "$2"]],
  ["VALUE_REMOVED_FROM_ENUM", [`^${name} was removed from enum type ${name}`, "$2.$1"]],
  ["REQUIRED_INPUT_FIELD_ADDED", [`^A required field ${name} on input type ${name}`, "$2.$1"]],
  ["IMPLEMENTED_INTERFACE_REMOVED", [`^${name} no longer implements interface`, "$1"]],
  ["FIELD_REMOVED", [`^${field} was removed`, "$1.$2"]],
  ["FIELD_CHANGED_KIND", [`^${field} changed type`, "$1.$2"]],
  ["REQUIRED_ARG_ADDED", [`^A required arg ${name} on ${field} was added`, "$2.$3($1:)"]],
  ["ARG_REMOVED", [`^${field} arg ${name} was removed`, "$1.$2($3:)"]],
  ["ARG_CHANGED_KIND", [`^${field} arg ${name} has changed type`, "$1.$2($3:)"]],
  ["DIRECTIVE_REMOVED", [`^${name} was removed`, "@$1"]],
  ["DIRECTIVE_ARG_REMOVED", [`^${name} was removed from ${name}`, "@$2($1:)"]],
  ["REQUIRED_DIRECTIVE_ARG_ADDED", [`^A required arg ${name} on directive ${name}`, "@$2($1:)"]],
  ["DIRECTIVE_REPEATABLE_REMOVED", [`^Repeatable flag was removed from ${name}`, "@$1"]],
  ["DIRECTIVE_LOCATION_REMOVED", [`^${name} was removed from ${name}`, "@$2"]],
  ["VALUE_ADDED_TO_ENUM", [`^${name} was added to enum type ${name}`, "$2.$1"]],
  ["TYPE_ADDED_TO_UNION", [`^${name} was added to union type ${name}`, "$2"]],
  ["OPTIONAL_INPUT_FIELD_ADDED", [`^An optional field ${name} on input type ${name}`, "$2.$1"]],
  ["OPTIONAL_ARG_ADDED", [`^An optional arg ${name} on ${field} was added`, "$2.$3($1:)"]],
  ["IMPLEMENTED_INTERFACE_ADDED", [`^${name} added to interfaces implemented by ${name}`, "$2"]],
  ["ARG_DEFAULT_VALUE_CHANGE", [`^${field} arg ${name} has changed defaultValue`, "$1.$2($3:)"]],
]);

function coordinate({ type, description }) {
  const [pattern, form] = kinds.get(type) ?? [];
  const found = pattern && new RegExp(pattern).exec(description);
  if (!found) {
    throw new Error(`no coordinate is known of the change ${type}: ${description}`);
  }
  return form.replace(/\$(\d)/g, (_, place) => found[Number(place)]);
}

/** Defaults of input fields that changed: the library compares those of arguments only. */
function changedDefaults(before, after) {
  const written = ({ defaultValue, type }) => {
    const value = defaultValue === undefined ? undefined : astFromValue(defaultValue, type);
    return value ? print(value) : "none";
  };
  return Object.values(before.getTypeMap()).flatMap((type) => {
    const now = after.getType(type.name);
    if (!isInputObjectType(type) || !isInputObjectType(now)) {
      return [];
    }
    const fields = Object.entries(type.getFields());
    return fields.flatMap(([name, field]) => {
      const other = now.getFields()[name];
      const [old, fresh] = [written(field), other === undefined ? undefined : written(other)];
      if (fresh === undefined || fresh === old) {
        return [];
      }
      return [{ coordinate: `${type.name}.${name}`, description: `its default changed from ${old} to ${fresh}` }];
    });
  });
}

/** What changed between two schemas that breaks clients, or can surprise them. */
export function changes(beforeText, afterText) {
  const [before, after] = [buildSchema(beforeText), buildSchema(afterText)];
  const told = (found) => found.map((change) => ({ coordinate: coordinate(change), description: change.description }));
  return {
    breaking: told(findBreakingChanges(before, after)),
    dangerous: [...told(findDangerousChanges(before, after)), ...changedDefaults(before, after)],
  };
}

/** The entries of the newest section of a changelog, each on one line. */
function entries(changelog) {
  const [, section = ""] = changelog.split(/^## /m);
  const items = section.split(/^- /m).slice(1);
  return items.map((item) => item.split(/\n(?:\n|#)/)[0].replace(/\s+/g, " "));
}

/** The changes that a changelog does not tell. */
export function untold({ breaking, dangerous }, changelog) {
  const all = entries(changelog);
  const names = (marks, { coordinate }) =>
    all.some((entry) => marks.some((mark) => entry.startsWith(mark)) && entry.includes(`\`${coordinate}\``));
  return [
    ...breaking
      .filter((change) => !names(["Breaking:"], change))
      .map((change) => ({ mark: "Breaking:", ...change })),
    ...dangerous
      .filter((change) => !names(["Breaking:", "Dangerous:"], change))
      .map((change) => ({ mark: "Dangerous:", ...change })),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (file) => readFile(path.join(root, file), "utf8");
  const [before, after, changelog] = await Promise.all(
    ["tests/data/released-schema.graphql", "schema.graphql", "CHANGELOG.md"].map(read),
  );
  const found = changes(before, after);
  const missing = untold(found, changelog);
  const { breaking, dangerous } = found;
  console.log(`schema since the last release: ${breaking.length} breaking and ${dangerous.length} dangerous changes`);
  for (const { mark, coordinate, description } of missing) {
    console.error(`  CHANGELOG.md lacks an entry "${mark} … \`${coordinate}\` …": ${description}`);
  }
  process.exitCode = missing.length === 0 ? 0 : 1;
}
