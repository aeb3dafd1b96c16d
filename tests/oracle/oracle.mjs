// Answers questions about a schema by graphql-js: reads { sdl, cases } from standard input and prints one
// answer for each case. A case of the kind "introspect" has only its query.
//
//   { kind: "validate", query, rule? }       whether the document is valid, and if not why; whether one rule refuses it
//   { kind: "coerce", query, variables }     the coerced variables, or why they are refused
//   { kind: "execute", query, variables, data }    data and the paths of errors, over an object
//   { kind: "event", query, data }           the same for one event of a subscription
import { readFileSync } from "node:fs";

import {
  GraphQLError,
  Kind,
  buildSchema,
  execute,
  getVariableValues,
  isAbstractType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  specifiedRules,
  typeFromAST,
  validate,
  valueFromASTUntyped,
} from "graphql";

const { sdl, cases } = JSON.parse(readFileSync(0, "utf8"));
const schema = buildSchema(sdl);

// The scalars of certgraph, as src/graphql/scalars.rs reads them.
const isDay = (text) => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number);
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};
const isDate = (text) => isDay(text) || /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(text);
const isInterval = (text) => (text.startsWith("../") ? isDay(text.slice(3)) : isDate(text.replace(/\/\.\.$/, "")));
const isInstant = (text) => isDay(text.slice(0, 10)) && /^.{10}T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text);
const scalars = {
  Date: (value) => typeof value === "string" && isDay(value),
  ApproximateDate: (value) => typeof value === "string" && isInterval(value),
  DateTime: (value) => typeof value === "string" && isInstant(value),
  Decimal: (value) => /^(?=.{1,30}$)-?\d+(\.\d+)?$/.test(typeof value === "number" ? String(value) : value),
  LongText: (value) => typeof value === "string",
};
for (const [name, isRead] of Object.entries(scalars)) {
  const type = schema.getType(name);
  if (!type) continue;
  const read = (value) => {
    if (typeof value !== "string" && typeof value !== "number") throw new GraphQLError(`no ${name}`);
    if (!isRead(value)) throw new GraphQLError(`no ${name}: ${value}`);
    return value;
  };
  type.parseValue = read;
  type.parseLiteral = (node) => {
    if (node.kind === Kind.ENUM) throw new GraphQLError(`no ${name}`);
    return read(valueFromASTUntyped(node));
  };
}

// Fields are read off the data: { "error": message } is thrown, and a field with arguments tells them.
for (const type of Object.values(schema.getTypeMap())) {
  if (isAbstractType(type)) type.resolveType = (value) => value.type;
  if (!isObjectType(type) || type.name.startsWith("__")) continue;
  for (const field of Object.values(type.getFields())) {
    field.resolve = (source, args, kind) => {
      if (field.args.length > 0 && kind !== "event") return told(field, args);
      return settled(source[field.name] ?? null);
    };
  }
}

function settled(value) {
  if (Array.isArray(value)) return value.map((item) => settled(item));
  if (value !== null && typeof value === "object" && "error" in value) return new GraphQLError(value.error);
  return value;
}

function told(field, args) {
  return JSON.stringify(field.args.map((arg) => ordered(args[arg.name] ?? null)));
}

function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== "object") return value;
  const given = Object.keys(value).sort().filter((key) => value[key] !== null);
  return Object.fromEntries(given.map((key) => [key, ordered(value[key])]));
}

// What was given of a coerced value: without the defaults of fields of input objects.
function given(type, value, coerced) {
  if (coerced === null || coerced === undefined) return coerced;
  if (isNonNullType(type)) return given(type.ofType, value, coerced);
  if (isListType(type)) {
    const items = Array.isArray(value) ? value : [value];
    return coerced.map((item, place) => given(type.ofType, items[place], item));
  }
  if (!isInputObjectType(type)) return coerced;
  const names = Object.keys(coerced).filter((name) => name in value);
  return Object.fromEntries(names.map((name) => [name, given(type.getFields()[name].type, value[name], coerced[name])]));
}

function answer({ kind, query, variables, data, rule }) {
  let document;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [error.message], refused: true };
  }
  if (kind === "validate") {
    const errors = validate(schema, document, specifiedRules);
    const named = specifiedRules.filter(({ name }) => name === rule);
    return { errors: errors.map((error) => error.message), isOfRule: validate(schema, document, named).length > 0 };
  }
  if (kind === "execute" && validate(schema, document, specifiedRules).length > 0) return { refused: true };
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (kind === "introspect") return execute({ schema, document });
  if (kind === "coerce") {
    const declared = operation.variableDefinitions ?? [];
    const { errors = [], coerced = {} } = getVariableValues(schema, declared, variables);
    const values = declared.map(({ variable: { name }, type }) => {
      const value = given(typeFromAST(schema, type), variables[name.value], coerced[name.value]);
      return [name.value, value];
    });
    return { errors: errors.map((error) => error.message), values: Object.fromEntries(values) };
  }
  const { data: found, errors } = execute({
    schema,
    document,
    rootValue: data,
    variableValues: variables,
    contextValue: kind,
  });
  return { refused: found === undefined, data: found, paths: (errors ?? []).map((error) => error.path ?? null) };
}

process.stdout.write(JSON.stringify(cases.map(answer)));
