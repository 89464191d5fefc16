import { expect, test } from "vitest";
import { translate } from "../i18n.js";
import { en } from "./en.js";
import { zh } from "./zh.js";

const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

test("both languages have every text, with the same values in it", () => {
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect(zh[key].trim(), key).not.toBe("");
    expect(placeholders(zh[key]), key).toEqual(placeholders(en[key]));
  }
});

test("in Chinese names stand apart from the text around them, and the reader doesn't", () => {
  expect(translate("zh", "created", { name: "Anna" })).toBe("Anna 创建了群聊");
  expect(translate("zh", "created", { name: zh.you })).toBe("你创建了群聊");
  expect(translate("zh", "removedSome", { name: zh.you, people: "Bob" })).toBe("你将 Bob 移出群聊");
  expect(translate("zh", "addedSome", { name: "Anna", people: zh.you })).toBe("Anna 邀请你加入");
  expect(translate("zh", "addedSome", { name: "Anna", people: "你、Bob" })).toBe("Anna 邀请你、Bob 加入");
  expect(translate("zh", "addedSome", { name: "Anna", people: "Bob、你" })).toBe("Anna 邀请 Bob、你加入");
  expect(translate("zh", "renamed", { name: "迷你", title: "你好" })).toBe("迷你 将群名改为 你好");
  expect(translate("zh", "said", { name: zh.you, text: "{name} ok" })).toBe("你：{name} ok");
  expect(translate("en", "created", { name: en.you })).toBe("You created the group");
  expect(translate("en", "created", { name: zh.you })).toBe("你 created the group");
  expect(translate("en", "said", { name: en.you, text: "ok" })).toBe("You: ok");
});
