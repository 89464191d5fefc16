import type { Body } from "@hongyan/sdk";

/** How much stands before the first hit. */
const BEFORE = 24;
const LONGEST = 160;
/** What a cut leaves of a character outside the basic plane. */
const HALVES = /^[\udc00-\udfff]|[\ud800-\udbff]$/g;

/** What people read of a body, as the server searches it. */
const READ = ["text", "name", "address", "title"];

/** That part of a body which says what is looked for. */
export function saying(body: Body | undefined, q: string): string {
  const texts = READ.map((field) => body?.[field]).filter((text) => typeof text === "string");
  return texts.find((text) => pattern(q).test(text)) ?? texts[0] ?? "";
}

/** A piece of a text with the hits in it: every second part is one. */
export function excerpt(text: string, q: string): string[] {
  const first = text.search(pattern(q));
  const from = first > BEFORE ? first - BEFORE : 0;
  const to = Math.min(text.length, Math.max(from + LONGEST, first + q.length));
  const piece = `${from > 0 ? "…" : ""}${text.slice(from, to).replace(HALVES, "")}${to < text.length ? "…" : ""}`;
  return q === "" ? [piece] : piece.replace(/\s+/g, " ").split(pattern(q));
}

/** A text as it stands, whatever the case of its letters. */
function pattern(q: string): RegExp {
  return new RegExp(`(${q.replace(/[.*+?^${}()|[\]\\/-]/g, (character) => `\\${character}`)})`, "i");
}
