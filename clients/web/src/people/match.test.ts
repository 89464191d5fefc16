import { expect, test } from "vitest";
import { learnSounds, matches } from "./match.js";

test("a name is found by any part of it, whatever its case", () => {
  expect(matches("Anna Berg", "berg")).toBe(true);
  expect(matches("Anna Berg", " ")).toBe(true);
  expect(matches("Anna Berg", "bob")).toBe(false);
  expect(matches("王晓明", "晓明")).toBe(true);
});

test("a Chinese name is found by its sounds, whole or by their first letters, once these are there", async () => {
  expect(matches("王晓明", "xiaoming")).toBe(false);
  await learnSounds();
  expect(["xiaoming", "wxm", "wang", "xm", "wang xiao"].map((typed) => matches("王晓明", typed))).toEqual([true, true, true, true, true]);
  expect(["lisi", "zz"].map((typed) => matches("王晓明", typed))).toEqual([false, false]);
});
