// Finds visible texts of the pages that are written into the code instead of the messages.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { parse } from "@babel/parser";

import { web } from "./folders.mjs";

/** Attributes whose values people see or hear. */
const VISIBLE = new Set(["aria-label", "aria-valuetext", "alt", "hint", "label", "placeholder", "summary", "title"]);

/** Names that are the same in every language. */
const NAMES = new Set(["certgraph", "GraphiQL", "UTC"]);

const isText = (text) => /\p{L}{2}/u.test(text) && !NAMES.has(text.trim());

/** The literal strings that an expression can be, such as the ends of a conditional one. */
function* strings(node) {
  switch (node?.type) {
    case "StringLiteral":
      yield node;
      break;
    case "TemplateLiteral":
      yield* node.quasis.filter(({ value }) => isText(value.cooked));
      break;
    case "ConditionalExpression":
      yield* strings(node.consequent);
      yield* strings(node.alternate);
      break;
    case "LogicalExpression":
      yield* strings(node.right);
      break;
    case "JSXExpressionContainer":
      yield* strings(node.expression);
      break;
  }
}

function* found(node) {
  if (node.type === "JSXText" && isText(node.value)) {
    yield node;
  }
  if (node.type === "JSXAttribute" && VISIBLE.has(node.name.name)) {
    yield* strings(node.value);
  }
  if (node.type === "JSXElement" || node.type === "JSXFragment") {
    for (const child of node.children) {
      yield* strings(child);
    }
  }
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === "string") {
        yield* found(child);
      }
    }
  }
}

/** Fails if a page has a visible text of its own. */
export async function checkLiteralTexts() {
  const folder = path.join(web, "explorer");
  const faults = [];
  for (const file of (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".tsx")).sort()) {
    const text = await readFile(path.join(folder, file), "utf8");
    const { program } = parse(text, { sourceType: "module", plugins: ["typescript", "jsx"] });
    for (const node of found(program)) {
      const shown = text.slice(node.start, node.end).trim().replace(/\s+/g, " ");
      if (isText(node.value?.cooked ?? node.value ?? "")) {
        faults.push(`explorer/${file}:${node.loc.start.line}: ${shown}`);
      }
    }
  }
  if (faults.length > 0) {
    throw new Error(`texts that are not in messages/:\n${[...new Set(faults)].join("\n")}`);
  }
}
