import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { listed, translate } from "../i18n.js";
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

test("Chinese has its own marks", () => {
  expect(Object.values(zh).filter((text) => /[:;!?]|, /.test(text))).toEqual([]);
});

const LABELS = ["aria-label", "title", "placeholder", "alt"];

/** What a source says by itself, and texts that it puts together. */
function ownWords(file: string): string[] {
  const words: string[] = [];
  const look = (node: ts.Node, isSaid: boolean): void => {
    const calls = ts.isTemplateExpression(node) && node.templateSpans.some(({ expression }) => /^t\(/.test(expression.getText()));
    const speaks = ts.isJsxText(node) || (isSaid && (ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node)));
    if (calls || (speaks && /\p{L}/u.test(node.text))) {
      words.push(node.getText().trim());
      return;
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken) {
      return;
    }
    const isLabel = ts.isJsxAttribute(node) && LABELS.includes(node.name.getText());
    node.forEachChild((child) => look(child, (isSaid && !ts.isCallExpression(node)) || isLabel));
  };
  look(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true), false);
  return words;
}

test("what the page says is in the texts, each of them whole", () => {
  const folder = join(import.meta.dirname, "..");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tsx"));

  expect(sources.sort().flatMap((name) => ownWords(join(folder, name)))).toEqual(["`(${unread}) ${t(\"appName\")}`", "`@${t(\"everybodyTag\")}`", "\"Ctrl+Enter\"", "\"Ctrl+K\""]);
});

test("of many people some are named, and the rest or all are counted, as each language does", () => {
  expect(listed("en", ["Anna", "Bob"])).toBe("Anna, Bob");
  expect(listed("en", ["Anna", "Bob"], 3)).toBe("Anna, Bob and 1 other");
  expect(listed("en", ["Anna", "Bob"], 5)).toBe("Anna, Bob and 3 others");
  expect(listed("zh", ["Anna", "Bob"], 5)).toBe("Anna、Bob 等 5 人");
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
