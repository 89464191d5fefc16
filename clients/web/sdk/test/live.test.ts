import { describe, expect, test, vi } from "vitest";
import "fake-indexeddb/auto";
import { dexieStore } from "../src/index.js";
import { anna, bob, room, server, start, until, virtualTime } from "./world.js";

describe("typing", () => {
  test("is told to the other, ends with the message, or after some seconds of silence", async () => {
    virtualTime();
    const [a, b] = [await start(anna), await start(bob)];
    await vi.advanceTimersByTimeAsync(1_000);
    a.conversation(room).typing();
    await vi.advanceTimersByTimeAsync(200);
    expect(b.typists(room)).toEqual([anna.id]);
    a.conversation(room).send({ text: "said" });
    await vi.advanceTimersByTimeAsync(200);
    expect(b.typists(room)).toEqual([]);

    await vi.advanceTimersByTimeAsync(3_000);
    a.conversation(room).typing();
    await vi.advanceTimersByTimeAsync(200);
    expect(b.typists(room)).toEqual([anna.id]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(b.typists(room)).toEqual([]);
  });

  test("is said once in 3 s at most, however many strokes there are", async () => {
    virtualTime();
    const a = await start(anna);
    await vi.advanceTimersByTimeAsync(1_000);
    const said = vi.spyOn(server.model, "typing");
    for (let stroke = 0; stroke < 50; stroke++) {
      a.conversation(room).typing();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(said).toHaveBeenCalledTimes(2);
  });
});

describe("presence", () => {
  test("is told of those who are watched, to all tabs, and known no more without a connection", async () => {
    const name = `live-${Math.random()}`;
    const [first, second] = [await start(anna, { store: dexieStore(name) }), await start(anna, { store: dexieStore(name) })];
    await until(() => first.connection === "online" && second.connection === "online");
    await start(bob);
    await until(() => server.opened === 2);
    const end = second.watch([bob.id]);
    await until(() => second.presence(bob.id)?.state === "online");
    expect(first.presence(bob.id)?.state).toBe("online");
    first.watch([bob.id]);
    end();
    server.cut();
    await until(() => first.presence(bob.id) === undefined);
    await until(() => first.presence(bob.id)?.state !== undefined);
  });
});

describe("drafts of other devices", () => {
  test("are told in every tab", async () => {
    const name = `drafts-${Math.random()}`;
    const tabs = [await start(anna, { store: dexieStore(name) }), await start(anna, { store: dexieStore(name) })];
    await until(() => tabs.every(({ connection }) => connection === "online"));
    const told = tabs.map((tab) => {
      const drafts: unknown[] = [];
      tab.on("draft", (draft) => drafts.push(draft));
      return drafts;
    });
    const [begun, gone] = [{ conversationId: room, text: "half a", replyTo: 1, updatedAt: "2026-11-21T19:16:05.123Z" }, { conversationId: room, updatedAt: "2026-11-21T19:16:06.123Z" }];
    server.deliver(anna, { t: "draft", ...begun });
    server.deliver(anna, { t: "draft", ...gone });
    await until(() => told.every((drafts) => drafts.length === 2));
    expect(told).toEqual([[begun, gone], [begun, gone]]);
  });
});

test("how many posts are new is told, or asked for where it wasn't counted", async () => {
  const a = await start(anna);
  await until(() => a.connection === "online");
  const asked = vi.spyOn(a.feed, "refresh").mockResolvedValue();
  server.deliver(anna, { t: "feed", unread: 3 });
  await until(() => a.feed.unread === 3);
  expect(asked).not.toHaveBeenCalled();
  server.deliver(anna, { t: "feed" });
  await until(() => asked.mock.calls.length === 1);
});

test("how many are in a group is asked for until the answer has what was pushed", async () => {
  virtualTime();
  const group = server.model.create("group", [anna.id, bob.id], "Geese");
  const a = await start(anna);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(a.conversation(group).view?.memberCount).toBe(2);
  const before = server.model.view(anna.id, group);
  const shown = vi.spyOn(server.model, "view");
  shown.mockReturnValueOnce(before).mockReturnValueOnce(before);

  server.model.remove(anna.id, group, bob.id);

  await vi.advanceTimersByTimeAsync(900);
  expect(a.conversation(group).view?.memberCount).toBe(2);
  await vi.advanceTimersByTimeAsync(800);
  expect(a.conversation(group).view?.memberCount).toBe(1);
  const asked = shown.mock.calls.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown.mock.calls.length).toBe(asked);
});

test("a group that somebody left isn't asked for any more once the client is closed", async () => {
  virtualTime();
  const group = server.model.create("group", [anna.id, bob.id], "Geese");
  const a = await start(anna);
  await vi.advanceTimersByTimeAsync(1_000);
  const before = server.model.view(anna.id, group);
  const shown = vi.spyOn(server.model, "view").mockReturnValue(before);

  server.model.remove(anna.id, group, bob.id);

  await vi.advanceTimersByTimeAsync(900);
  expect(shown).toHaveBeenCalled();
  await a.close();
  const asked = shown.mock.calls.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown.mock.calls.length).toBe(asked);
  shown.mockRestore();
});

