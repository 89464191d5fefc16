import type { Entry } from "@hongyan/sdk";
import { expect, test } from "vitest";
import { mentionsIn } from "./mentions.js";
import { onTheirWay, rowsOf } from "./rows.js";

const NOON = Date.parse("2026-11-22T12:00:00Z");

function entry(seq: number, senderId: string, minutes: number, part: Partial<Entry> = {}): Entry {
  const at = new Date(NOON + minutes * 60_000).toISOString();
  return { conversationId: "1", seq, ordinal: seq, type: "message", senderId, clientId: `c${seq}`, at, kind: "text", body: { text: `${seq}` }, ...part };
}

test("messages of one person that follow closely stand together", () => {
  const rows = rowsOf([entry(1, "a", 0), entry(2, "a", 1), entry(3, "b", 2), entry(4, "b", 9)], [], "a", undefined);
  expect(rows.map(({ continues }) => continues)).toEqual([false, true, false, false]);
  expect(rows.map(({ isContinued }) => isContinued)).toEqual([true, false, false, false]);
});

test("the divider stands once, before the first message of somebody else that wasn't read", () => {
  const rows = rowsOf([entry(1, "b", 0), entry(2, "a", 1), entry(3, "b", 2), entry(4, "b", 3)], [], "a", 1);
  expect(rows.map(({ startsUnread }) => startsUnread)).toEqual([false, false, true, false]);
});

test("no divider stands above what comes far behind the last message that was read", () => {
  const rows = rowsOf([entry(3, "b", 2), entry(4, "b", 3)], [], "a", 1);
  expect(rows.map(({ startsUnread }) => startsUnread)).toEqual([false, false]);
});

test("a day is named where it begins", () => {
  const rows = rowsOf([entry(1, "b", 0), entry(2, "b", 60), entry(3, "b", 36 * 60)], [], "a", undefined);
  expect(rows.map(({ startsDay }) => startsDay)).toEqual([true, false, true]);
});

test("older rows that come take no day away from the row that was first", () => {
  const later = [entry(2, "b", 60), entry(3, "b", 61)];
  const before = rowsOf(later, [], "a", undefined, true);
  const after = rowsOf([entry(1, "b", 0), ...later], [], "a", undefined);
  expect(before.map(({ startsDay }) => startsDay)).toEqual([false, false]);
  expect(after.map(({ startsDay }) => startsDay)).toEqual([true, false, false]);
});

test("a message keeps its place in the list when it is acknowledged", () => {
  const local = { clientId: "c2", conversationId: "1", kind: "text", body: { text: "2" }, at: new Date(NOON).toISOString() };
  const before = rowsOf([entry(1, "b", 0)], [local], "a", undefined);
  const after = rowsOf([entry(1, "b", 0), entry(2, "a", 0)], [], "a", undefined);
  expect(before.map(({ key }) => key)).toEqual(after.map(({ key }) => key));
});

test("an upload stands behind the outbox, until the outbox or the timeline has its message", () => {
  const local = (clientId: string) => ({ clientId, conversationId: "1", kind: "image", body: {}, at: new Date(NOON).toISOString() });
  const uploads = ["c1", "o", "u"].map((clientId) => ({ message: local(clientId) }));
  const timeline = { entries: [entry(1, "a", 0)], pending: [local("o")], hasOlder: false, hasNewer: false };
  expect(onTheirWay(timeline, uploads).map(({ clientId }) => clientId)).toEqual(["o", "u"]);
  expect(onTheirWay({ ...timeline, pending: [], hasNewer: true }, uploads)).toEqual([]);
});

test("what was taken back is a note, and the taking back isn't shown", () => {
  const rows = rowsOf([entry(1, "b", 0, { recalled: true }), entry(2, "b", 1, { type: "recall", target: 1 }), entry(3, "b", 1)], [], "a", undefined);
  expect(rows.map((row) => [row.entry?.seq, row.continues])).toEqual([[1, false], [3, false]]);
});

test("who has taken a message back is known where that is loaded", () => {
  const taken = entry(1, "a", 0, { recalled: true });
  expect(rowsOf([taken, entry(2, "b", 1, { type: "recall", target: 1 })], [], "a", undefined)).toMatchObject([{ recalledBy: "b" }]);
  expect(rowsOf([taken], [], "a", undefined)[0]!.recalledBy).toBeUndefined();
});

test("who is named no more isn't mentioned, and everybody includes all", () => {
  const anna = { id: "5", name: "Anna" };
  const all = { id: "all", name: "all" };
  expect(mentionsIn("hi @Anna", [anna, anna])).toEqual(["5"]);
  expect(mentionsIn("hi", [anna])).toEqual([]);
  expect(mentionsIn("@all and @Anna", [anna, all])).toEqual(["all"]);
});
