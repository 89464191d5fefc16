import "fake-indexeddb/auto";
import { describe, expect, test, vi } from "vitest";
import { connect, memoryStore, ProblemError, type TimelineView, type WebSocketLike } from "../src/index.js";
import { delayAfter } from "../src/backoff.js";
import { ClientIds } from "../src/clientId.js";
import { anna, bob, clients, Network, room, server, start, Unreachable, unreachable, until, virtualTime } from "./world.js";

describe("sending", () => {
  test("shows the message at once, and says when it is acknowledged", async () => {
    const client = await start(anna);
    await client.synced();
    const conversation = client.conversation(room);
    const sending = conversation.send({ text: "hello" });
    expect(sending).toMatchObject({ conversationId: room, kind: "text", body: { text: "hello" } });
    await until(() => conversation.timeline.pending.length === 1);
    expect(await sending.acknowledged).toMatchObject({ seq: 2, ordinal: 1, duplicate: false });
    expect(conversation.timeline.pending).toEqual([]);
  });

  test("what is said offline is in the outbox, survives a restart, and goes once under the same id", async () => {
    const store = memoryStore();
    const offline = await start(anna, { store, WebSocket: Unreachable, fetch: unreachable });
    await start(bob);
    const { clientId } = offline.conversation(room).send({ text: "later" });
    await until(async () => (await store.load()).outbox.length === 1);
    await offline.close();

    const online = await start(anna, { store });
    await online.synced();
    await until(async () => (await store.load()).outbox.length === 0);
    const kept = server.model.page(bob.id, room, { after: 1 }).items;
    expect(kept.map((entry) => entry.clientId)).toEqual([clientId]);
  });

  test("stores a message before it is sent", async () => {
    const store = memoryStore();
    let goOn = (): void => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const enqueue = store.enqueue.bind(store);
    const stored = vi.spyOn(store, "enqueue").mockImplementation((item) => held.then(() => enqueue(item)));
    const client = await start(anna, { store });
    await client.synced();
    const sent = vi.spyOn(server.model, "send");
    const { acknowledged } = client.conversation(room).send({ text: "kept" });
    await until(() => stored.mock.calls.length === 1);
    // What is asked for later is answered, so what was sent before would be there.
    await client.rest.get("/me");
    await client.conversation(room).open();
    expect(sent).not.toHaveBeenCalled();
    goOn();
    expect(await acknowledged).toMatchObject({ seq: 2 });
    await until(async () => (await store.load()).outbox.length === 0);
  });

  test.each([
    ["in memory where there is no IndexedDB", false, () => vi.stubGlobal("indexedDB", undefined)],
    ["in memory where it can't be opened", false, () => vi.spyOn(indexedDB, "open").mockImplementation(() => { throw new DOMException("no", "InvalidStateError"); })],
    ["in IndexedDB elsewhere", true, () => {}],
  ])("what is known is kept %s", async (_, isKept, spoil) => {
    const chen = server.model.addUser("Chen");
    const own = server.model.create("direct", [chen.id, bob.id]);
    spoil();
    const client = await connect(server.connection(chen));
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    clients.push(client);
    await client.synced();
    expect(await client.conversation(own).send({ text: "kept" }).acknowledged).toMatchObject({ seq: 2 });
    const databases = await indexedDB.databases();
    expect(databases.some(({ name }) => name === `hongyan-${chen.id}`)).toBe(isKept);
  });

  test("a message refused for good waits for its writer, and doesn't hold up the next one", async () => {
    const client = await start(anna);
    await client.synced();
    const refused = client.conversation("404").send({ text: "nowhere" });
    await expect(refused.acknowledged).rejects.toBeInstanceOf(ProblemError);
    expect(client.conversation("404").timeline.pending).toMatchObject([{ problem: { code: "notFound" } }]);
    await client.conversation("404").discard(refused.clientId);
    expect(client.conversation("404").timeline.pending).toEqual([]);
    expect(await client.conversation(room).send({ text: "on" }).acknowledged).toMatchObject({ seq: 2 });
  });

  test("is tried again after 1, 3 and 5 s, then any time up to 30 s", () => {
    expect([1, 2, 3].map((failures) => delayAfter(failures))).toEqual([1_000, 3_000, 5_000]);
    expect(delayAfter(4, () => 0)).toBe(1_000);
    expect(delayAfter(9, () => 1)).toBe(30_000);
  });

  test("goes on under the same id and in order where no answer comes, for as long as it takes", async () => {
    virtualTime();
    const said: { clientId: string; at: number }[] = [];
    const { WebSocket } = server.connection(anna);
    class Lossy extends (WebSocket as new (url: string) => WebSocketLike & { send(text: string): void }) {
      override send(text: string): void {
        const { t, clientId } = JSON.parse(text) as { t: string; clientId: string };
        if (t === "send") {
          said.push({ clientId, at: Math.round((Date.now() - begun) / 1_000) });
        }
        if (t !== "send" || said.length > 4) {
          super.send(text);
        }
      }
    }
    const client = await start(anna, { WebSocket: Lossy });
    await vi.advanceTimersByTimeAsync(1_000);
    const begun = Date.now();
    const [first, second] = ["one", "two"].map((text) => client.conversation(room).send({ text }));
    await vi.advanceTimersByTimeAsync(90_000);

    // An answer is waited for 10 s, and then 1, 3 and 5 s.
    expect(said.slice(0, 4)).toEqual([0, 11, 24, 39].map((at) => ({ clientId: first!.clientId, at })));
    expect(said.slice(4).map(({ clientId }) => clientId)).toEqual([first!.clientId, second!.clientId]);
    expect(await second!.acknowledged).toMatchObject({ seq: 3 });
  });

  test("ids are UUIDv7s by the server's clock, on plain http too", () => {
    const ids = new ClientIds();
    ids.adjust(new Date(Date.now() + 3_600_000).toISOString());
    vi.stubGlobal("crypto", undefined);
    const id = ids.next();
    vi.unstubAllGlobals();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const time = Number.parseInt(id.replace("-", "").slice(0, 12), 16);
    expect(Math.abs(time - Date.now() - 3_600_000)).toBeLessThan(1_000);
    expect(new Set(Array.from({ length: 1_000 }, () => ids.next())).size).toBe(1_000);
  });
});

