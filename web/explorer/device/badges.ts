// Reads badges of Open Badges 2.0 (https://www.imsglobal.org/spec/ob/v2p0/) and 3.0
// (https://www.imsglobal.org/spec/ob/v3p0/) from JSON and from PNG images that contain it.

export interface Badge {
  readonly name: string;
  readonly issuer: string | null;
  /** The day of issue; null where the badge has none. */
  readonly issuedOn: string | null;
}

/** Why a file has no badges that can be read. */
export type BadgeRefusal = "no-badge" | "linked-badge" | "no-baked-badge";

type Json = Readonly<Record<string, unknown>>;

function object(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

function isOfType(value: Json, ...names: readonly string[]): boolean {
  const types = Array.isArray(value["type"]) ? (value["type"] as unknown[]) : [value["type"]];
  return types.some((type) => names.includes(String(type)));
}

function text(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 200) : null;
}

function day(...values: readonly unknown[]): string | null {
  const found = values.find((value): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value));
  return found === undefined || Number.isNaN(Date.parse(found.slice(0, 10))) ? null : found.slice(0, 10);
}

function readBadge(value: unknown): Badge | BadgeRefusal {
  const badge = object(value);
  if (badge === null) {
    return "no-badge";
  }
  if (isOfType(badge, "Assertion")) {
    // The class of a hosted badge can be a link; the pages load nothing from other servers.
    const kind = object(badge["badge"]);
    const name = text(kind?.["name"]);
    return name === null ? "linked-badge" : { name, issuer: text(object(kind?.["issuer"])?.["name"]), issuedOn: day(badge["issuedOn"]) };
  }
  if (isOfType(badge, "OpenBadgeCredential", "AchievementCredential")) {
    const achievement = object(object(badge["credentialSubject"])?.["achievement"]);
    const name = text(achievement?.["name"]);
    return name === null
      ? "no-badge"
      : { name, issuer: text(object(badge["issuer"])?.["name"]), issuedOn: day(badge["awardedDate"], badge["validFrom"], badge["issuanceDate"]) };
  }
  return "no-badge";
}

/** The badges of a JSON document: one, or a list of them. */
export function readBadges(value: unknown): readonly Badge[] | BadgeRefusal {
  const graph = object(value)?.["@graph"];
  const items: readonly unknown[] = Array.isArray(value) ? value : Array.isArray(graph) ? graph : [value];
  const results = items.map(readBadge);
  const badges = results.filter((result): result is Badge => typeof result !== "string");
  return badges.length > 0 ? badges : ((results.find((result) => result === "linked-badge") as BadgeRefusal | undefined) ?? "no-badge");
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47];

/** The length, the name and the checksum of a chunk. */
const CHUNK_FRAME = 12;

/** The JSON that a baked PNG contains as uncompressed iTXt, signed credentials (JWS) included. */
function baked(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decode = (part: Uint8Array) => new TextDecoder().decode(part);
  for (let at = 8; at + CHUNK_FRAME <= bytes.length; at += CHUNK_FRAME + view.getUint32(at)) {
    const data = bytes.subarray(at + 8, at + 8 + view.getUint32(at));
    if (decode(bytes.subarray(at + 4, at + 8)) === "iTXt") {
      // Keyword, NUL, compression flag and method, language, NUL, translated keyword, NUL, text.
      const keyword = decode(data.subarray(0, data.indexOf(0)));
      const begin = data.indexOf(0, data.indexOf(0, keyword.length + 3) + 1) + 1;
      if ((keyword === "openbadges" || keyword === "openbadgecredential") && data[keyword.length + 1] === 0) {
        return decode(data.subarray(begin));
      }
    }
  }
  return null;
}

/** The payload of a compact JWS; any other text as it is. */
function payload(said: string): string {
  const part = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(said.trim())?.[1];
  if (part === undefined) {
    return said;
  }
  const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

/** The JSON of a file; a refusal where there is none. */
export function jsonOf(bytes: Uint8Array): { readonly value: unknown } | "not-json" | BadgeRefusal {
  const isPng = SIGNATURE.every((byte, index) => bytes[index] === byte);
  const said = isPng ? baked(bytes) : new TextDecoder().decode(bytes);
  if (said === null) {
    return "no-baked-badge";
  }
  try {
    const value = JSON.parse(payload(said)) as unknown;
    // Credentials of version 1.1 of the data model are within the claim `vc`.
    return { value: object(value)?.["vc"] ?? value };
  } catch {
    return isPng && /^https?:/.test(said) ? "linked-badge" : "not-json";
  }
}
