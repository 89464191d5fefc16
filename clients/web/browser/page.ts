import type { Client, WebSocketClass } from "@hongyan/sdk";
import axe from "axe-core";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, afterEach, expect, inject, test } from "vitest";
import { connected, loggedIn, type Person, url } from "./people.js";

/** A small one, in the dark: so each screen is looked at in both shades, where a test has two people. */
export const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true, colorScheme: "dark" };
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1_180, height: 760 } };

/** A test of what isn't done every day, or not by everybody: `--all` adds it. */
export const long = test.runIf(process.env.HONGYAN_LONG);

/** What the tests of a file open, in the browser and besides; all of it is closed after each test. */
export interface Stage {
  /** An empty page in a browser of its own. */
  blank(options?: BrowserContextOptions): Promise<Page>;
  /** A page in a browser of its own, where somebody is logged in, or nobody; it must not complain of anything. */
  open(person: Pick<Person, "name"> | undefined, options?: BrowserContextOptions, settings?: Record<string, string>, hash?: string, base?: string): Promise<{ page: Page; complaints: string[] }>;
  /** A device of theirs without a page. */
  device(person: Person, socket?: WebSocketClass): Promise<Client>;
}

export function stage(): Stage {
  let browser: Promise<Browser> | undefined;
  const contexts: BrowserContext[] = [];
  const clients: Client[] = [];
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    await Promise.all(clients.splice(0).map((client) => client.close()));
  });
  afterAll(async () => (await browser)?.close());

  async function blank(options: BrowserContextOptions = DESKTOP): Promise<Page> {
    browser ??= chromium.connect(inject("browser"));
    const context = await (await browser).newContext({ locale: "en-GB", ...options });
    contexts.push(context);
    context.setDefaultTimeout(20_000);
    return context.newPage();
  }

  return {
    blank,
    open: async (person, options, settings = {}, hash = "", base = url) => {
      const page = await blank(options);
      const complaints: string[] = [];
      const all = { language: "en", ...settings, ...(person === undefined ? {} : { login: JSON.stringify(await loggedIn(person)) }) };
      // Once, and before the page looks: what it changes itself stays.
      await page.context().addInitScript((entries) => {
        if (localStorage.getItem("hongyan.language") === null) {
          entries.forEach(([key, value]) => localStorage.setItem(`hongyan.${key}`, value));
        }
      }, Object.entries(all));
      watch(page, complaints);
      await page.goto(`${base}/${hash}`);
      await page.locator(person === undefined ? ".login" : ".shell").waitFor();
      return { page, complaints };
    },
    device: async (person, socket) => {
      const client = await connected(person, socket);
      clients.push(client);
      return client;
    },
  };
}

export function watch(page: Page, complaints: string[]): void {
  page.on("pageerror", (failure) => complaints.push(String(failure)));
  page.on("console", (message) => {
    // What the network does is the business of other tests.
    if (message.type() === "error" && !/Failed to load resource|WebSocket connection/.test(message.text())) {
      complaints.push(message.text());
    }
  });
}

/** Whoever can't see or has no mouse can use what is shown. */
export async function accessible(page: Page): Promise<void> {
  // What fades in has less contrast on its way; what goes on for ever isn't waited for.
  await page.evaluate(() => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    return Promise.all(ending.map((animation) => animation.finished.catch(() => {})));
  });
  await page.evaluate(axe.source);
  const serious = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`);
  });
  expect(serious).toEqual([]);
}

/** Chooses from the menu of a message. */
export async function choose(page: Page, text: string, item: string): Promise<void> {
  await page.locator(".bubble", { hasText: text }).last().click({ button: "right" });
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

/** Says something in the open conversation. */
export async function say(page: Page, text: string): Promise<void> {
  const field = page.locator(".composer textarea");
  await field.fill(text);
  await field.press("Enter");
}

/** The ticks of messages that the server has, whoever else has them. */
export function arrived(page: Page): Locator {
  return page.getByRole("img", { name: /^(Sent|Delivered|Read)$/ });
}
