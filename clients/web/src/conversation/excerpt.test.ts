import { expect, test } from "vitest";
import { excerpt, saying } from "./excerpt.js";

test("every hit stands between what is around it", () => {
  expect(excerpt("Lunch at noon, NOON!", "noon")).toEqual(["Lunch at ", "noon", ", ", "NOON", "!"]);
  expect(excerpt("明天下午开会", "开会")).toEqual(["明天下午", "开会", ""]);
  expect(excerpt("a_b (c) 100%", "(c) 100%")).toEqual(["a_b ", "(c) 100%", ""]);
});

test("of a long text the piece around the first hit is shown", () => {
  const [before, hit, after] = excerpt(`${"x".repeat(500)}goose${"y".repeat(500)}`, "goose");
  expect(before).toBe(`…${"x".repeat(24)}`);
  expect(hit).toBe("goose");
  expect(after!.endsWith("…")).toBe(true);
  expect(after!.length).toBeLessThan(200);
});

test("what says it is shown, be it the name of a file", () => {
  expect(saying({ mediaId: "1", name: "plan.pdf", text: "as promised" }, "PLAN")).toBe("plan.pdf");
  expect(saying({ text: "as promised", name: "plan.pdf" }, "promised")).toBe("as promised");
});
