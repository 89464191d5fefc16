import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible, PHONE, stage } from "./page.js";
import { newPeople, newPerson, password, until, url } from "./people.js";

const { blank, open, device } = stage();

test("somebody registers, and two people on a desktop and a phone write to each other", async () => {
  const bob = await newPerson("Bob Berg");
  const anna = `anna-${Date.now().toString(36)}`;
  const desktop = await open(undefined);
  const a = desktop.page;
  await accessible(a);
  await a.getByRole("button", { name: "New here?" }).click();
  await a.getByLabel("User name").fill(anna);
  await a.getByLabel("Your name").fill("Anna Ang");
  await a.getByLabel("Password", { exact: true }).fill(password);
  await a.getByRole("button", { name: "Create account" }).click();
  await a.getByText("No conversations yet").waitFor();
  await accessible(a);

  await a.keyboard.press("Control+k");
  await a.getByRole("combobox").fill(bob.name);
  await a.getByRole("option", { name: "Bob Berg" }).click();
  const field = a.getByRole("combobox", { name: "Message Bob Berg" });
  await field.fill("Hello Bob");
  await field.press("Enter");
  await field.pressSequentially("two");
  await field.press("Shift+Enter");
  await field.pressSequentially("lines");
  await field.press("Enter");
  await a.getByRole("img", { name: "Sent" }).nth(1).waitFor();

  const phone = await open(bob, PHONE);
  const b = phone.page;
  await b.getByLabel("2 unread").waitFor();
  await until(async () => (await b.title()) === "(2) Hongyan", "the number in the title");
  await accessible(b);
  await b.getByRole("link", { name: /Anna Ang/ }).tap();
  await b.getByText("New messages", { exact: true }).waitFor();
  expect(await b.locator(".bubble .text").allInnerTexts()).toEqual(["Hello Bob", "two\nlines"]);
  await until(async () => (await b.title()) === "Hongyan", "the number is gone when all is read");
  await accessible(b);

  await b.getByRole("combobox").fill("Hi Anna");
  await b.getByRole("button", { name: "Send" }).tap();
  await a.getByText("Hi Anna").first().waitFor();
  await accessible(a);
  expect([...desktop.complaints, ...phone.complaints]).toEqual([]);
});

test("Enter that ends an input method's composition doesn't send", async () => {
  const [anna, bob] = await newPeople("Anna", "Bob");
  const { page } = await open(anna);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(bob.name);
  await page.getByRole("option", { name: "Bob" }).click();
  const field = page.getByRole("combobox", { name: "Message Bob" });
  await field.focus();
  const session = await page.context().newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "nihao", selectionStart: 5, selectionEnd: 5 });
  await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 });
  await session.send("Input.insertText", { text: "你好" });
  expect(await field.inputValue()).toBe("你好");
  expect(await page.locator(".bubble").count()).toBe(0);
  await field.press("Enter");
  await page.locator(".bubble", { hasText: "你好" }).waitFor();
});

test("history comes upwards without a jump, and the one number is the same on all tabs", async () => {
  const [anna, bob] = await newPeople("Anna", "Bob");
  const sender = await device(bob);
  const chat = await sender.direct(anna.id);
  const sent = Array.from({ length: 260 }, (_, i) => chat.send({ text: `message ${i + 1}` }).acknowledged);
  await Promise.all(sent);

  const { page, complaints } = await open(anna);
  const second = await page.context().newPage();
  const sockets: string[] = [];
  second.on("websocket", (socket) => sockets.push(socket.url()));
  await second.goto(url);
  await second.getByLabel("260 unread").waitFor();
  await until(async () => (await second.title()) === "(260) Hongyan" && (await page.title()) === "(260) Hongyan", "the same title");

  await page.bringToFront();
  await page.getByRole("link", { name: /Bob/ }).click();
  await page.getByText("New messages", { exact: true }).waitFor();
  await page.getByRole("button", { name: "To the newest message" }).click();
  await page.locator(".row").getByText("message 260", { exact: true }).waitFor();
  await until(async () => (await second.title()) === "Hongyan" && (await page.title()) === "Hongyan", "read everywhere");
  expect(sockets).toEqual([]);
  expect(await page.locator("link[rel=icon]").getAttribute("href")).toBe("/favicon.svg");

  await page.reload();
  await page.locator(".row").getByText("message 260", { exact: true }).waitFor();
  const list = page.locator(".message-list");
  const jumps: string[] = [];
  for (let i = 0; i < 90; i++) {
    const before = await topRow(page);
    await list.hover();
    await page.mouse.wheel(0, -400);
    const moved = await settledMove(page, before);
    // It may stop where earlier ones are on their way, but go neither back nor too far by more than a short message.
    if (moved === undefined || moved < -60 || moved > 460) {
      jumps.push(`${before.seq} by ${moved}`);
    }
    if (before.seq <= 2) {
      break;
    }
  }
  await page.locator(".row").getByText("message 1", { exact: true }).waitFor();
  expect(jumps).toEqual([]);
  expect(complaints).toEqual([]);
});

