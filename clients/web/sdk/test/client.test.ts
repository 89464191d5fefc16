import "fake-indexeddb/auto";
import { describe, expect, test, vi } from "vitest";
import { connect, type ConnectOptions, dexieStore, LostError, memoryStore, ProblemError, type TimelineView, type User, type WebSocketClass, type WebSocketLike } from "../src/index.js";
import { delayAfter } from "../src/backoff.js";
import { ClientIds } from "../src/clientId.js";
import { anna, bob, clients, room, server, start, until, virtualTime } from "./world.js";

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

describe("the connection", () => {
  test("a fresh token goes over the open socket", async () => {
    virtualTime();
    let token = "first";
    const client = await start(anna, { token: () => Promise.resolve(token) });
    await vi.advanceTimersByTimeAsync(1_000);
    const opened = server.opened;
    token = "second";
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.tokens).toEqual(["first", "second"]);
    expect(server.opened).toBe(opened);
    expect(client.connection).toBe("online");
  });

  test("a socket that died silently is found out and replaced", async () => {
    virtualTime();
    const client = await start(anna);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(client.connection).toBe("online");
    server.faults = { drop: 1, duplicate: 0, reorder: 0, cutEveryMs: 0 };
    await vi.advanceTimersByTimeAsync(30_000);
    expect(client.connection).not.toBe("online");
    server.faults = { drop: 0, duplicate: 0, reorder: 0, cutEveryMs: 0 };
    await vi.advanceTimersByTimeAsync(60_000);
    expect(client.connection).toBe("online");
  });

  test.each([
    ["the network is back", "online"],
    ["the page is shown", "visibilitychange"],
  ])("is tried at once when %s", async (_, event) => {
    virtualTime();
    const page = new EventTarget();
    vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
    vi.stubGlobal("document", Object.assign(page, { visibilityState: "visible" }));
    const network = new Network();
    const client = await start(anna, network.of(anna));
    await vi.advanceTimersByTimeAsync(60_000);
    network.isUp = true;
    expect(client.connection).toBe("offline");
    page.dispatchEvent(new Event(event));
    await vi.advanceTimersByTimeAsync(500);
    expect(client.connection).toBe("online");
    vi.unstubAllGlobals();
  });

  test.each([["forward", 7_200_000], ["back", -7_200_000]])("that died while the clock went %s is found out", async (_, by) => {
    virtualTime();
    const client = await start(anna);
    await vi.advanceTimersByTimeAsync(1_000);
    server.faults = { drop: 1, duplicate: 0, reorder: 0, cutEveryMs: 0 };
    vi.setSystemTime(Date.now() + by);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(client.connection).not.toBe("online");
  });

  test("who isn't logged in any more is told so, once and for all", async () => {
    const refused = new ProblemError({ type: "", title: "", status: 401, detail: "", code: "unauthenticated", retryable: false });
    const client = await start(anna, { token: () => Promise.reject(refused) });
    await until(() => client.connection === "signedOut");
  });

  test("after a reset what the server has lost is gone here too", async () => {
    const store = memoryStore();
    const first = await start(anna, { store });
    for (const text of ["one", "two", "three"]) {
      await first.conversation(room).send({ text }).acknowledged;
    }
    await first.conversation(room).open();
    await first.close();
    server.model.loseAfter(room, 2);
    const again = await start(anna, { store });
    await again.synced();
    await again.conversation(room).open();
    expect(again.conversation(room).timeline.entries.map(({ seq }) => seq)).toEqual([1, 2]);
  });
});

describe("the tail check", () => {
  test("finds a last message that neither a frame nor the sync told of, and its count, without anything else happening", async () => {
    const client = await start(anna);
    await client.conversation(room).open();
    await client.synced();
    server.cut();
    await until(() => client.connection !== "online");
    server.model.send(bob.id, room, { clientId: "12345678", kind: "text", body: { text: "the last one" } });
    // What it covers is said to be with this device already.
    const cursor = server.model.cursor(anna.id);
    vi.spyOn(server.model, "sync").mockReturnValue({ cursor, more: false, reset: false, conversations: [], entries: [] });

    await until(() => client.conversation(room).timeline.entries.at(-1)?.body?.text === "the last one");
    await until(() => client.unread.unread === 1 && client.conversation(room).view?.unread === 1);
    expect(client.conversation(room).view?.head.preview?.text).toBe("the last one");
  });
});

describe("several tabs, on plain http", () => {
  test("one leads, all show the same and send, and another takes over", async () => {
    const name = `tabs-${Math.random()}`;
    const first = await start(anna, { store: dexieStore(name) });
    await first.synced();
    const second = await start(anna, { store: dexieStore(name) });
    await until(() => second.connection === "online");
    expect([first.leads, second.leads]).toEqual([true, false]);
    expect(server.opened).toBe(1);

    expect(await second.conversation(room).send({ text: "from the second" }).acknowledged).toMatchObject({ seq: 2 });
    server.model.send(bob.id, room, { clientId: "12345678", kind: "text", body: { text: "hello" } });
    await until(() => first.unread.unread === 1 && second.unread.unread === 1);
    await second.conversation(room).open();
    expect(second.conversation(room).timeline.entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    second.conversation(room).markRead(3);
    await until(() => first.unread.unread === 0 && second.unread.unread === 0);

    clients.splice(clients.indexOf(first), 1);
    await first.close();
    await until(() => second.leads && second.connection === "online");
    expect(await second.conversation(room).send({ text: "alone" }).acknowledged).toMatchObject({ seq: 4 });
  }, 20_000);
});

class Unreachable {
  readonly readyState = 3;
  onopen = null;
  onmessage = null;
  onerror = null;
  onclose: ((event: never) => void) | null = null;
  constructor() {
    setTimeout(() => this.onclose?.({ code: 1006 } as never), 1);
  }
  send(): void {}
  close(): void {}
}

/** A network that comes and goes. */
class Network {
  isUp = false;

  of(user: User): Pick<ConnectOptions, "WebSocket" | "fetch"> {
    const { WebSocket, fetch } = server.connection(user);
    const isUp = (): boolean => this.isUp;
    return {
      WebSocket: function connected(url: string) {
        return isUp() ? new WebSocket(url) : new Unreachable();
      } as unknown as WebSocketClass,
      fetch: (...request) => (isUp() ? fetch(...request) : unreachable(...request)),
    };
  }
}

const unreachable: typeof fetch = () => Promise.reject(new LostError("no network"));
