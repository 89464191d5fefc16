import { describe, expect, test } from "vitest";
import { type ConversationHandle, memoryStore } from "../src/index.js";
import { NOTHING } from "../src/store/store.js";
import { anna, bob, clients, room, server, start, until } from "./world.js";

let count = 0;

function say(times: number): void {
  for (let i = 0; i < times; i++) {
    server.model.send(bob.id, room, { clientId: `said-${room}-${++count}`, kind: "text", body: { text: `${i}` } });
  }
}

function seqs({ timeline }: ConversationHandle): number[] {
  return timeline.entries.map(({ seq }) => seq);
}

function from(low: number, high: number): number[] {
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}

/** A conversation with 1,500 messages after the last one that Anna has read, the 41st. */
async function far(store = memoryStore()): Promise<ConversationHandle> {
  say(1_540);
  server.model.read(anna.id, room, 41);
  const client = await start(anna, { store });
  await client.synced();
  const conversation = client.conversation(room);
  await conversation.open();
  return conversation;
}

describe("where more is unread than is loaded at once", () => {
  test("a conversation opens at the first unread message", async () => {
    const conversation = await far();
    expect(conversation.timeline).toMatchObject({ firstUnread: 42, hasNewer: true });
    expect(seqs(conversation)).toEqual(from(1, 100));
  });

  test("what follows is loaded page by page, without a hole, up to the newest and what comes then", async () => {
    const conversation = await far();
    for (let pages = 0; conversation.timeline.hasNewer; pages++) {
      expect(pages).toBeLessThan(16);
      await conversation.loadNewer();
    }
    expect(seqs(conversation)).toEqual(from(1, 1_541));
    expect(conversation.timeline.firstUnread).toBe(42);
    say(1);
    await until(() => seqs(conversation).at(-1) === 1_542);
    expect(seqs(conversation)).toEqual(from(1, 1_542));
  });

  test("what comes meanwhile, or is on its way, isn't shown behind what is far from it", async () => {
    const conversation = await far();
    conversation.send({ text: "mine" });
    say(1);
    await until(() => (conversation.view?.head.seq ?? 0) >= 1_543);
    expect(seqs(conversation)).toEqual(from(1, 100));
    expect(conversation.timeline.pending).toEqual([]);
    conversation.toNewest();
    expect(conversation.timeline.hasNewer).toBe(false);
    expect(seqs(conversation).at(-1)).toBe(1_543);
    await conversation.loadOlder();
    expect(seqs(conversation)).toEqual(from(seqs(conversation)[0]!, 1_543));
  });

  test("what others do to the messages shown is seen at once, and what was done before isn't done again", async () => {
    const conversation = await far();
    const said = (seq: number): unknown => conversation.timeline.entries.find((entry) => entry.seq === seq)?.body?.text;
    server.model.edit(bob.id, room, 50, "edit-0000-1", { text: "better" });
    server.model.recall(bob.id, room, 51);
    server.model.react(anna.id, room, 52, "👍", true);
    await until(() => said(50) === "better");
    await until(() => conversation.timeline.entries.find(({ seq }) => seq === 51)?.recalled === true);
    await until(() => conversation.timeline.entries.find(({ seq }) => seq === 52)?.reactions?.[0]?.count === 1);
    server.model.edit(bob.id, room, 150, "edit-0000-2", { text: "best" });
    await until(() => conversation.view?.head.seq === 1_545);
    await conversation.loadNewer();
    expect(said(150)).toBe("best");
  });

  test("an old message is shown with what is around it", async () => {
    const conversation = await far();
    conversation.toNewest();
    expect(await conversation.loadAround(700)).toBe(true);
    expect(seqs(conversation)).toEqual(from(650, 749));
    await conversation.loadOlder();
    expect(seqs(conversation)).toEqual(from(550, 749));
    expect(await conversation.loadAround(1_500)).toBe(true);
    expect(conversation.timeline.hasNewer).toBe(false);
    expect(seqs(conversation).at(-1)).toBe(1_541);
  });

  test("what was read goes on where it was left, and from the newest where all is read", async () => {
    const conversation = await far();
    conversation.markRead(300);
    await until(() => conversation.view?.read.seq === 300);
    conversation.toNewest();
    await conversation.open();
    expect(conversation.timeline.firstUnread).toBe(301);
    conversation.toNewest();
    conversation.markRead(1_541);
    await until(() => conversation.view?.unread === 0);
    await conversation.open();
    expect(conversation.timeline).toMatchObject({ hasNewer: false, firstUnread: undefined });
    expect(seqs(conversation).at(-1)).toBe(1_541);
  });

  test("a page that comes after the reader has gone to the newest isn't shown any more", async () => {
    const conversation = await far();
    for (const load of [() => conversation.loadNewer(), () => conversation.loadOlder(), () => conversation.loadAround(1_000)]) {
      await conversation.loadAround(700);
      const loading = load();
      conversation.toNewest();
      conversation.send({ text: "mine" });
      await loading;
      expect(conversation.timeline.hasNewer).toBe(false);
      await until(() => conversation.timeline.pending.length === 0);
      expect(seqs(conversation).at(-1)).toBe(conversation.view?.head.seq);
    }
  });

  test("a conversation that was left while it was loaded opens at the first unread message", async () => {
    const conversation = await far();
    for (const load of [() => conversation.open(), () => conversation.loadAround(1_000)]) {
      conversation.toNewest();
      const loading = load();
      conversation.toNewest();
      const reopened = conversation.open();
      await loading;
      await reopened;
      expect(conversation.timeline).toMatchObject({ firstUnread: 42, hasNewer: true });
      expect(seqs(conversation)).toEqual(from(1, 100));
    }
    conversation.toNewest();
    const opening = conversation.open();
    conversation.toNewest();
    await opening;
    expect(conversation.timeline.hasNewer).toBe(false);
  });

  test("of several places that are asked for the last is shown, whatever comes when", async () => {
    const conversation = await far();
    const newer = conversation.loadNewer();
    const jumps = [conversation.loadAround(700), conversation.loadAround(1_000)];
    const follows = conversation.loadNewer();
    expect(await Promise.all(jumps)).toEqual([undefined, true]);
    await Promise.all([newer, follows]);
    expect(seqs(conversation)).toEqual(from(950, 1_049));
    const older = conversation.loadOlder();
    expect(await conversation.loadAround(1_500)).toBe(true);
    await older;
    expect(conversation.timeline.hasNewer).toBe(false);
    expect(seqs(conversation).at(-1)).toBe(1_541);
  });

  test("pages of an earlier place aren't taken for what comes before the one shown", async () => {
    const conversation = await far();
    await conversation.loadAround(150);
    await conversation.loadAround(350);
    expect(seqs(conversation)).toEqual(from(300, 399));
    await conversation.loadOlder();
    expect(seqs(conversation)).toEqual(from(200, 399));
    await conversation.loadOlder();
    expect(seqs(conversation)).toEqual(from(100, 399));

    await conversation.loadAround(1_391);
    conversation.toNewest();
    const newest = seqs(conversation)[0]!;
    expect(newest).toBeGreaterThan(1_440);
    await conversation.loadOlder();
    expect(seqs(conversation)).toEqual(from(seqs(conversation)[0]!, 1_541));
    expect(newest - seqs(conversation)[0]!).toBeLessThanOrEqual(100);
  });

  test("it opens at the first unread message also where what is stored is given up meanwhile", async () => {
    const store = memoryStore();
    await far(store);
    await clients.splice(0)[0]!.close();
    // Without a cursor it hears of the newest entry alone, too far from what is stored to be joined to it.
    await store.apply({ progress: NOTHING });
    say(700);
    const { fetch } = server.connection(anna);
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const client = await start(anna, {
      store,
      fetch: async (input, init) => {
        await (String(input).includes("around=") ? held : undefined);
        return fetch(input, init);
      },
    });
    const conversation = client.conversation(room);
    const opening = conversation.open();
    await client.synced();
    await until(async () => (await store.load()).records[0]!.low > 2_000);
    release();
    await opening;
    expect(conversation.timeline).toMatchObject({ firstUnread: 42, hasNewer: true });
    expect(seqs(conversation)).toEqual(from(1, 100));
  });
});
