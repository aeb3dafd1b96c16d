// Bundles the pages for people into the folder explorer of the output.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { build } from "esbuild";

import { dist, web } from "./folders.mjs";
import { licenses } from "./licenses.mjs";

const output = path.join(dist, "explorer");
const publicPath = "/explorer/";

const options = {
  absWorkingDir: web,
  bundle: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "warning",
};

const pages = await build({
  ...options,
  entryPoints: { main: "explorer/main.tsx" },
  outdir: output,
  splitting: true,
  entryNames: "assets/[name]-[hash]",
  chunkNames: "assets/[name]-[hash]",
  assetNames: "assets/[name]-[hash]",
});
// Runs before the first paint, so it is no module and imports nothing.
const firstPaint = await build({
  ...options,
  entryPoints: { "first-paint": "explorer/first-paint.ts" },
  outdir: output,
  format: "iife",
  entryNames: "assets/[name]-[hash]",
});

const named = (metafile) =>
  Object.fromEntries(Object.entries(metafile.outputs).map(([file, facts]) => [path.relative(output, path.resolve(web, file)), facts]));
const outputs = named(pages.metafile);
const script = Object.keys(outputs).find((file) => outputs[file].entryPoint?.endsWith("main.tsx"));
const style = Object.keys(outputs).find((file) => file.endsWith(".css"));
const [first] = Object.keys(named(firstPaint.metafile));
const preloads = outputs[script].imports
  .filter(({ kind }) => kind === "import-statement")
  .map((item) => path.relative(output, path.resolve(web, item.path)))
  .sort();

/** What the pages show before their script runs, drawn by the same code, in each language. */
async function documents() {
  const { outputFiles } = await build({ ...options, entryPoints: ["explorer/shell.tsx"], platform: "node", metafile: false });
  const module = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`;
  return (await import(module)).documents();
}

const assets = { style, script, firstPaint: first };
const template = await readFile(path.join(web, "explorer/index.html"), "utf8");
const preload = (file) => `    <link rel="modulepreload" href="${publicPath}${file}">\n`;
const drawn = Object.entries(await documents()).map(([language, { shell, noScript }]) => {
  const texts = Object.keys(outputs).find((file) => outputs[file].entryPoint === `explorer/generated/messages/${language}.ts`);
  const page = template
    .replace("{{preloads}}\n", [...preloads, texts].map(preload).join(""))
    .replace("{{shell}}", () => shell)
    .replace("{{noScript}}", () => noScript)
    .replace("{{language}}", language)
    .replaceAll(/\{\{(\w+)\}\}/g, (_, name) => publicPath + assets[name]);
  return [`page.${language}.html`, page];
});

await rm(output, { recursive: true, force: true });
await mkdir(path.join(output, "assets"), { recursive: true });
await Promise.all([
  ...[...pages.outputFiles, ...firstPaint.outputFiles].map(({ path: file, contents }) => writeFile(file, contents)),
  ...drawn.map(([name, page]) => writeFile(path.join(output, name), page)),
  writeFile(path.join(output, "licenses.txt"), await licenses(pages.metafile)),
]);
