import { expect, test } from "vitest";
import { accessible, long, PHONE, stage } from "./page.js";
import { newPeople } from "./people.js";

const { open, device } = stage();

test("a message is searched for by what it says, and shown where it stands", async () => {
  const [anna, bob] = await newPeople("Anna", "Bob Berg");
  const client = await device(bob);
  const chat = await client.direct(anna.id);
  await chat.send({ text: "我们明天下午开会" }).acknowledged;
  await chat.send({ text: "100% sure?" }).acknowledged;
  await Promise.all(Array.from({ length: 120 }, (_, index) => chat.send({ text: `goose ${index}` }).acknowledged));

  const { page, complaints } = await open(anna, undefined, {}, `#/c/${chat.id}`);
  await page.getByRole("button", { name: "To the newest message" }).click();
  await page.locator(".bubble", { hasText: "goose 119" }).waitFor();
  await page.keyboard.press("Control+f");
  const search = page.getByRole("dialog", { name: "Search in this conversation" });
  const field = search.getByRole("combobox");
  await field.fill("开会");
  const hit = search.getByRole("option", { name: /我们明天下午开会/ });
  await hit.waitFor();
  expect(await search.locator("mark").allTextContents()).toEqual(["开会"]);
  expect(await search.getByRole("option").count()).toBe(1);
  await accessible(page);
  await field.press("Enter");
  await page.locator(".is-marked .bubble", { hasText: "我们明天下午开会" }).waitFor();
  await search.waitFor({ state: "detached" });

  await page.keyboard.press("Control+f");
  await field.fill("GOOSE");
  await search.getByRole("option", { name: /goose 119/ }).waitFor();
  expect(await search.getByRole("option").count()).toBe(30);
  await search.getByRole("button", { name: "More" }).click();
  await search.getByRole("option", { name: /goose 60/ }).waitFor();
  await field.fill("0% s");
  await search.getByText("100% sure?").waitFor();
  expect(await search.locator("mark").allTextContents()).toEqual(["0% s"]);
  await field.fill("goose_");
  await search.getByText("Nothing found").waitFor();
  await page.keyboard.press("Escape");
  await search.waitFor({ state: "detached" });
  await page.locator(".message-list").waitFor();
  expect(complaints).toEqual([]);
});

long("searching works on a phone and in Chinese", async () => {
  const [anna, bob] = await newPeople("安娜", "Bob Berg");
  const client = await device(bob);
  const chat = await client.direct(anna.id);
  await chat.send({ text: "地点在二楼会议室" }).acknowledged;
  await chat.send({ text: "好" }).acknowledged;
  const { page, complaints } = await open(anna, PHONE, { language: "zh" }, `#/c/${chat.id}`);
  await page.getByRole("button", { name: "在会话中搜索" }).tap();
  await page.getByRole("combobox", { name: "在会话中搜索" }).fill("二楼");
  const hit = page.getByRole("option", { name: /地点在二楼会议室/ });
  await hit.waitFor();
  await accessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await hit.tap();
  await page.locator(".is-marked .bubble", { hasText: "地点在二楼会议室" }).waitFor();
  expect(complaints).toEqual([]);
});
