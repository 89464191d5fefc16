import type { WebSocketClass } from "@hongyan/sdk";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { stage } from "./page.js";
import { newPeople, until } from "./people.js";

const { device } = stage();

/** A WebSocket behind a proxy that lets none through. */
class Blocked {
  readonly readyState = 3;
  onopen = null;
  onmessage = null;
  onerror = null;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor() {
    setTimeout(() => this.onclose?.({ code: 1006 }), 1);
  }
  send(): void {}
  close(): void {}
}

describe("the SDK in Node, against a server", () => {
  test.each([
    ["a socket", WebSocket],
    ["long polling, where no socket comes through", Blocked],
  ])("two people talk over %s, and counts follow", async (_, socket) => {
    const [anna, bob] = await newPeople("Anna", "Bob");
    const [a, b] = await Promise.all([device(anna, socket as WebSocketClass), device(bob, socket as WebSocketClass)]);

    const chat = await a.direct(bob.id);
    const sendings = [1, 2, 3].map((n) => chat.send({ text: `message ${n}` }));
    expect(chat.timeline.pending).toHaveLength(0);
    const seqs = (await Promise.all(sendings.map((sending) => sending.acknowledged))).map(({ seq }) => seq);
    expect(seqs).toEqual([2, 3, 4]);

    await until(() => b.unread.unread === 3, "three unread");
    const theirs = b.conversation(chat.id);
    await theirs.open();
    const texts = theirs.timeline.entries.filter(({ type }) => type === "message").map(({ body }) => body?.text);
    expect(texts).toEqual(["message 1", "message 2", "message 3"]);

    theirs.markRead(4);
    await until(() => b.unread.unread === 0 && theirs.view?.unread === 0, "all read");

    await chat.recall(3);
    await until(() => theirs.timeline.entries.find(({ seq }) => seq === 3)?.recalled, "the recall is seen");
    await until(() => chat.timeline.pending.length === 0, "an empty outbox");
  });
});
