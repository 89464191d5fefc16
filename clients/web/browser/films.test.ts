import type { Page } from "playwright-core";
import { expect } from "vitest";
import { accessible, arrived, long, PHONE, stage } from "./page.js";
import { newPeople, type Person, until } from "./people.js";

const { open, device } = stage();

async function twoPeople(): Promise<{ anna: Person; bob: Person; room: string }> {
  const [anna, bob] = await newPeople("Anna Ang", "Bob Berg");
  const client = await device(anna);
  return { anna, bob, room: (await client.direct(bob.id)).id };
}

/** A film of about a second, as a browser records it. */
async function film(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 160, height: 90 });
    const context = canvas.getContext("2d")!;
    const draw = setInterval(() => {
      context.fillStyle = `hsl(${performance.now() / 10}, 60%, 50%)`;
      context.fillRect(0, 0, 160, 90);
    }, 40);
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
    const pieces: Blob[] = [];
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    recorder.start();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await new Promise((resolve) => {
      recorder.onstop = resolve;
      recorder.stop();
    });
    clearInterval(draw);
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
  });
  return Buffer.from(base64, "base64");
}

/** The size of the frame that stands for the only film, and whether it shows something. */
function poster(page: Page): Promise<number[] | undefined> {
  return page.locator(".film img").evaluate(async (image: HTMLImageElement) => {
    if (!image.complete || image.naturalWidth === 0) {
      return undefined;
    }
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return [image.naturalWidth, image.naturalHeight, Number(Math.max(red!, green!, blue!) > 60)];
  });
}

/** Whether something was played, and how much of it. */
function played(page: Page, what: "audio" | "video"): Promise<number> {
  return page.locator(what).evaluate((element: HTMLMediaElement) => (element.error === null ? element.currentTime : -1));
}

long("a film is sent with its length and a frame of it, and loaded when somebody plays it", async () => {
  const { anna, bob, room } = await twoPeople();
  const { page: a, complaints } = await open(anna, undefined, {}, `#/c/${room}`);
  const { page: b, complaints: theirs } = await open(bob, PHONE, {}, `#/c/${room}`);
  const loaded: string[] = [];
  b.on("response", (response) => {
    if (response.url().includes("/v1/media/")) {
      loaded.push(`${response.status()} ${response.request().resourceType()} ${response.request().headers().range ?? ""}`.trim());
    }
  });
  const [chooser] = await Promise.all([a.waitForEvent("filechooser"), a.getByRole("button", { name: "Attach files" }).click()]);
  await chooser.setFiles({ name: "hills.webm", mimeType: "video/webm", buffer: await film(a) });
  await a.getByRole("button", { name: "Remove hills.webm" }).waitFor();
  await a.getByRole("button", { name: "Send" }).click();
  await arrived(a).first().waitFor();

  const start = b.getByRole("button", { name: "Play hills.webm" });
  await start.waitFor();
  expect(await start.textContent()).toMatch(/^0:0[12]$/);
  await accessible(b);
  await until(() => poster(b), "the poster is shown");
  expect(await poster(a)).toEqual(await poster(b));
  expect(loaded.filter((answer) => !answer.includes("fetch"))).toEqual(["200 image"]);
  const place = (await b.locator(".film").boundingBox())!;
  await start.tap();
  await until(async () => (await played(b, "video")) > 0.3, "the film plays");
  expect(loaded.some((answer) => answer.startsWith("206 media bytes="))).toBe(true);
  expect((await b.locator(".film").boundingBox())!.height).toBe(place.height);
  expect(await b.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await accessible(b);
  await b.getByRole("button", { name: "Save hills.webm" }).waitFor();
  expect([...complaints, ...theirs]).toEqual([]);
});

long("what somebody says is recorded, thrown away or sent, and heard by the other", async () => {
  const { anna, bob, room } = await twoPeople();
  const { page: a, complaints } = await open(anna, PHONE, {}, `#/c/${room}`);
  const { page: b, complaints: theirs } = await open(bob, undefined, {}, `#/c/${room}`);
  await a.getByRole("button", { name: "Record a voice message" }).tap();
  await a.getByRole("timer").getByText(/0:0[1-9]/).waitFor();
  await accessible(a);
  expect(await a.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await a.getByRole("button", { name: "Throw the recording away" }).tap();
  await a.locator(".composer textarea").waitFor();

  await a.getByRole("button", { name: "Record a voice message" }).tap();
  await a.getByRole("timer").getByText(/0:0[2-9]/).waitFor();
  await a.getByRole("button", { name: "Send" }).tap();
  await arrived(a).first().waitFor();
  const start = b.getByRole("button", { name: /^Play voice message, 0:\d\d$/ });
  await start.waitFor();
  expect(await b.locator(".bubble").count()).toBe(1);
  await b.getByRole("link", { name: /Anna Ang/ }).getByText("[Voice]").waitFor();
  await accessible(b);
  await start.click();
  await until(async () => (await played(b, "audio")) > 0.3, "the recording plays");
  await accessible(b);
  expect([...complaints, ...theirs]).toEqual([]);
});

long("where a page may not record, nothing offers it", async () => {
  const { anna, room } = await twoPeople();
  const { page } = await open(anna, undefined, {}, `#/c/${room}`);
  await page.getByRole("button", { name: "Record a voice message" }).waitFor();
  await page.addInitScript(() => Object.defineProperty(navigator, "mediaDevices", { value: undefined }));
  await page.reload();
  await page.locator(".composer textarea").waitFor();
  expect(await page.getByRole("button", { name: "Record a voice message" }).count()).toBe(0);
});
