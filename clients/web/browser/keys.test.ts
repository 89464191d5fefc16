import { expect, test } from "vitest";
import { choose, PHONE, stage } from "./page.js";
import { newPeople, until, url } from "./people.js";

const { open, device } = stage();

test("keys go through the list and close what is open, a text is copied, an admin is made, and the icon shows the number", async () => {
  const [anna, bob, chen] = await newPeople("Anna", "Bob Berg", "Chen");
  const [owner, c] = [await device(anna), await device(chen)];
  const group = await owner.createGroup("The geese", [bob.id]);
  await group.send({ text: "fly south" }).acknowledged;
  const chat = await c.direct(anna.id);
  await chat.send({ text: "good morning" }).acknowledged;

  const { page, complaints } = await open(anna.login);
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

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: url });
  await choose(page, "good morning", "Copy text");
  await until(() => page.evaluate(async () => (await navigator.clipboard.readText()) === "good morning"), "the copied text");
  await page.keyboard.press("Escape");
  await page.getByText("Pick a conversation").waitFor();

  const { page: b, complaints: theirs } = await open(bob.login, PHONE, {}, `#/c/${group.id}`);
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
