import { expect, test } from "vitest";
import { accessible, choose, long, PHONE, say, stage } from "./page.js";
import { newPeople, until } from "./people.js";

const { open, device } = stage();

test("two people see each other read, type, react, edit and pin", async () => {
  const [anna, bob] = await newPeople("Anna Ang", "Bob Berg");
  const client = await device(anna);
  const room = (await client.direct(bob.id)).id;
  const { page: a, complaints } = await open(anna, undefined, {}, `#/c/${room}`);
  await say(a, "teh plan");
  await a.getByRole("img", { name: "Sent" }).waitFor();
  await a.getByText("Offline").waitFor();
  const theirDevice = await device(bob);
  await a.getByRole("img", { name: "Delivered" }).waitFor();
  await theirDevice.close();

  const { page: b, complaints: theirs } = await open(bob, PHONE, {}, `#/c/${room}`);
  await a.getByRole("img", { name: "Read", exact: true }).waitFor();
  await a.getByText("Online", { exact: true }).waitFor();
  await b.locator(".composer textarea").pressSequentially("typ");
  await a.locator(".pane-title .typing").waitFor();
  await a.locator(".line .typing").waitFor();
  await b.locator(".composer textarea").fill("");

  await choose(b, "teh plan", "React with 👍");
  const reaction = a.locator(".reaction");
  await a.getByRole("button", { name: "👍 1: Bob Berg" }).click();
  await a.getByRole("button", { name: "👍 2: Bob Berg, You" }).waitFor();
  expect(await reaction.getAttribute("aria-pressed")).toBe("true");
  await b.getByRole("button", { name: "👍 2: You, Anna Ang" }).waitFor();
  await reaction.click();
  await a.getByRole("button", { name: "👍 1: Bob Berg" }).waitFor();

  const field = a.locator(".composer textarea");
  await field.press("ArrowUp");
  await a.getByText("Edit message").waitFor();
  expect(await field.inputValue()).toBe("teh plan");
  await say(a, "the plan");
  await b.locator(".bubble", { hasText: "the plan" }).getByText("edited").waitFor();
  await accessible(b);
  expect(await field.inputValue()).toBe("");

  await choose(a, "the plan", "Message info");
  const info = a.getByRole("dialog");
  await info.getByText("Read by 1").waitFor();
  await info.getByText("teh plan").waitFor();
  await accessible(a);
  await a.keyboard.press("Escape");

  await choose(a, "the plan", "Pin message");
  await b.locator(".pin-bar", { hasText: "the plan" }).waitFor();
  await accessible(b);
  expect(await b.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await b.getByRole("button", { name: "1 pinned, show all" }).tap();
  await b.getByRole("dialog").getByRole("button", { name: "Unpin message" }).tap();
  await a.locator(".pin-bar").waitFor({ state: "detached" });
  expect([...complaints, ...theirs]).toEqual([]);
});

long("a message is forwarded to the saved ones, and what is begun on one device is there on the other", async () => {
  const [anna, bob] = await newPeople("Anna", "Bob Berg");
  const client = await device(bob);
  const chat = await client.direct(anna.id);
  await chat.send({ text: "worth keeping" }).acknowledged;
  const { page, complaints } = await open(anna, undefined, {}, `#/c/${chat.id}`);
  await choose(page, "worth keeping", "Forward");
  await page.getByRole("dialog").getByRole("button", { name: "Saved messages" }).click();
  await page.getByText("Forwarded", { exact: true }).waitFor();
  await page.getByRole("link", { name: /Saved messages/ }).click();
  await page.locator(".bubble", { hasText: "worth keeping" }).waitFor();
  expect(await page.title()).toBe("Hongyan");

  await page.getByRole("link", { name: /Bob Berg/ }).click();
  const message = page.locator(".bubble", { hasText: "worth keeping" });
  await message.waitFor();
  await choose(page, "worth keeping", "Reply");
  await page.locator(".composer textarea").fill("half a thought");
  const other = await device(anna);
  await until(async () => (await other.drafts()).some(({ text, replyTo }) => text === "half a thought" && replyTo === 2), "the draft is kept");
  const { page: phone } = await open(anna, PHONE);
  await phone.getByText("half a thought").waitFor();
  await phone.getByRole("link", { name: /Bob Berg/ }).tap();
  await phone.getByText("Replying to Bob Berg").waitFor();
  expect(await phone.locator(".composer textarea").inputValue()).toBe("half a thought");
  await phone.getByRole("button", { name: "Send" }).tap();
  await until(async () => (await other.drafts()).length === 0, "the draft is gone");
  await page.locator(".quote", { hasText: "worth keeping" }).waitFor();
  expect(complaints).toEqual([]);
});
