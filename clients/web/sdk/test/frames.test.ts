import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { decodeFrame } from "../src/frames.js";

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

  test("each is of the type that it is declared as: no field is missing, none is unknown", { timeout: 60_000 }, () => {
    // `unknown` is there to show that a server ignores it.
    const client = frames("client").map(([file, text]) => [file, text.replace(/, "unknown": \{.*?\}/, "")]);
    const lines = [
      'import type { ClientFrame, ServerFrame } from "../src/frames.js";',
      ...client.map(([, text], i) => `export const c${i}: ClientFrame = ${text};`),
      ...frames("server").map(([, text], i) => `export const s${i}: ServerFrame = ${text};`),
    ];
    expect(compile(lines.join("\n"))).toEqual([]);
    expect(compile(`${lines[0]}\nexport const x: ServerFrame = {"t": "pong", "cursors": "AQ"};`)).toHaveLength(1);
  });
});

/** What the compiler has to say of a file beside this one. */
function compile(source: string): string[] {
  const name = join(import.meta.dirname, "golden.generated.ts");
  const options: ts.CompilerOptions = {
    strict: true, noEmit: true, skipLibCheck: true, types: [], lib: ["lib.es2022.d.ts"], exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => file === name || fileExists(file);
  host.readFile = (file) => (file === name ? source : readFile(file));
  host.getSourceFile = (file, target) =>
    file === name ? ts.createSourceFile(file, source, target) : getSourceFile.call(host, file, target);
  const program = ts.createProgram([name], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
