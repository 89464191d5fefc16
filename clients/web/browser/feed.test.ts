import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible, long, PHONE, stage } from "./page.js";
import { newPeople, until } from "./people.js";

const { open, device } = stage();

test("somebody posts; who follows them sees, likes, comments and reposts it; it is deleted", async () => {
  const [anna, bob] = await newPeople("Anna Ang", "Bob Berg");
  const { page: a, complaints } = await open(anna, undefined, {}, "#/feed");
  await a.getByText("What people post whom you follow shows here.").waitFor();
  await accessible(a);
  await a.getByRole("textbox", { name: "What's new?" }).fill("The geese are back: https://example.org/geese");
  await a.getByRole("textbox", { name: "What's new?" }).press("Control+Enter");
  await post(a, "The geese are back").waitFor();
  expect(await a.getByRole("textbox", { name: "What's new?" }).inputValue()).toBe("");
  await a.getByRole("combobox", { name: "Who sees it" }).selectOption("self");
  await a.getByRole("textbox", { name: "What's new?" }).fill("a note to myself");
  await a.getByRole("button", { name: "Post", exact: true }).click();
  await post(a, "a note to myself").getByRole("img", { name: "Only you" }).waitFor();
  await accessible(a);

  const { page: b, complaints: theirs } = await open(bob, PHONE, {}, `#/u/${anna.id}`);
  await b.getByRole("button", { name: "Follow", exact: true }).tap();
  await b.getByRole("button", { name: "Following" }).waitFor();
  await b.getByText("1 follower").waitFor();
  expect(await b.getByText("a note to myself").count()).toBe(0);
  await accessible(b);
  expect(await b.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await b.getByRole("link", { name: "Back" }).tap();
  const theGeese = post(b, "The geese are back");
  await theGeese.getByRole("button", { name: "Like" }).tap();
  await theGeese.getByRole("button", { name: "Take the like back, 1" }).waitFor();
  await theGeese.getByRole("button", { name: "Comments" }).tap();
  await b.getByRole("textbox", { name: "Write a comment" }).fill("I heard them!");
  await b.getByRole("dialog").getByRole("button", { name: "Send" }).tap();
  await b.getByRole("dialog").getByText("I heard them!").waitFor();
  await accessible(b);
  await b.getByRole("dialog").getByRole("button", { name: "Close" }).tap();
  await theGeese.getByRole("button", { name: "Comments, 1" }).waitFor();
  await theGeese.getByRole("button", { name: "Repost" }).tap();
  await b.getByRole("textbox", { name: "Add a few words" }).fill("Good news");
  await accessible(b);
  await b.getByRole("dialog").getByRole("button", { name: "Repost" }).tap();
  await post(b, "Good news").locator(".post-original", { hasText: "The geese are back" }).waitFor();

  await a.getByRole("button", { name: "Reload" }).click();
  await post(a, "The geese are back").getByRole("button", { name: "Take the like back" }).waitFor({ state: "detached" });
  await post(a, "The geese are back").getByRole("button", { name: "Like, 1" }).waitFor();
  await post(a, "The geese are back").getByRole("button", { name: "Repost, 1" }).waitFor();
  await post(a, "The geese are back").getByRole("button", { name: "Comments, 1" }).click();
  await a.getByRole("dialog").getByText("I heard them!").waitFor();
  await a.getByRole("button", { name: "Delete the comment of Bob Berg" }).click();
  await a.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await a.getByText("No comments yet").waitFor();
  await a.keyboard.press("Escape");
  await post(a, "The geese are back").getByRole("button", { name: "Delete post" }).click();
  await a.getByRole("alertdialog").getByRole("button", { name: "Delete post" }).click();
  await post(a, "The geese are back").waitFor({ state: "detached" });
  await b.getByRole("button", { name: "Reload" }).tap();
  await b.getByText("This post isn't there any more").waitFor();
  expect([...complaints, ...theirs]).toEqual([]);
});

long("new posts are counted, wait above the list, and older ones come page by page without a jump", async () => {
  const [anna, bob] = await newPeople("Anna", "Bob Berg");
  const [reader, author] = [await device(anna), await device(bob)];
  await reader.feed.follow(bob.id, true);
  for (let i = 1; i <= 70; i++) {
    await author.feed.post({ text: `post ${i}${" and more".repeat(i % 30)}` });
  }
  await until(async () => {
    await reader.feed.refresh();
    return reader.feed.unread === 70;
  }, "all of them counted", 30_000);
  const { page, complaints } = await open(anna);
  await page.getByRole("link", { name: "Feed, 70 new posts" }).click();
  await post(page, "post 70").waitFor();
  await page.getByRole("link", { name: "Feed", exact: true }).waitFor();

  const list = page.locator(".feed-list");
  const jumps: string[] = [];
  for (let i = 0; i < 60 && (await page.getByText("That is all").count()) === 0; i++) {
    const before = await page.evaluate(() => {
      const top = document.querySelector(".feed-list")!.getBoundingClientRect().top;
      const shown = [...document.querySelectorAll(".post")].find((one) => one.getBoundingClientRect().top >= top)!;
      return { text: shown.querySelector(".text")!.textContent!, y: shown.getBoundingClientRect().top };
    });
    await list.hover();
    await page.mouse.wheel(0, 300);
    await page.waitForTimeout(120);
    const moved = await page.evaluate(({ text, y }) => {
      const now = [...document.querySelectorAll(".post")].find((one) => one.querySelector(".text")!.textContent === text);
      return now === undefined ? 0 : Math.round(y - now.getBoundingClientRect().top);
    }, before);
    if (moved < 0 || moved > 300) {
      jumps.push(`${before.text} by ${moved}`);
    }
  }
  await post(page, "post 1").last().waitFor();
  expect(jumps).toEqual([]);

  await author.feed.post({ text: "the very newest" });
  const fresh = page.getByRole("button", { name: "1 new post" });
  await fresh.waitFor({ timeout: 45_000 });
  await accessible(page);
  await fresh.click();
  await post(page, "the very newest").waitFor();
  await fresh.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await page.getByText("Pick a conversation").waitFor();
  expect(complaints).toEqual([]);
});

function post(page: Page, text: string) {
  return page.locator(".post", { hasText: text });
}
