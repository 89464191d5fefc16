import type { Page } from "playwright-core";
import { expect } from "vitest";
import { accessible, long, PHONE, stage } from "./page.js";
import { newPeople, until } from "./people.js";

const COUNT = 10_000;

const { open, device } = stage();

/** Has this device know so many groups, each an hour older than the one before, as if it had synced them all. */
function fill(page: Page, me: string, count: number): Promise<void> {
  return page.evaluate(async ([database, times]) => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error!);
      });
    const opened = await done(indexedDB.open(database));
    const transaction = opened.transaction("records", "readwrite");
    const records = transaction.objectStore("records");
    const [known] = await done(records.getAll());
    const begin = Date.parse(known.view.head.at);
    for (let i = 1; i <= times; i++) {
      const at = new Date(begin - i * 3_600_000).toISOString();
      const view = { ...known.view, id: String(i), title: `Group ${i}`, unread: 0, head: { ...known.view.head, at } };
      records.put({ ...known, id: view.id, view });
    }
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    opened.close();
  }, [`hongyan-${me}`, count] as const);
}

long("a list of 10,000 conversations is there at once, draws only what is seen, and scrolls", async () => {
  const [anna, bob] = await newPeople("Anna", "Bob");
  const client = await device(bob);
  const room = await client.createGroup("The newest", [anna.id]);
  await room.send({ text: "hello" }).acknowledged;
  const { page, complaints } = await open(anna, PHONE);
  await page.getByRole("link", { name: /The newest.*hello/ }).waitFor();
  await fill(page, anna.id, COUNT);

  await page.reload();
  await page.getByRole("link", { name: /Group 1\b/ }).waitFor();
  const list = page.locator(".conversations");
  const lines = (): Promise<string[]> => page.locator(".line-title").allInnerTexts();
  expect((await lines()).length).toBeLessThan(40);
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(1_500);
  await accessible(page);
  const height = await list.evaluate((element) => element.scrollHeight);
  expect(Math.abs(height - (COUNT + 1) * 68)).toBeLessThan(200);

  for (const wanted of [5_000, 9_000, 2_500]) {
    await list.evaluate((element, top) => element.scrollTo(0, top), wanted * 68);
    await until(async () => (await lines()).includes(`Group ${wanted}`), `the list at ${wanted}`);
    expect((await lines()).length).toBeLessThan(40);
  }
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await until(async () => (await lines()).at(-1) === `Group ${COUNT}`, "the end of the list");
  await list.evaluate((element) => element.scrollTo(0, 0));

  // What comes moves up, among as many.
  await room.send({ text: "still here" }).acknowledged;
  await page.getByRole("link", { name: /The newest.*still here/ }).waitFor();
  expect((await lines())[0]).toBe("The newest");
  expect(complaints).toEqual([]);
});
