import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { relationsAnswer } from "./people.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the browser is. */
    browser: string;
  }
}

const PLACES = [process.env.HONGYAN_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** What all tests share: a server that is awake, and the browser of the machine, which thinks itself in a LAN and has a camera that sees nobody. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined) {
    throw new Error("The browser test needs Chromium: install Debian's chromium, or set HONGYAN_CHROMIUM to one.");
  }
  await relationsAnswer();
  const browser = await chromium.launchServer({
    executablePath,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-smooth-scrolling", "--force-color-profile=srgb",
      "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--host-resolver-rules=MAP chat.lan 127.0.0.1",
    ],
  });
  provide("browser", browser.wsEndpoint());
  return () => browser.close();
}
