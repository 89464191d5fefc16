import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { DESKTOP, stage } from "./page.js";
import { newPeople, newPerson, until, url } from "./people.js";

const { open, device } = stage();

/** Chooses from the menu of the account. */
async function choose(page: Page, role: "menuitem" | "menuitemradio", name: string): Promise<void> {
  await page.getByRole("button", { name: /^Menu/ }).click();
  await page.getByRole(role, { name, exact: true }).click();
  await page.getByRole("menu").waitFor({ state: "detached" });
}

/** What the page has notified of, each with its title and text. */
function notified(page: Page): Promise<string[][]> {
  return page.evaluate(() => (globalThis as unknown as { notified: string[][] }).notified);
}

test("who allows it is notified of messages while the page is hidden, with the sender's name, and of none that are muted", async () => {
  const [anna, bob, chen] = await newPeople("Anna", "Bob Berg", "Chen");
  const [b, c] = [await device(bob), await device(chen)];
  const [fromBob, fromChen] = [await b.direct(anna.id), await c.direct(anna.id)];
  const { page, complaints } = await open(anna, undefined, {}, `#/c/${fromBob.id}`);
  await page.context().grantPermissions(["notifications"], { origin: url });
  await page.addInitScript(() => {
    const notified: string[][] = [];
    const Real = Notification;
    class Recorded extends Real {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        notified.push([title, options?.body ?? ""]);
      }
    }
    Object.assign(globalThis, { notified, Notification: Recorded });
  });
  await page.reload();
  await page.locator(".composer textarea").waitFor();
  await fromBob.send({ text: "before it was allowed" }).acknowledged;
  await page.locator(".bubble", { hasText: "before it was allowed" }).waitFor();

  await choose(page, "menuitem", "Turn notifications on");
  await fromBob.send({ text: "while it is looked at" }).acknowledged;
  await page.locator(".bubble", { hasText: "while it is looked at" }).waitFor();
  expect(await notified(page)).toEqual([]);

  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await fromBob.send({ text: "lunch?" }).acknowledged;
  await until(async () => (await notified(page)).length === 1, "a notification");
  expect(await notified(page)).toEqual([["Bob Berg", "lunch?"]]);
  const group = await b.createGroup("The geese", [anna.id]);
  await group.send({ text: "honk" }).acknowledged;
  await until(async () => (await notified(page)).length === 2, "a notification of a group");
  expect((await notified(page))[1]).toEqual(["The geese · Bob Berg", "honk"]);

  await page.getByRole("link", { name: /Chen/ }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Mute" }).click();
  await page.getByLabel("Muted").waitFor();
  await fromChen.send({ text: "muted" }).acknowledged;
  await page.getByRole("link", { name: /Chen.*muted/ }).waitFor();
  await choose(page, "menuitem", "Turn notifications off");
  await fromBob.send({ text: "not any more" }).acknowledged;
  await page.getByRole("link", { name: /Bob Berg.*not any more/ }).waitFor();
  expect(await notified(page)).toHaveLength(2);
  expect(complaints).toEqual([]);
});

test("light or dark is as the system says until somebody chooses; that and the language stay over a reload and in other tabs", async () => {
  const anna = await newPerson("Anna");
  const { page, complaints } = await open(anna, { ...DESKTOP, colorScheme: "dark" });
  const shade = async (of = page): Promise<"light" | "dark"> => {
    const color = await of.evaluate(() => getComputedStyle(document.body).backgroundColor);
    return Number(/\d+/.exec(color)![0]) > 127 ? "light" : "dark";
  };
  expect(await shade()).toBe("dark");
  await page.emulateMedia({ colorScheme: "light" });
  expect(await shade()).toBe("light");

  for (const [name, wanted] of [["Dark", "dark"], ["Light", "light"]] as const) {
    await choose(page, "menuitemradio", name);
    expect(await shade()).toBe(wanted);
    await page.emulateMedia({ colorScheme: wanted === "dark" ? "light" : "dark" });
    await page.reload();
    await page.locator(".shell").waitFor();
    expect(await shade()).toBe(wanted);
    const other = await page.context().newPage();
    await other.goto(url);
    await other.locator(".shell").waitFor();
    expect(await shade(other)).toBe(wanted);
    await other.close();
  }

  await choose(page, "menuitemradio", "As the system");
  await page.reload();
  await page.locator(".shell").waitFor();
  expect(await shade()).toBe("dark");
  await page.emulateMedia({ colorScheme: "light" });
  expect(await shade()).toBe("light");

  await choose(page, "menuitemradio", "中文");
  await page.getByRole("button", { name: "菜单：Anna" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "菜单：Anna" }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-Hans");
  expect(complaints).toEqual([]);
});
