import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { operated } from "../src/engine/operations.js";
import type { Entry } from "../src/index.js";

const AT = "2026-11-22T12:00:00.000Z";
const message: Entry = { conversationId: "1", seq: 5, ordinal: 4, type: "message", senderId: "a", at: AT, kind: "text", body: { text: "first" }, mentions: ["b"] };

function operation(seq: number, part: Partial<Entry>): Entry {
  return { conversationId: "1", seq, ordinal: 4, type: "reaction", senderId: "b", at: AT, target: 5, ...part };
}

function reaction(seq: number, senderId: string, emoji: string, on: boolean): Entry {
  return operation(seq, { senderId, body: { emoji, on } });
}

describe("what is done to a message", () => {
  test("an edit changes what it says, and when is told", () => {
    const edited = operated(message, operation(6, { type: "edit", senderId: "a", at: "2026-11-22T13:00:00.000Z", body: { text: "second" } }));
    expect(edited).toEqual({ ...message, body: { text: "second" }, editedAt: "2026-11-22T13:00:00.000Z" });
  });

  test("of a message that was taken back nothing is left, and nothing more happens to it", () => {
    const liked = operated(message, reaction(6, "b", "👍", true));
    const recalled = operated(liked, operation(7, { type: "recall" }));
    expect(recalled).toEqual({ conversationId: "1", seq: 5, ordinal: 4, type: "message", senderId: "a", at: AT, kind: "text", recalled: true });
    expect(operated(recalled, reaction(8, "b", "👍", true))).toBe(recalled);
    expect(operated(recalled, operation(9, { type: "edit", body: { text: "no" } }))).toBe(recalled);
  });

  test("the last reaction taken away leaves the message as it was", () => {
    const liked = operated(message, reaction(6, "b", "👍", true));
    expect(liked.reactions).toEqual([{ emoji: "👍", count: 1, userIds: ["b"] }]);
    expect(operated(liked, reaction(7, "b", "👍", false))).toEqual(message);
  });

  test("twenty people are named, and all are counted", () => {
    const ids = Array.from({ length: 30 }, (_, i) => `p${i}`);
    const liked = ids.reduce((now, id, i) => operated(now, reaction(6 + i, id, "👍", true)), message);
    expect(liked.reactions).toEqual([{ emoji: "👍", count: 30, userIds: ids.slice(0, 20) }]);
  });

  test("reactions sum up to who has reacted last how, however often each operation comes", () => {
    const one = fc.record({ who: fc.constantFrom("a", "b", "c", "d"), emoji: fc.constantFrom("👍", "🎉", "❤️"), on: fc.boolean(), times: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 60 }), (steps) => {
        const truth = new Map<string, Set<string>>();
        let now = message;
        steps.forEach(({ who, emoji, on, times }, i) => {
          const people = truth.get(emoji) ?? new Set<string>();
          truth.set(emoji, people);
          if (on) {
            people.add(who);
          } else {
            people.delete(who);
          }
          for (let time = 0; time < times; time++) {
            now = operated(now, reaction(6 + i, who, emoji, on));
          }
        });
        const sums = Object.fromEntries((now.reactions ?? []).map(({ emoji, count, userIds }) => [emoji, { count, people: [...userIds].sort() }]));
        const wanted = Object.fromEntries(
          [...truth].filter(([, people]) => people.size > 0).map(([emoji, people]) => [emoji, { count: people.size, people: [...people].sort() }]),
        );
        expect(sums).toEqual(wanted);
      }),
    );
  });
});
