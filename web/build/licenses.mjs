// What the terms of bundled packages ask for.
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

import { web } from "./folders.mjs";

/** The licence texts of all packages with code in the bundle, as their terms ask. */
export async function licenses(metafile) {
  const packages = new Set();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const file of Object.keys(inputs)) {
      const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
      if (found !== null) {
        packages.add(found[1]);
      }
    }
  }
  const sections = await Promise.all(
    [...packages].map(async (folder) => {
      const { name, version, license } = JSON.parse(await readFile(path.join(web, folder, "package.json"), "utf8"));
      const file = (await readdir(path.join(web, folder))).sort().find((item) => /^licen[cs]e/i.test(item));
      const text = file === undefined ? "" : await readFile(path.join(web, folder, file), "utf8");
      return `${name} ${version} (${license})\n\n${text.replaceAll("\r\n", "\n").trim()}`.trim();
    }),
  );
  return `${[...new Set(sections)].sort().join(`\n\n${"-".repeat(72)}\n\n`)}\n`;
}
