import { expect, test } from "vitest";
import { arrived, choose, long, say, stage, watch } from "./page.js";
import { newPeople, until, url } from "./people.js";

const { open, device } = stage();
const inLan = new URL(url).hostname === "localhost" ? long : test.skip;

inLan("on plain http in a LAN two tabs share one connection, either goes on alone, and nothing is offered that needs https", async () => {
  const [anna, bob] = await newPeople("Anna", "Bob");
  const client = await device(bob);
  const chat = await client.direct(anna.id);
  const base = url.replace("localhost", "chat.lan");
  const { page: first, complaints } = await open(anna, undefined, {}, `#/c/${chat.id}`, base);
  expect(await first.evaluate(() => [isSecureContext, typeof crypto.randomUUID, typeof navigator.locks])).toEqual([false, "undefined", "undefined"]);
  await say(first, "from the first tab");
  await arrived(first).waitFor();

  const second = await first.context().newPage();
  watch(second, complaints);
  const sockets: string[] = [];
  second.on("websocket", (socket) => sockets.push(socket.url()));
  await second.goto(`${base}/#/c/${chat.id}`);
  await second.locator(".bubble", { hasText: "from the first tab" }).waitFor();
  await say(second, "from the second tab");
  await arrived(second).nth(1).waitFor();
  await first.locator(".bubble", { hasText: "from the second tab" }).waitFor();
  await chat.send({ text: "to both" }).acknowledged;
  await Promise.all([first, second].map((page) => page.locator(".bubble", { hasText: "to both" }).waitFor()));
  expect(sockets).toEqual([]);

  await choose(second, "to both", "Copy text");
  await second.locator(".composer textarea").press("Control+v");
  await until(async () => (await second.locator(".composer textarea").inputValue()) === "to both", "what was copied is pasted");

  await second.getByRole("button", { name: /^Menu/ }).click();
  await second.getByRole("menuitem", { name: "Log out" }).waitFor();
  expect(await second.getByRole("menuitem", { name: "Turn notifications on" }).count()).toBe(0);
  await second.keyboard.press("Escape");
  expect(await second.getByRole("button", { name: "Record a voice message" }).count()).toBe(0);

  await first.close();
  await say(second, "alone");
  await arrived(second).nth(2).waitFor({ timeout: 60_000 });
  await until(() => sockets.length > 0, "the second tab has the connection");
  await chat.open();
  await until(() => chat.timeline.entries.at(-1)?.body?.text === "alone", "it has arrived");
  expect(complaints).toEqual([]);
});
