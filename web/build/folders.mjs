// Where sources are and where built files go: the argument of build.mjs, or dist.
import path from "node:path";
import { fileURLToPath } from "node:url";

export const web = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const dist = path.resolve(process.argv[2] ?? path.join(web, "dist"));
