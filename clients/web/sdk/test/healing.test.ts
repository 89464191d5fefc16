import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Client, connect, type Entry, memoryStore, type Sending, type Store } from "../src/index.js";
import { BAD_NETWORK, FakeServer, NO_FAULTS } from "../src/testing/index.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Numbers from 0 to 1 that a seed decides. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Step =
  | { act: "send"; who: number; room: number }
  | { act: "recall"; who: number; room: number; seq: number }
  | { act: "edit"; who: number; room: number; seq: number }
  | { act: "react"; who: number; room: number; seq: number; emoji: string; on: boolean }
  | { act: "read"; who: number; room: number; seq: number }
  | { act: "mute"; who: number; room: number; on: boolean }
  | { act: "restart"; who: number }
  | { act: "wait"; ms: number };

const who = fc.nat(2);
const room = fc.nat(1);
const seq = fc.integer({ min: 2, max: 20 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ act: fc.constant("send" as const), who, room }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("recall" as const), who, room, seq }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("edit" as const), who, room, seq }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("react" as const), who, room, seq, emoji: fc.constantFrom("👍", "🎉"), on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("read" as const), who, room, seq: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("mute" as const), who, room, on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("restart" as const), who }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant("wait" as const), ms: fc.integer({ min: 10, max: 6_000 }) }) },
);

async function live(seed: number, steps: Step[]): Promise<void> {
  vi.spyOn(Math, "random").mockImplementation(seeded(seed + 1));
  const server = new FakeServer(seeded(seed));
  const users = ["Anna", "Bob", "Chen"].map((name) => server.model.addUser(name));
  const stores: Store[] = users.map(() => memoryStore());
  const rooms = [
    server.model.create("direct", [users[0]!.id, users[1]!.id]),
    server.model.create("group", users.map(({ id }) => id), "All"),
  ];
  const start = (i: number): Promise<Client> => connect({ ...server.connection(users[i]!), store: stores[i]! });
  const clients = await Promise.all(users.map((_, i) => start(i)));
  await vi.advanceTimersByTimeAsync(2_000);
  server.faults = BAD_NETWORK;

  const said = new Map<string, string[]>();
  const sendings: Sending[] = [];
  let edits = 0;
  for (const one of steps) {
    const conversation = "room" in one ? clients[one.who]!.conversation(rooms[one.room]!) : undefined;
    // Chen isn't in the direct conversation.
    if (conversation?.view === undefined && one.act !== "restart" && one.act !== "wait") {
      continue;
    }
    if (one.act === "send") {
      const sending = conversation!.send({ text: `${sendings.length}` });
      sendings.push(sending);
      const key = `${one.who}/${conversation!.id}`;
      said.set(key, [...(said.get(key) ?? []), sending.clientId]);
    } else if (one.act === "recall") {
      void conversation!.recall(one.seq).catch(() => {});
    } else if (one.act === "edit") {
      void conversation!.edit(one.seq, { text: `edited ${edits++}` }).catch(() => {});
    } else if (one.act === "react") {
      void conversation!.react(one.seq, one.emoji, one.on).catch(() => {});
    } else if (one.act === "read") {
      conversation!.markRead(one.seq);
    } else if (one.act === "mute") {
      void conversation!.settings({ muted: one.on }).catch(() => {});
    } else if (one.act === "restart") {
      await vi.advanceTimersByTimeAsync(0);
      await clients[one.who]!.close();
      clients[one.who] = await start(one.who);
    } else {
      await vi.advanceTimersByTimeAsync(one.ms);
    }
  }
  await vi.advanceTimersByTimeAsync(15_000);

  server.faults = NO_FAULTS;
  server.cut();
  await vi.advanceTimersByTimeAsync(120_000);

  for (const [i, client] of clients.entries()) {
    const me = users[i]!.id;
    expect(client.connection).toBe("online");
    expect((await stores[i]!.load()).outbox).toEqual([]);
    expect(client.unread).toEqual(server.model.unread(me).total);
    const truth = server.model.list(me);
    expect(client.conversations.map(({ id }) => id).sort()).toEqual(truth.map(({ id }) => id).sort());
    for (const view of truth) {
      const conversation = client.conversation(view.id);
      await settled(conversation.open());
      while (conversation.timeline.hasOlder) {
        await settled(conversation.loadOlder());
      }
      const page = server.model.page(me, view.id, { after: 0, limit: 10_000 }).items;
      expect(conversation.timeline.entries.map(comparable)).toEqual(page.map(comparable));
      expect(await stores[i]!.entries(view.id, 1, 10_000)).toHaveLength(page.length);
      const { unread, mentions, muted, head, read } = conversation.view!;
      expect(head.preview).toEqual(view.head.preview);
      expect({ unread, mentions, muted, seq: head.seq, read: read.seq }).toEqual({
        unread: view.unread, mentions: view.mentions, muted: view.muted, seq: view.head.seq, read: view.read.seq,
      });
    }
  }
  // Each message once, and each sender's in the order in which they were said.
  for (const [key, clientIds] of said) {
    const [sender, id] = key.split("/");
    const kept = server.model.rooms.get(id!)!.entries.filter(({ type, senderId }) => type === "message" && senderId === users[Number(sender)]!.id);
    expect(kept.map(({ clientId }) => clientId)).toEqual(clientIds);
  }
  await Promise.all(clients.map((client) => client.close()));
  server.stop();
  vi.mocked(Math.random).mockRestore();
  vi.clearAllTimers();
}

async function settled(doing: Promise<void>): Promise<void> {
  const done = doing.then(() => true);
  await vi.advanceTimersByTimeAsync(2_000);
  await done;
}

/** All that history shows; the order of an object's fields and of those who react is nobody's business. */
function comparable({ reactions = [], ...entry }: Entry): unknown {
  const fields = JSON.parse(JSON.stringify(entry, [...Object.keys(entry).sort(), "text", "emoji", "on"])) as object;
  return { ...fields, reactions: reactions.map(({ emoji, count, userIds }) => `${emoji} ${count} ${[...userIds].sort()}`).sort() };
}

test("after a bad network has healed, every device has what the server has", { timeout: 240_000 }, async () => {
  const numRuns = Number(process.env.HONGYAN_HISTORIES ?? 8);
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.array(step, { minLength: 15, maxLength: 60 }), live),
    { numRuns, seed: Number(process.env.HONGYAN_SEED ?? 20_261_122), endOnFailure: true },
  );
});