describe("receipts", () => {
  test("come by frames, and what was missed is asked for", async () => {
    const a = await start(anna);
    await a.synced();
    const chat = a.conversation(room);
    for (const text of ["one", "two", "three"]) {
      await chat.send({ text }).acknowledged;
    }
    await chat.open();
    server.model.read(bob.id, room, 3);
    await until(() => chat.readBy[bob.id] === 3);

    // A device that wasn't there when the second message was read.
    const later = await start(anna);
    await later.synced();
    await later.conversation(room).open();
    expect(later.conversation(room).readBy).toEqual({});
    await later.conversation(room).loadReceipts();
    expect(later.conversation(room).readBy).toEqual({ [bob.id]: 3 });
  });
});

describe("what was delivered", () => {
  test("is known once a device of somebody has it, and before anybody has read it", async () => {
    const a = await start(anna);
    await a.synced();
    const chat = a.conversation(room);
    const [first, second] = [await chat.send({ text: "one" }).acknowledged, await chat.send({ text: "two" }).acknowledged];
    await chat.open();
    await chat.loadReceipts();
    expect(chat.deliveredTo).toBe(0);
    const asked = vi.spyOn(server.model, "receipts");
    server.model.acknowledge(bob.id, String(server.model.sync(bob.id, "0", 2).cursor));
    await until(() => chat.deliveredTo === first.seq);
    expect(chat.readBy).toEqual({});

    await start(bob);
    await until(() => chat.deliveredTo === second.seq);
    expect(chat.readBy).toEqual({});
    expect(asked).not.toHaveBeenCalled();
    server.model.read(bob.id, room, first.seq);
    await until(() => chat.readBy[bob.id] === first.seq);
    expect(chat.deliveredTo).toBe(second.seq);
  });

  test("by a device that had it while this one was away is asked for", async () => {
    const a = await start(anna);
    await a.synced();
    const { seq } = await a.conversation(room).send({ text: "one" }).acknowledged;
    await (await start(bob)).synced();
    await until(() => a.conversation(room).deliveredTo === seq);

    const later = await start(anna);
    await later.synced();
    const chat = later.conversation(room);
    await chat.open();
    expect(chat.deliveredTo).toBe(0);
    await chat.loadReceipts();
    expect([chat.deliveredTo, chat.readBy]).toEqual([seq, {}]);
  });

  test("to another device of one's own isn't delivered", async () => {
    const a = await start(anna);
    await a.synced();
    const chat = a.conversation(room);
    const { seq } = await chat.send({ text: "one" }).acknowledged;
    server.deliver(anna, { t: "delivered", conversationId: room, items: [{ userId: anna.id, seq }, { userId: bob.id, seq: seq - 1 }] });
    await until(() => chat.deliveredTo > 0);
    expect(chat.deliveredTo).toBe(seq - 1);
  });
});

describe("contacts and requests", () => {
  test("are told in every tab as they change", async () => {
    const name = `contacts-${Math.random()}`;
    const tabs = [await start(anna, { store: dexieStore(name) }), await start(anna, { store: dexieStore(name) })];
    const b = await start(bob);
    await until(() => [...tabs, b].every(({ connection }) => connection === "online"));
    const request = await b.contacts.ask(anna.id, "It's Bob");
    await until(() => tabs.every(({ contacts }) => contacts.incoming[0]?.message === "It's Bob"));
    await tabs[0]!.contacts.accept(request.id);
    await until(() => tabs.every(({ contacts }) => contacts.incoming.length === 0 && contacts.get(bob.id)?.mutual === true));
    await until(() => b.contacts.get(anna.id)?.mutual === true);
  });

  test("that change while they are asked for are asked for once more", async () => {
    const [a, b] = [await start(anna), await start(bob)];
    await until(() => a.connection === "online");
    const asked = vi.spyOn(a.contacts, "catchUp");
    const get = a.rest.get.bind(a.rest);
    vi.spyOn(a.rest, "get").mockImplementationOnce(async (path) => {
      const answer = await get(path);
      await b.contacts.ask(anna.id);
      await until(() => asked.mock.calls.length > 1);
      return answer;
    });
    await a.contacts.catchUp();
    expect(a.contacts.incoming[0]?.from).toBe(bob.id);
  });

  test("are asked for again where there was no answer", async () => {
    const [a, b] = [await start(anna), await start(bob)];
    await until(() => a.connection === "online");
    vi.spyOn(a.rest, "get").mockRejectedValueOnce(new TypeError("lost"));
    await b.contacts.ask(anna.id);
    await until(() => a.contacts.incoming[0]?.from === bob.id);
  });
});

describe("reactions and edits", () => {
  test("show at once where a message is stored already, and in the list", async () => {
    const [a, b] = [await start(anna), await start(bob)];
    await Promise.all([a.synced(), b.synced()]);
    const { seq } = await a.conversation(room).send({ text: "teh" }).acknowledged;
    await b.conversation(room).open();
    await b.conversation(room).react(seq, "👍", true);
    await a.conversation(room).edit(seq, { text: "the" });
    const [mine, theirs] = [a, b].map((client) => () => client.conversation(room).timeline.entries.find((entry) => entry.seq === seq));
    await a.conversation(room).open();
    await until(() => mine!()?.editedAt !== undefined && theirs!()?.editedAt !== undefined);
    expect(mine!()).toMatchObject({ body: { text: "the" }, reactions: [{ emoji: "👍", count: 1, userIds: [bob.id] }] });
    expect(theirs!()).toMatchObject({ body: { text: "the" }, reactions: [{ emoji: "👍", count: 1, userIds: [bob.id] }] });
    await until(() => b.conversation(room).view?.head.preview?.text === "the");
  });
});
