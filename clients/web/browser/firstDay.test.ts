import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible, PHONE, say, stage } from "./page.js";
import { newPerson, password, until, url } from "./people.js";

const { open } = stage();

/** Fills the form that a stranger sees. */
async function registers(page: Page, name: string, displayName: string): Promise<void> {
  await page.getByRole("button", { name: "New here?" }).click();
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Your name").fill(displayName);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText("No conversations yet").waitFor();
}

/** The one number, wherever it stands: in the list, in the title and in the icon of the tab. */
async function shows(page: Page, unread: number): Promise<void> {
  const title = unread === 0 ? "Hongyan" : `(${unread}) Hongyan`;
  await until(async () => (await page.title()) === title, `the title ${title}`, 20_000);
  if (unread === 0) {
    await page.locator(".line .badge").waitFor({ state: "detached" });
  } else {
    await page.locator(".line").getByLabel(`${unread} unread`).waitFor();
  }
  const icon = page.locator("link[rel=icon]");
  await until(async () => (await icon.getAttribute("href"))!.startsWith("data:") === unread > 0, "the icon of the tab");
}

test("the first day of two people, on a desktop and a phone", async () => {
  const tag = Date.now().toString(36);
  const { page: a, complaints } = await open(undefined);
  const { page: b, complaints: theirs } = await open(undefined, PHONE);
  await accessible(b);
  await registers(a, `anna-${tag}`, "Anna Ang");
  await registers(b, `ming-${tag}`, "王晓明");

  // Anna finds somebody whom she hasn't met, and writes.
  await a.keyboard.press("Control+k");
  await a.getByRole("combobox", { name: "Search people" }).fill(`ming-${tag}`);
  await a.getByRole("option", { name: /王晓明/ }).click();
  await a.getByRole("combobox", { name: "Message 王晓明" }).waitFor();
  await say(a, "你好, Xiaoming");
  await a.getByRole("img", { name: "Delivered" }).waitFor();

  // The number is the same on the phone, in another tab of it, and on a third device, and goes everywhere at once.
  const tab = await b.context().newPage();
  await tab.goto(url);
  const third = await open({ name: `ming-${tag}` });
  for (const page of [b, tab, third.page]) {
    await shows(page, 1);
  }
  await say(a, "Are you there?");
  for (const page of [b, tab, third.page]) {
    await shows(page, 2);
  }
  await b.bringToFront();
  await b.getByRole("link", { name: /Anna Ang/ }).tap();
  await b.getByText("New messages", { exact: true }).waitFor();
  await a.getByRole("img", { name: "Read", exact: true }).nth(1).waitFor();
  await b.getByRole("button", { name: "Back" }).tap();
  for (const page of [b, tab, third.page]) {
    await shows(page, 0);
  }

  // By the sound of the name, and with the keyboard alone.
  await a.keyboard.press("Escape");
  await a.getByText("Pick a conversation").waitFor();
  await a.keyboard.press("Control+k");
  await a.getByRole("combobox", { name: "Search people" }).fill("xiaoming");
  await a.getByRole("option", { name: /王晓明/ }).waitFor();
  await a.keyboard.press("Enter");
  await a.locator(".bubble", { hasText: "Are you there?" }).waitFor();

  // A group with a third person.
  const carol = await newPerson("Carol");
  await a.getByRole("button", { name: "New conversation" }).first().click();
  for (const name of [`ming-${tag}`, carol.name]) {
    await a.getByRole("searchbox").fill(name);
    await a.getByRole("checkbox", { name: `@${name}` }).click();
  }
  await a.getByLabel("Name of the group").fill("春游 2026");
  await a.getByRole("button", { name: "Create group" }).click();
  await a.getByText("3 members").waitFor();
  await say(a, "Who comes along?");
  await b.getByRole("link", { name: /春游 2026/ }).getByLabel("1 unread").waitFor();
  await b.getByRole("link", { name: /春游 2026/ }).tap();
  await b.getByRole("button", { name: "Details" }).tap();
  await b.getByRole("dialog").getByText("Carol").waitFor();
  await b.getByRole("dialog").getByText("Owner").waitFor();
  await b.keyboard.press("Escape");
  await say(b, "我去!");
  await a.locator(".bubble", { hasText: "我去!" }).waitFor();

  // Who logs out leaves nothing behind, and finds everything again.
  await a.getByRole("button", { name: /^Menu/ }).click();
  await a.getByRole("menuitem", { name: "Log out" }).click();
  await a.getByRole("alertdialog").getByRole("button", { name: "Log out" }).click();
  await a.locator(".login").waitFor();
  await a.reload();
  await a.getByLabel("User name").fill(`anna-${tag}`);
  expect(await a.evaluate(() => Object.values(localStorage).some((value) => value.includes("refreshToken")))).toBe(false);
  await a.getByLabel("Password", { exact: true }).fill(password);
  await a.getByRole("button", { name: "Log in" }).click();
  await a.getByRole("link", { name: /春游 2026/ }).click();
  await a.locator(".bubble", { hasText: "我去!" }).waitFor();
  expect([...complaints, ...theirs, ...third.complaints]).toEqual([]);
});
