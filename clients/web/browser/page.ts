import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";
import type { Login } from "@hongyan/sdk";
import { existsSync } from "node:fs";
import axe from "axe-core";
import { expect } from "vitest";
import { url } from "./people.js";

const PLACES = [process.env.HONGYAN_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser of the machine, with what a test needs of it besides. */
export async function launch(...more: string[]): Promise<Browser> {
  const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined) {
    throw new Error("The browser test needs Chromium: install Debian's chromium, or set HONGYAN_CHROMIUM to one.");
  }
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-smooth-scrolling", "--force-color-profile=srgb", ...more],
  });
}

export const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1_180, height: 760 } };

/** A page in a browser of its own, logged in; it must not complain of anything. */
export async function open(
  browser: Browser,
  login: Login | undefined,
  options: BrowserContextOptions = DESKTOP,
  settings: Record<string, string> = {},
  hash = "",
  base = url,
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  context.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  const all = { language: "en", ...settings, ...(login === undefined ? {} : { login: JSON.stringify(login) }) };
  // Once, and before the page looks: what it changes itself stays.
  await context.addInitScript((entries) => {
    if (localStorage.getItem("hongyan.language") === null) {
      entries.forEach(([key, value]) => localStorage.setItem(`hongyan.${key}`, value));
    }
  }, Object.entries(all));
  const page = await context.newPage();
  watch(page, complaints);
  await page.goto(`${base}/${hash}`);
  await page.locator(login === undefined ? ".login" : ".shell").waitFor();
  return { page, complaints };
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
