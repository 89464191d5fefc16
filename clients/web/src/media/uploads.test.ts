import { type Client, connect, memoryStore, type User } from "@hongyan/sdk";
import { FakeServer } from "@hongyan/sdk/testing";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { uploadsOf } from "./uploads.js";

let server: FakeServer;
let anna: User;
let room: string;
let client: Client;

beforeEach(async () => {
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
  server = new FakeServer(() => 0.5);
  anna = server.model.addUser("Anna");
  room = server.model.create("direct", [anna.id, server.model.addUser("Bob").id]);
  client = await connect({ ...server.connection(anna), store: memoryStore() });
  await client.synced();
});
afterEach(async () => {
  uploadsOf(client).end();
  await client.close();
  server.stop();
  vi.unstubAllGlobals();
});

function file(name: string, size = 600_000): File {
  return new File([new Uint8Array(size)], name, { type: "application/pdf" });
}

function said(): unknown[] {
  return server.model.rooms.get(room)!.entries.filter(({ type }) => type === "message").map(({ body, replyTo }) => [body?.name, body?.text, replyTo]);
}

test("files come in the order in which they were chosen, the words with the first", async () => {
  const uploads = uploadsOf(client);
  await uploads.add(room, [file("large.pdf", 3_000_000), file("small.pdf", 10), file("left-out.pdf")]);
  uploads.remove(room, uploads.chosen(room)[2]!);
  uploads.send(room, { text: "both of them", mentions: [], replyTo: 1 });
  expect(uploads.chosen(room)).toEqual([]);
  expect(uploads.of(room).map(({ message }) => message.body.name)).toEqual(["large.pdf", "small.pdf"]);
  await vi.waitFor(() => expect(said()).toHaveLength(2), 5_000);
  expect(said()).toEqual([["large.pdf", "both of them", 1], ["small.pdf", undefined, undefined]]);
  await vi.waitFor(() => expect(uploads.of(room)).toEqual([]));
});

test("words that are too long for a caption are a message of their own", async () => {
  const uploads = uploadsOf(client);
  await uploads.add(room, [file("a.pdf")]);
  const text = "长".repeat(1_001);
  uploads.send(room, { text, mentions: [] });
  await vi.waitFor(() => expect(said()).toHaveLength(2), 5_000);
  expect(said()).toEqual([[undefined, text, undefined], ["a.pdf", undefined, undefined]]);
});

test("an upload that is given up is never a message, and the next one goes on", async () => {
  const uploads = uploadsOf(client);
  await uploads.add(room, [file("given-up.pdf", 9_000_000), file("kept.pdf", 10)]);
  uploads.send(room, { text: "", mentions: [] });
  uploads.cancel(uploads.of(room)[0]!);
  await vi.waitFor(() => expect(said()).toEqual([["kept.pdf", undefined, undefined]]), 5_000);
  await vi.waitFor(() => expect(uploads.of(room)).toEqual([]));
});

test("an upload that is a message already can't be given up any more", async () => {
  const uploads = uploadsOf(client);
  await uploads.add(room, [file("a.pdf")]);
  const isSent: unknown[] = [];
  uploads.subscribe(() => isSent.push(uploads.of(room)[0]?.isSent));
  uploads.send(room, { text: "", mentions: [] });
  await vi.waitFor(() => expect(said()).toHaveLength(1), 5_000);
  await vi.waitFor(() => expect(uploads.of(room)).toEqual([]));
  expect(isSent).toContain(true);
});

test("what the server refuses stays with the reason, and goes when it is tried again and taken", async () => {
  const uploads = uploadsOf(client);
  const problem = { type: "", title: "Too large", status: 413, code: "tooLarge", retryable: false };
  vi.spyOn(server.media, "answer").mockResolvedValueOnce(new Response(JSON.stringify(problem), { status: 413 }));
  await uploads.add(room, [file("a.pdf")]);
  uploads.send(room, { text: "", mentions: [] });
  await vi.waitFor(() => expect(uploads.of(room)[0]?.message.problem).toEqual(problem), 5_000);
  expect(said()).toEqual([]);
  uploads.retry(uploads.of(room)[0]!);
  await vi.waitFor(() => expect(said()).toEqual([["a.pdf", undefined, undefined]]), 5_000);
});
