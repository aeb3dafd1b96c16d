// A Prettier plugin for JSON with comments on top of jsonc-parser, which GraphiQL
// carries anyway. The build puts it where GraphiQL would load Prettier's whole
// JavaScript parser and printer (540 kB) to indent the variables.
import { applyEdits, format } from "jsonc-parser";
import type { Parser, Printer } from "prettier";

interface FormattedText {
  text: string;
}

export const parsers: Record<string, Parser<FormattedText>> = {
  jsonc: {
    astFormat: "formatted-jsonc",
    parse: (text) => ({
      text: applyEdits(text, format(text, undefined, { insertSpaces: true, tabSize: 2, eol: "\n" })),
    }),
    locStart: () => 0,
    locEnd: (node) => node.text.length,
  },
};

export const printers: Record<string, Printer<FormattedText>> = {
  "formatted-jsonc": { print: ({ node }) => node.text },
};
