import { describe, expect, test } from "vitest";
import type { ConversationHandle } from "../src/index.js";
import { anna, bob, room, server, start, until } from "./world.js";

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
async function far(): Promise<ConversationHandle> {
  say(1_540);
  server.model.read(anna.id, room, 41);
  const client = await start(anna);
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
});
