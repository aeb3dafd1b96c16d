// Reads the pages and the text of a PDF as Chromium prints it: plain objects, deflated streams, and
// fonts with a map from glyphs to characters.
import { inflateSync } from "node:zlib";

/** The objects of the file by number: the dictionary as text, and the decoded stream. */
function objectsOf(file) {
  const text = file.toString("latin1");
  const objects = new Map();
  for (const { index, 0: head, 1: number } of text.matchAll(/(\d+) 0 obj\b/g)) {
    const begin = index + head.length;
    const stream = /stream\r?\n/g;
    stream.lastIndex = begin;
    const end = text.indexOf("endobj", begin);
    const found = stream.exec(text);
    if (found === null || found.index > end) {
      objects.set(number, { dictionary: text.slice(begin, end), stream: "" });
      continue;
    }
    const dictionary = text.slice(begin, found.index);
    const length = /\/Length (\d+)/.exec(dictionary)?.[1];
    const bytes = file.subarray(stream.lastIndex, stream.lastIndex + Number(length));
    const isText = dictionary.includes("/FlateDecode") && !/\/Subtype\s*\/Image|\/Length1/.test(dictionary);
    objects.set(number, { dictionary, stream: isText ? inflateSync(bytes).toString("latin1") : "" });
  }
  return objects;
}

/** The characters of a font's glyphs, by glyph number in hexadecimal. */
function glyphsOf(map) {
  const glyphs = new Map();
  const character = (hex) => String.fromCharCode(...hex.match(/.{4}/g).map((unit) => Number.parseInt(unit, 16)));
  const digits = (number, width) => number.toString(16).toUpperCase().padStart(width, "0");
  for (const [, body] of map.matchAll(/beginbfchar([^]*?)endbfchar/g)) {
    for (const [, glyph, hex] of body.matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      glyphs.set(glyph.toUpperCase(), character(hex));
    }
  }
  for (const [, body] of map.matchAll(/beginbfrange([^]*?)endbfrange/g)) {
    for (const [, first, last, hex] of body.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const start = Number.parseInt(hex, 16);
      for (let glyph = Number.parseInt(first, 16); glyph <= Number.parseInt(last, 16); glyph += 1) {
        glyphs.set(digits(glyph, first.length), character(digits(start + glyph - Number.parseInt(first, 16), 4)));
      }
    }
  }
  return glyphs;
}

/** The text of each page, without spaces: lines and words are placed, not written. */
export function pagesOf(file) {
  const objects = objectsOf(file);
  const fontOf = (name, dictionary) => {
    const font = objects.get(new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1]);
    const map = objects.get(/\/ToUnicode (\d+) 0 R/.exec(font?.dictionary ?? "")?.[1]);
    return glyphsOf(map?.stream ?? "");
  };
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type\s*\/Page\b/.test(dictionary));
  return pages.map(({ dictionary }) => {
    const content = objects.get(/\/Contents (\d+) 0 R/.exec(dictionary)[1]).stream;
    let glyphs = new Map();
    let text = "";
    for (const [, font, hex] of content.matchAll(/\/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
      if (font !== undefined) {
        glyphs = fontOf(font, dictionary);
      } else {
        const width = [...glyphs.keys()][0]?.length ?? 4;
        text += hex.toUpperCase().match(new RegExp(`.{${width}}`, "g")).map((glyph) => glyphs.get(glyph) ?? "").join("");
      }
    }
    return text.replaceAll(/\s/g, "");
  });
}