test("a group: made, mentioned in, answered in, taken back in, pinned and left", async () => {
  const [anna, bob, chen] = await newPeople("Anna", "Bob Berg", "Chen");
  const { page: a, complaints } = await open(anna);
  await a.getByRole("button", { name: "New conversation" }).first().click();
  for (const { name } of [bob, chen]) {
    await a.getByRole("searchbox").fill(name);
    await a.getByRole("checkbox", { name: `@${name}` }).click();
  }
  await a.getByLabel("Name of the group").fill("The geese");
  await accessible(a);
  await a.getByRole("button", { name: "Create group" }).click();
  const field = a.getByRole("combobox", { name: "Message The geese" });
  await field.pressSequentially("Hello @b");
  await a.getByRole("option", { name: "Bob Berg" }).waitFor();
  await accessible(a);
  await field.press("Enter");
  expect(await field.inputValue()).toBe("Hello @Bob Berg ");
  await field.press("Enter");
  await a.getByRole("img", { name: "Sent" }).waitFor();

  const { page: b, complaints: theirs } = await open(bob, PHONE);
  await b.getByLabel("You were mentioned").waitFor();
  await b.getByRole("link", { name: /The geese/ }).tap();
  await b.locator(".mention", { hasText: "@Bob Berg" }).waitFor();
  expect(await b.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await b.getByRole("combobox").fill("a draft");
  await b.getByRole("button", { name: "Back" }).tap();
  await b.getByText("Draft", { exact: true }).waitFor();
  await b.getByRole("link", { name: /The geese/ }).tap();
  await b.getByRole("button", { name: "Send" }).tap();

  const answer = a.locator(".row", { hasText: "a draft" });
  await answer.hover();
  await answer.getByRole("button", { name: "Actions of this message" }).click();
  await a.getByRole("menuitem", { name: "Reply" }).click();
  await field.fill("an answer");
  await field.press("Enter");
  await b.locator(".quote", { hasText: "a draft" }).waitFor();

  const own = a.locator(".row", { hasText: "an answer" });
  await own.locator(".bubble").click({ button: "right" });
  await a.getByRole("menuitem", { name: "Take back" }).click();
  await a.getByRole("alertdialog").getByRole("button", { name: "Take back" }).click();
  await a.getByText("You took a message back").waitFor();
  await b.getByText("Anna took a message back").waitFor();

  await a.getByRole("button", { name: "Details" }).click();
  await a.getByRole("dialog").getByText("Chen").waitFor();
  await accessible(a);
  await a.getByRole("button", { name: "Pin" }).click();
  await a.getByRole("button", { name: "Unpin" }).waitFor();
  await a.getByRole("button", { name: "More: Chen" }).click();
  await a.getByRole("menuitem", { name: "Remove from group" }).click();
  await a.getByText("2 members").first().waitFor();
  await a.keyboard.press("Escape");
  await a.getByText("You removed Chen").waitFor();
  await a.keyboard.press("Escape");
  await a.getByText("Pick a conversation").waitFor();
  await a.keyboard.press("Alt+ArrowDown");
  await field.waitFor();

  await b.getByRole("button", { name: "Details" }).tap();
  await b.getByRole("button", { name: "Leave group" }).tap();
  await b.getByRole("alertdialog").getByRole("button", { name: "Leave group" }).tap();
  await b.getByText("This conversation isn't there").waitFor();
  expect([...complaints, ...theirs]).toEqual([]);
});

test("a first visit loads at most 250 kB of script, all of it from the server", async () => {
  const page = await blank();
  const asked: string[] = [];
  const loading: Promise<Buffer>[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") {
      loading.push(response.body());
    }
  });
  await page.goto(url);
  await page.getByRole("button", { name: "Log in" }).waitFor();
  const scripts = await Promise.all(loading);
  expect(scripts.length).toBeGreaterThan(0);
  const size = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
  console.log(`script of the first load: ${Math.round(size / 1_000)} kB gzipped`);
  expect(size).toBeLessThan(250_000);
  expect(asked.filter((one) => new URL(one).origin !== new URL(url).origin && !one.startsWith("data:"))).toEqual([]);
});

/** The first row that is wholly on the screen. */
function topRow(page: Page): Promise<{ seq: number; y: number }> {
  return page.evaluate(() => {
    const list = document.querySelector(".message-list")!.getBoundingClientRect();
    const row = [...document.querySelectorAll<HTMLElement>(".row")].find((one) => one.getBoundingClientRect().top >= list.top)!;
    return { seq: Number(row.dataset.seq), y: row.getBoundingClientRect().top };
  });
}

/** By how much a row has moved once nothing moves any more; undefined if it isn't there. */
function settledMove(page: Page, before: { seq: number; y: number }): Promise<number | undefined> {
  return page.evaluate(async ({ seq, y }) => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const place = (): number | undefined => document.querySelector(`.row[data-seq="${seq}"]`)?.getBoundingClientRect().top;
    let last = place();
    for (let frames = 0, still = 0; frames < 120 && still < 6; frames++) {
      await frame();
      const now = place();
      still = now === last && now !== y ? still + 1 : 0;
      last = now;
    }
    return last === undefined ? undefined : Math.round(last - y);
  }, before);
}
