// Builds all pages: node build.mjs [output folder, default dist].
// The same sources and lock file give the same bytes; files below assets/ carry a
// hash of their content in their names.
await import("./generate.mjs");
await Promise.all([import("./build/graphiql.mjs"), import("./build/explorer.mjs")]);
