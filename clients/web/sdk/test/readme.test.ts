import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { afterEach, expect, test, vi } from "vitest";
import * as sdk from "../src/index.js";
import { compile } from "./compiler.js";
import { anna, bob, clients, server, until } from "./world.js";

const example = /```ts\n(.*?)```/s.exec(readFileSync(join(import.meta.dirname, "../README.md"), "utf8"))![1]!;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("the twelve lines of the README are twelve, and compile", { timeout: 180_000 }, () => {
  expect(example.trim().split("\n")).toHaveLength(12);
  expect(compile(example)).toEqual({ said: [[]], saidOfImports: [] });
});

test("nothing is needed but Dexie, and React for its hooks alone", () => {
  const folder = join(import.meta.dirname, "..");
  const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { dependencies: object };
  const needed = readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => ts.preProcessFile(readFileSync(join(folder, "src", name), "utf8")).importedFiles
      .map((imported) => imported.fileName)
      .filter((from) => !from.startsWith("."))
      .map((from) => `${name}: ${from}`));

  expect(Object.keys(dependencies)).toEqual(["dexie"]);
  expect(needed.sort()).toEqual(["react/index.ts: react", "store/dexie.ts: dexie"]);
});

test("they log in, send, and tell of what comes", async () => {
  const { fetch, WebSocket } = server.connection(anna);
  vi.stubGlobal("fetch", fetch);
  vi.stubGlobal("WebSocket", WebSocket);
  const told = vi.spyOn(console, "log").mockImplementation(() => {});
  const lines = ts.transpile(example, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext })
    .replace(/import (.*) from .*;/, "const $1 = sdk;")
    .replace(/"\d{15,}"/, `"${bob.id}"`);
  const Lines = (async () => {}).constructor as new (name: string, code: string) => (of: typeof sdk) => Promise<{ client: sdk.Client; id: string; seq: number }>;

  const { client, id, seq } = await new Lines("sdk", `${lines}\nreturn { client, id: chat.id, seq };`)(sdk);

  clients.push(client);
  expect(server.model.page(bob.id, id, { after: seq - 1 }).items).toMatchObject([{ senderId: anna.id, body: { text: "hello" } }]);
  server.model.send(bob.id, id, { clientId: "12345678", kind: "text", body: { text: "hello yourself" } });
  await until(() => told.mock.calls.length > 0);
  expect(told).toHaveBeenCalledWith({ text: "hello yourself" });
});
