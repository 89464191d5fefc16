import { type Client, logIn } from "@hongyan/sdk";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { lineToServer } from "./line.js";
import { arrived, PHONE, say, stage } from "./page.js";
import { fillUp, newPeople, type Person, until, url } from "./people.js";

const { open, device } = stage();

async function twoPeople(): Promise<{ anna: Person; bob: Person; b: Client; room: string }> {
  const [anna, bob] = await newPeople("Anna", "Bob");
  const b = await device(bob);
  const room = (await b.direct(anna.id)).id;
  return { anna, bob, b, room };
}

async function textsOf(client: Client, room: string): Promise<string[]> {
  const conversation = client.conversation(room);
  await conversation.open();
  return conversation.timeline.entries.filter(({ type }) => type === "message").map(({ body }) => String(body?.text));
}

describe.runIf(process.env.HONGYAN_LONG)("what takes a while", () => {
  test("two messages said in 40 s without a network are delivered once, in order", async () => {
    const { anna, b, room } = await twoPeople();
    const line = await lineToServer();
    const { page } = await open(anna, PHONE, {}, `#/c/${room}`, line.url);
    await say(page, "before");
    await arrived(page).waitFor();
    line.cut();
    await say(page, "first");
    await say(page, "second");
    await page.getByText("No connection").waitFor({ timeout: 30_000 });
    expect(await page.getByRole("img", { name: "Sending" }).count()).toBe(2);
    await page.waitForTimeout(40_000);
    expect(await page.getByRole("img", { name: "Sending" }).count()).toBe(2);
    line.mend();
    await arrived(page).nth(2).waitFor({ timeout: 45_000 });
    expect(await textsOf(b, room)).toEqual(["before", "first", "second"]);
    await page.context().close();
    await line.close();
  }, 150_000);

  test("a page reloaded with a full outbox sends it once, in order", async () => {
    const { anna, b, room } = await twoPeople();
    const { page } = await open(anna, undefined, {}, `#/c/${room}`);
    await say(page, "0");
    await arrived(page).waitFor();
    // The page and its login come through, the messages don't.
    let blocked = true;
    await page.context().routeWebSocket(/\/v1\/ws/, (socket) => void (blocked ? socket.close({ code: 1013 }) : socket.connectToServer()));
    await page.context().route(/\/v1\/(sync|me|conversations)/, (route) => (blocked ? route.abort() : route.continue()));
    await page.reload();
    await page.locator(".composer textarea").waitFor();
    const wanted = Array.from({ length: 21 }, (_, i) => String(i));
    for (const text of wanted.slice(1)) {
      await say(page, text);
    }
    await until(async () => (await page.getByRole("img", { name: "Sending" }).count()) > 0, "they wait");
    await page.reload();
    await page.locator(".row").getByText("20", { exact: true }).waitFor();
    expect(await textsOf(b, room)).toEqual(["0"]);
    blocked = false;
    await until(async () => (await textsOf(b, room)).length >= 21, "all are there", 90_000);
    expect(await textsOf(b, room)).toEqual(wanted);
    await until(async () => (await page.getByRole("img", { name: "Sending" }).count()) === 0, "nothing waits");
  }, 200_000);

  test.runIf(process.env.HONGYAN_RESTART)("the server restarts while people write", async () => {
    const { anna, b, room } = await twoPeople();
    const { page } = await open(anna, undefined, {}, `#/c/${room}`);
    await say(page, "before");
    await arrived(page).waitFor();
    const restarted = fetch(process.env.HONGYAN_RESTART!, { method: "POST" });
    for (let i = 1; i <= 10; i++) {
      await say(page, `during ${i}`);
      await page.waitForTimeout(300);
    }
    expect((await restarted).status).toBe(200);
    await say(page, "after");
    await until(async () => (await textsOf(b, room)).includes("after"), "the last one", 60_000);
    expect(await textsOf(b, room)).toEqual(["before", ...Array.from({ length: 10 }, (_, i) => `during ${i + 1}`), "after"]);
    await until(async () => (await page.getByRole("img", { name: "Sending" }).count()) === 0, "nothing waits");
  }, 280_000);

  test.runIf(process.env.HONGYAN_CREDENTIALS)("a group of 5,000 with 100 messages in a minute", async () => {
    const admin = await administrator();
    const names = Array.from({ length: 5_000 }, (_, i) => ({ name: `crowd-${Date.now().toString(36)}-${i}` }));
    const crowd: string[] = [];
    for (let i = 0; i < names.length; i += 1_000) {
      const made = await call<{ items: { id: string }[] }>(admin, "POST", "/admin/accounts", { accounts: names.slice(i, i + 1_000) });
      crowd.push(...made.items.map(({ id }) => id));
    }
    const { anna, b } = await twoPeople();
    const room = await b.createGroup("The crowd", [anna.id, ...crowd.slice(0, 900)]);
    for (let i = 900; i < crowd.length; i += 1_000) {
      await room.addMembers(crowd.slice(i, i + 1_000));
    }
    const { page } = await open(anna, PHONE);
    await page.getByRole("link", { name: /The crowd/ }).waitFor();
    for (let i = 1; i <= 100; i++) {
      await room.send({ text: `message ${i}` }).acknowledged;
      await page.waitForTimeout(i <= 50 ? 500 : 600);
      if (i === 50) {
        await until(async () => (await page.title()) === "(50) Hongyan", "half of them counted", 30_000);
        await page.getByRole("link", { name: /The crowd/ }).tap();
        // It opens at the first one that wasn't read, and stays there.
        await page.getByRole("button", { name: "To the newest message" }).tap();
      }
    }
    await page.locator(".row").getByText("message 100", { exact: true }).waitFor();
    await until(async () => (await page.title()) === "Hongyan", "all read", 30_000);
  }, 240_000);

  test("a conversation of 10,000 messages scrolls smoothly, down from the first unread and up from the newest", async () => {
    const { anna, b, room } = await twoPeople();
    await fillUp(b, room, 10_000);
    const { page: unread } = await open(anna, undefined, {}, `#/c/${room}`);
    await unread.locator(".unread-divider").waitFor();
    // No further than it was turned: a page that comes at the end isn't followed to its own end.
    const place = await scrollThrough(unread, "down", 700);
    expect(place).toBeGreaterThan(300);
    expect(place).toBeLessThan(1_500);
    await unread.context().close();

    const reader = await device(anna);
    await reader.rest.call("PUT", "/conversations/{conversation}/read", { path: { conversation: room }, body: { seq: 10_001 } });
    const { page } = await open(anna, undefined, {}, `#/c/${room}`);
    await page.locator(".row[data-seq='10001']").waitFor();
    expect(await scrollThrough(page, "up", -700)).toBeLessThan(9_700);
  }, 240_000);
});

