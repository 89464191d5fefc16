import { beforeAll, describe, expect, test } from "vitest";
import { Rest } from "../src/rest.js";
import { compile } from "./compiler.js";

const asked: { url: string; init: RequestInit }[] = [];
const rest = new Rest("http://here", (async (url: string, init: RequestInit) => {
  asked.push({ url, init });
  return new Response("{}");
}) as typeof fetch);

test("the parts of a path and of a query are written as they must be in an address, and what is undefined isn't", async () => {
  await rest.call("PUT", "/conversations/{conversation}/messages/{seq}/reactions/{emoji}", { path: { conversation: "7", seq: 3, emoji: "👍/?" } });
  await rest.get("/users", { query: { q: "a & b", limit: 5, cursor: undefined } });
  await rest.get("/me");
  await rest.call("POST", "/joins", { body: { code: "c" } });
  expect(asked.map(({ url }) => url)).toEqual([
    "http://here/v1/conversations/7/messages/3/reactions/%F0%9F%91%8D%2F%3F", "http://here/v1/users?q=a+%26+b&limit=5", "http://here/v1/me", "http://here/v1/joins",
  ]);
  expect(asked.at(-1)!.init).toMatchObject({ method: "POST", body: '{"code":"c"}', headers: { "content-type": "application/json" } });
});

const RIGHT = `
import { Rest } from "../src/rest.js";
declare const rest: Rest;
const users = await rest.get("/users", { query: { q: "a" } });
const name: string | undefined = users.items[0]?.name;
const path = { conversation: "1", seq: 2 };
const entry: { seq: number } = await rest.call("PATCH", "/conversations/{conversation}/messages/{seq}", { path, body: { clientId: "12345678", body: {} } });
const nothing: void = await rest.call("DELETE", "/posts/{post}", { path: { post: "1" } });
await rest.call(name === undefined ? "PUT" : "DELETE", "/posts/{post}/like", { path: { post: "1" } });
await rest.call("POST", "/conversations", { body: { kind: "group" }, header: { "Idempotency-Key": "1" } });
await rest.exchange("PATCH", "/media/{media}", { path: { media: "1" }, header: { "Upload-Offset": 0 }, bytes: new Blob([]) });
`;

const WRONG = [
  ["a path that isn't there", '"/users"', '"/user"'],
  ["a path without this verb", '"DELETE", "/posts/{post}"', '"PATCH", "/posts/{post}"'],
  ["a part of a path that is missing", "{ conversation: \"1\", seq: 2 }", "{ conversation: \"1\" }"],
  ["a query that isn't known", '{ q: "a" }', '{ query: "a" }'],
  ["a field of the body of another type", 'kind: "group"', 'kind: "crowd"'],
  ["a field of the body that isn't known", 'kind: "group"', 'kind: "group", titel: "x"'],
  ["a body that is missing", ', body: { clientId: "12345678", body: {} }', ""],
  ["a header that is missing", ', header: { "Upload-Offset": 0 }', ""],
  ["a field of the answer that isn't there", "users.items[0]?.name", "users.items[0]?.nickname"],
  ["an answer that is none", "const nothing: void", "const nothing: string"],
] as const;

describe("of calls", () => {
  let compiled: ReturnType<typeof compile>;

  beforeAll(() => {
    compiled = compile(RIGHT, ...WRONG.map(([, right, wrong]) => RIGHT.replace(right, wrong)));
  }, 180_000);

  test("those that the server's document has compile", () => {
    expect(compiled.said[0]).toEqual([]);
    expect(compiled.saidOfImports).toEqual([]);
  });

  test.each(WRONG.map(([what, right], i) => ({ what, right, i })))("those with $what don't", ({ right, i }) => {
    expect(RIGHT).toContain(right);
    expect(compiled.said[i + 1]).not.toEqual([]);
  });
});
