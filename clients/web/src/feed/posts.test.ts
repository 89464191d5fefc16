import type { Post } from "@hongyan/sdk";
import { expect, test } from "vitest";
import { appended, handedOn, liked, replaced, without } from "./posts.js";

function post(id: string, part: Partial<Post> = {}): Post {
  return { id, authorId: "1", visibility: "everyone", text: id, at: "2026-11-22T12:00:00Z", likes: 0, comments: 0, reposts: 0, liked: false, ...part };
}

test("a page that overlaps with what is there shows nothing twice", () => {
  expect(appended([post("3"), post("2")], { items: [post("2"), post("1")] }).map(({ id }) => id)).toEqual(["3", "2", "1"]);
});

test("a like shows on a post and wherever it was handed on, and counts once", () => {
  const posts = [post("2", { repostOf: "1", original: post("1") }), post("1", { likes: 4 })];
  const now = replaced(replaced(posts, "1", (one) => liked(one, true)), "1", (one) => liked(one, true));
  expect(now[1]).toMatchObject({ likes: 5, liked: true });
  expect(now[0]!.original).toMatchObject({ likes: 1, liked: true });
  expect(now[0]).toMatchObject({ likes: 0, liked: false });
});

test("a post that is gone is gone from those who handed it on", () => {
  const left = without([post("2", { repostOf: "1", original: post("1") }), post("1")], "1");
  expect(left.map(({ id, original }) => [id, original])).toEqual([["2", undefined]]);
});

test("only what everybody sees is handed on, and a repost hands on the original", () => {
  expect(handedOn(post("1"))?.id).toBe("1");
  expect(handedOn(post("2", { visibility: "friends", repostOf: "1", original: post("1") }))?.id).toBe("1");
  expect(handedOn(post("1", { visibility: "friends" }))).toBeUndefined();
  expect(handedOn(post("2", { repostOf: "1" }))).toBeUndefined();
});
