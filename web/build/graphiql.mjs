// Bundles the GraphiQL page into the folder graphiql of the output.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { build } from "esbuild";

import { dist, web } from "./folders.mjs";
import { licenses } from "./licenses.mjs";

const output = path.join(dist, "graphiql");
const publicPath = "/graphiql/";

/** Imports that lead to smaller modules of ours; each of those says why in its first lines. */
const replacements = [
  // monaco-graphql imports this module by a relative path, GraphiQL by its full name.
  [/^(monaco-graphql\/esm|\.)\/monaco-editor(\.js)?$/, "src/monaco.ts"],
  [/^prettier\/parser-babel$/, "src/prettier-jsonc.ts"],
  [/^prettier\/plugins\/estree$/, "src/prettier-jsonc.ts"],
];

const slimming = {
  name: "slimming",
  setup({ onResolve, onLoad, resolve }) {
    // It numbers completions for a sort of texts, in which 10 comes before 2.
    onLoad({ filter: /graphql-language-service\/esm\/interface\/getAutocompleteSuggestions\.js$/ }, async ({ path: file }) => {
      const text = await readFile(file, "utf8");
      const contents = text.replace("String(index) + field.name", 'String(index).padStart(4, "0") + field.name');
      if (contents === text) {
        throw new Error("the completion of fields has no number to pad");
      }
      return { contents };
    });
    for (const [filter, module] of replacements) {
      onResolve({ filter }, () => ({ path: path.join(web, module) }));
    }
    // An older name for the same code, which would be bundled a second time.
    onResolve({ filter: /^prettier\/parser-graphql$/ }, ({ kind, importer, resolveDir }) =>
      resolve("prettier/plugins/graphql", { kind, importer, resolveDir }),
    );
  },
};

const entryPoints = {
  main: "src/main.tsx",
  icon: "src/icon.svg",
  "editor.worker": "monaco-editor/esm/vs/editor/editor.worker.js",
  "graphql.worker": "monaco-graphql/esm/graphql.worker.js",
  "json.worker": "monaco-editor/esm/vs/language/json/json.worker.js",
};

const { outputFiles, metafile } = await build({
  absWorkingDir: web,
  entryPoints,
  outdir: output,
  entryNames: "assets/[name]-[hash]",
  chunkNames: "assets/[name]-[hash]",
  assetNames: "assets/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".graphql": "text", ".svg": "copy", ".ttf": "file" },
  plugins: [slimming],
  metafile: true,
  write: false,
  logLevel: "warning",
});

/** What the build says of each output, keyed by its path below the output folder. */
const outputs = Object.fromEntries(
  Object.entries(metafile.outputs).map(([file, facts]) => [
    path.relative(output, path.resolve(web, file)),
    { ...facts, imports: facts.imports.map((item) => ({ ...item, path: path.relative(output, path.resolve(web, item.path)) })) },
  ]),
);

function named(prefix, extension) {
  const found = Object.keys(outputs).filter((file) => file.startsWith(`assets/${prefix}-`) && file.endsWith(extension));
  if (found.length !== 1) {
    throw new Error(`expected one ${prefix}*${extension}, found ${found.length}`);
  }
  return found[0];
}

function entry(sourceSuffix) {
  const found = Object.keys(outputs).find((file) => outputs[file].entryPoint?.endsWith(sourceSuffix));
  if (found === undefined) {
    throw new Error(`the build made nothing of ${sourceSuffix}`);
  }
  return found;
}

/** A chunk and all that it imports before it can run. */
function staticImports(file, seen = new Set()) {
  if (!seen.has(file)) {
    seen.add(file);
    for (const item of outputs[file].imports) {
      if (item.kind === "import-statement") {
        staticImports(item.path, seen);
      }
    }
  }
  return seen;
}

const script = entry("src/main.tsx");
const style = path.relative(output, path.resolve(web, outputs[script].cssBundle));

// esbuild also writes the styles of each lazily loaded chunk; the page's own
// style sheet holds them already.
const published = outputFiles.filter(({ path: file }) => !file.endsWith(".css") || path.relative(output, file) === style);

// The editor is loaded lazily, yet always at once: fetch it together with the page's script.
const preloads = [...new Set([...staticImports(script), ...staticImports(entry("src/monaco.ts"))])]
  .filter((file) => file !== script)
  .sort();

const placeholders = {
  icon: named("icon", ".svg"),
  style,
  script,
  editorWorker: entry("editor.worker.js"),
  graphqlWorker: entry("graphql.worker.js"),
  jsonWorker: entry("json.worker.js"),
};
const template = await readFile(path.join(web, "src/index.html"), "utf8");
const page = template
  .replace("{{preloads}}", preloads.map((file) => `    <link rel="modulepreload" href="${publicPath}${file}">`).join("\n"))
  .replaceAll(/\{\{(\w+)\}\}/g, (_, name) => publicPath + placeholders[name]);

await rm(output, { recursive: true, force: true });
await mkdir(path.join(output, "assets"), { recursive: true });
await Promise.all([
  ...published.map(({ path: file, contents }) => writeFile(file, contents)),
  writeFile(path.join(output, "index.html"), page),
  writeFile(path.join(output, "licenses.txt"), await licenses(metafile)),
]);
