import { expect, test } from "vitest";
import { choose, PHONE, stage } from "./page.js";
import { newPeople, until, url } from "./people.js";

const { open, device } = stage();

test("the list is in its order, keys go through it and close what is open, a text is copied, an admin is made, and the icon shows the number", async () => {
  const [anna, bob, chen] = await newPeople("Anna", "Bob Berg", "Chen");
  const [owner, c] = [await device(anna), await device(chen)];
  await owner.createGroup("The ducks", [bob.id]);
  const group = await owner.createGroup("The geese", [bob.id]);
  await group.send({ text: "fly south" }).acknowledged;
  const chat = await c.direct(anna.id);
  await chat.send({ text: "good morning" }).acknowledged;

  const { page, complaints } = await open(anna);
  await page.getByLabel("1 unread").waitFor();
  const icon = page.locator("link[rel=icon]");
  await until(async () => (await icon.getAttribute("href"))!.startsWith("data:image/png"), "an icon with a number");
  await page.keyboard.press("Alt+ArrowDown");
  await page.getByRole("heading", { name: "Chen" }).waitFor();
  await until(async () => (await icon.getAttribute("href")) === "/favicon.svg", "an icon without one");
  await page.keyboard.press("Alt+ArrowDown");
  await page.getByRole("heading", { name: "The geese" }).waitFor();
  await page.keyboard.press("Alt+ArrowUp");
  await page.getByRole("heading", { name: "Chen" }).waitFor();

  const lines = (): Promise<string[]> => page.locator(".line-title").allInnerTexts();
  await expect.poll(lines).toEqual(["Chen", "The geese", "The ducks"]);
  expect(await page.locator(".line .avatar").allInnerTexts()).toEqual(["C", "T", "T"]);
  expect(await page.locator(".line time").first().innerText()).toMatch(/^\d\d:\d\d$/);
  await page.getByRole("link", { name: /The ducks/ }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Pin", exact: true }).click();
  await expect.poll(lines, { timeout: 10_000 }).toEqual(["The ducks", "Chen", "The geese"]);
  await group.send({ text: "and back again" }).acknowledged;
  await expect.poll(lines, { timeout: 10_000 }).toEqual(["The ducks", "The geese", "Chen"]);

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: url });
  await choose(page, "good morning", "Copy text");
  await until(() => page.evaluate(async () => (await navigator.clipboard.readText()) === "good morning"), "the copied text");
  await page.keyboard.press("Escape");
  await page.getByText("Pick a conversation").waitFor();

  const { page: b, complaints: theirs } = await open(bob, PHONE, {}, `#/c/${group.id}`);
  await b.getByText("fly south").waitFor();
  await page.getByRole("link", { name: /The geese/ }).click();
  await page.getByRole("button", { name: "Details" }).click();
  await page.getByRole("button", { name: "More: Bob Berg" }).click();
  await page.getByRole("menuitem", { name: "Make admin" }).click();
  await page.getByRole("dialog").getByText("Admin", { exact: true }).waitFor();
  await choose(b, "fly south", "Pin message");
  await page.keyboard.press("Escape");
  await page.getByText("Pinned message").waitFor();
  await choose(b, "fly south", "Take back");
  await b.getByRole("alertdialog").getByRole("button", { name: "Take back" }).click();
  await page.getByText("Bob Berg took a message back").waitFor();
  expect([...complaints, ...theirs]).toEqual([]);
});