describe("counts", () => {
  test("only a higher version replaces what is known", async () => {
    const client = await start(anna);
    await client.synced();
    server.model.send(bob.id, room, { clientId: "12345678", kind: "text", body: { text: "one" } });
    await until(() => client.unread.unread === 1);
    const old = { t: "unread", conversations: [{ id: room, unread: 9, mentions: 0, muted: false }], total: { unread: 9, mentions: 0 }, version: 1 };
    server.deliver(anna, old);
    server.model.send(bob.id, room, { clientId: "12345679", kind: "text", body: { text: "two" } });
    await until(() => client.unread.unread === 2);
    expect(client.conversation(room).view?.unread).toBe(2);
  });

  test("what is read offline is told when there is a network again", async () => {
    const store = memoryStore();
    const first = await start(anna, { store });
    server.model.send(bob.id, room, { clientId: "12345678", kind: "text", body: { text: "one" } });
    await until(() => first.unread.unread === 1);
    await first.close();
    const offline = await start(anna, { store, WebSocket: Unreachable, fetch: unreachable });
    offline.conversation(room).markRead(2);
    await offline.close();
    expect(server.model.unread(anna.id).total.unread).toBe(1);
    const again = await start(anna, { store });
    await until(() => again.unread.unread === 0);
    expect(server.model.unread(anna.id).total.unread).toBe(0);
  });
});

describe("opening", () => {
  const say = (count: number): void => {
    for (let i = 0; i < count; i++) {
      server.model.send(bob.id, room, { clientId: `said-${room}-${server.model.rooms.get(room)!.entries.length}`, kind: "text", body: { text: `${i}` } });
    }
  };

  test("by its address on a fresh device begins at the first unread, though more of it comes meanwhile", async () => {
    say(300);
    server.model.read(anna.id, room, 41);
    const client = await start(anna);
    const conversation = client.conversation(room);
    const shown: TimelineView[] = [];
    client.on("timeline", () => shown.push(conversation.timeline));
    const opened = conversation.open();
    const talking = setInterval(() => say(1), 2);
    await opened;
    clearInterval(talking);

    const [first] = shown.filter(({ entries }) => entries.length > 0);
    expect(first).toMatchObject({ firstUnread: 42 });
    expect(first!.entries[0]!.seq).toBeLessThan(42);
    expect(conversation.timeline.firstUnread).toBe(42);
  });

  test("without a network waits for one, and then begins where it should", async () => {
    say(2);
    const network = new Network();
    const client = await start(anna, network.of(anna));
    let isOpen = false;
    const opened = client.conversation(room).open().then(() => (isOpen = true));
    await until(() => client.connection === "offline");
    expect(isOpen).toBe(false);
    expect(client.conversation(room).timeline.entries).toEqual([]);
    network.isUp = true;
    await opened;
    expect(client.conversation(room).timeline).toMatchObject({ firstUnread: 2, hasOlder: false });
  }, 30_000);

  test("has no place to begin at where all is read, and the next time none of what was read since", async () => {
    say(3);
    const client = await start(anna);
    const conversation = client.conversation(room);
    await conversation.open();
    expect(conversation.timeline.firstUnread).toBe(2);
    conversation.markRead(4);
    await until(() => conversation.view?.unread === 0);
    await conversation.open();
    expect(conversation.timeline.firstUnread).toBeUndefined();
    expect(conversation.timeline.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });
});