/** Turns the wheel for ten seconds, and measures the frames; tells where it has come to. */
async function scrollThrough(page: Page, direction: string, step: number): Promise<number> {
  await page.locator(".message-list").hover();
  const frames = page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        const begin = performance.now();
        let last = begin;
        const tick = (now: number): void => {
          times.push(now - last);
          last = now;
          if (now - begin < 10_000) {
            requestAnimationFrame(tick);
          } else {
            resolve(times);
          }
        };
        requestAnimationFrame(tick);
      }),
  );
  for (let i = 0; i < 90; i++) {
    await page.mouse.wheel(0, step);
    await page.waitForTimeout(100);
  }
  const times = (await frames).sort((x, y) => x - y);
  const at = (share: number): number => Math.round(times[Math.floor(times.length * share)]!);
  const slow = times.filter((time) => time > 32).length;
  const place = await page.locator(".row").first().getAttribute("data-seq");
  console.log(
    `frames while scrolling ${direction} through 10,000 messages: ${times.length} in 10 s, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, ` +
      `longest ${Math.round(times.at(-1)!)} ms, ${slow} over 32 ms (${((100 * slow) / times.length).toFixed(1)} %), to ${place}`,
  );
  expect(at(0.5)).toBeLessThan(40);
  expect(at(0.95)).toBeLessThan(120);
  return Number(place);
}

async function administrator(): Promise<string> {
  const { administrator } = JSON.parse(readFileSync(process.env.HONGYAN_CREDENTIALS!, "utf8")) as { administrator: string };
  const login = await logIn(url, { name: "admin", password: administrator }, { kind: "web", name: "test" });
  return login.accessToken;
}

async function call<T>(token: string, method: string, path: string, body: unknown): Promise<T> {
  const answer = await fetch(`${url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status, await answer.clone().text()).toBeLessThan(300);
  return (await answer.json()) as T;
}
