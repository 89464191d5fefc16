import "fake-indexeddb/auto";
import { describe, expect, test, vi } from "vitest";
import { dexieStore, memoryStore, ProblemError } from "../src/index.js";
import { anna, bob, clients, Network, room, server, start, until, virtualTime } from "./world.js";

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
