import type { Page } from "playwright-core";
import { expect } from "vitest";
import { long, stage } from "./page.js";
import { fillUp, newPeople, until } from "./people.js";

const { open, device } = stage();

/** What is drawn once it was scrolled down by less than is seen. */
function scrolled(page: Page): Promise<number[]> {
  return page.locator(".message-list").evaluate(async (list) => {
    list.scrollBy(0, 300);
    for (let frames = 0; frames < 3; frames++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return [...list.querySelectorAll<HTMLElement>(".row")].map(({ dataset }) => Number(dataset.seq));
  });
}

long("a conversation with 1,000 unread messages opens at the first, goes on downwards, and to the newest at once", async () => {
  const [anna, bob] = await newPeople("Anna", "Bob");
  const client = await device(bob);
  const { id: room } = await client.direct(anna.id);
  await fillUp(client, room, 40);
  const reader = await device(anna);
  await reader.rest.call("PUT", "/conversations/{conversation}/read", { path: { conversation: room }, body: { seq: 31 } });
  await reader.close();
  await fillUp(client, room, 1_000);

  const { page, complaints } = await open(anna, undefined, {}, `#/c/${room}`);
  await page.locator(".unread-divider").waitFor();
  const seqs = (): Promise<number[]> => page.locator(".row").evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.seq)));
  const divided = page.locator(".row", { has: page.locator(".unread-divider") });
  expect(await divided.getAttribute("data-seq")).toBe("32");
  const top = await divided.boundingBox();
  const list = (await page.locator(".message-list").boundingBox())!;
  expect(top!.y).toBeGreaterThanOrEqual(list.y);
  expect(top!.y).toBeLessThan(list.y + list.height / 2);

  // Downwards, without a hole, past the end of what was loaded first.
  const seen = new Set<number>();
  await until(async () => {
    (await scrolled(page)).forEach((seq) => seen.add(seq));
    return Math.max(...seen) > 200;
  }, "pages that follow", 60_000);
  expect([...Array(170).keys()].map((i) => i + 32).filter((seq) => !seen.has(seq))).toEqual([]);
  expect(Math.max(...(await seqs()))).toBeLessThan(600);
  await page.locator(".unread-divider").waitFor({ state: "detached" });

  await page.getByRole("button", { name: "to the newest message" }).click();
  await until(async () => (await seqs()).at(-1) === 1_041, "the newest");
  await until(async () => (await page.title()) === "Hongyan", "all read");
  await client.conversation(room).send({ text: "and one more" }).acknowledged;
  await page.locator(".bubble", { hasText: "and one more" }).waitFor();
  expect(complaints).toEqual([]);
}, 180_000);
