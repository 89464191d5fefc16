import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeFrame } from "../src/frames.js";
import { compile } from "./compiler.js";

const golden = join(import.meta.dirname, "../../../../src/test/resources/frames");

function frames(folder: string): [string, string][] {
  return readdirSync(join(golden, folder))
    .filter((file) => file.endsWith(".json"))
    .map((file) => [file, readFileSync(join(golden, folder, file), "utf8")]);
}

describe("the frames that server and clients share", () => {
  test.each(frames("server"))("%s is read", (_, text) => {
    expect(decodeFrame(text)).toEqual(JSON.parse(text));
  });

  test("frames of an unknown type and what is no frame are left alone", () => {
    expect(decodeFrame('{"t":"later"}')).toBeUndefined();
    expect(decodeFrame("[]")).toBeUndefined();
    expect(decodeFrame("{")).toBeUndefined();
    expect(decodeFrame("null")).toBeUndefined();
  });

  test("each is of the type that it is declared as: no field is missing, none is unknown", { timeout: 180_000 }, () => {
    // `unknown` is there to show that a server ignores it.
    const client = frames("client").map(([file, text]) => [file, text.replace(/, "unknown": \{.*?\}/, "")]);
    const lines = [
      'import type { ClientFrame, ServerFrame } from "../src/frames.js";',
      ...client.map(([, text], i) => `export const c${i}: ClientFrame = ${text};`),
      ...frames("server").map(([, text], i) => `export const s${i}: ServerFrame = ${text};`),
    ];
    const wrong = `${lines[0]}\nexport const x: ServerFrame = {"t": "pong", "cursors": "AQ"};`;
    const { said } = compile(lines.join("\n"), wrong);
    expect(said[0]).toEqual([]);
    expect(said[1]).toHaveLength(1);
  });
});
