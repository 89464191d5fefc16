import { expect, test } from "vitest";
import { boxOf, lengthText, plainName, sizeText } from "./files.js";

test("a picture's place has its shape, fits into a conversation, and is never too flat or narrow to be hit", () => {
  expect(boxOf({ width: 1_600, height: 800 })).toEqual({ width: 320, ratio: 2 });
  expect(boxOf({ width: 800, height: 1_600 })).toEqual({ width: 160, ratio: 0.5 });
  expect(boxOf({ width: 200, height: 100 })).toEqual({ width: 200, ratio: 2 });
  expect(boxOf({ width: 4_000, height: 100 }).ratio).toBe(3);
  expect(boxOf({ width: 10, height: 4_000 })).toEqual({ width: 96, ratio: 0.5 });
  expect(boxOf({})).toEqual({ width: 240, ratio: 4 / 3 });
});

test("a name has nothing that turns its direction, and no control characters", () => {
  expect(plainName("photo\u202egnp.exe")).toBe("photognp.exe");
  expect(plainName("\u2066a\u2069\n\u0000b\u009f.pdf")).toBe("ab.pdf");
  expect(plainName("报告 é 👩‍👧.pdf")).toBe("报告 é 👩‍👧.pdf");
});

test("sizes and lengths are said as people say them", () => {
  expect([1, 999, 16_000, 1_440_000, 2_000_000_000].map((size) => sizeText(size, "en"))).toEqual(["1 byte", "999 bytes", "16 kB", "1.4 MB", "2 GB"]);
  expect(sizeText(16_000, "zh")).toBe("16 kB");
  expect([0, 900, 65_000].map(lengthText)).toEqual(["0:00", "0:01", "1:05"]);
});
