import { buffer } from "node:stream/consumers";
import type { Download, Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible, arrived, long, PHONE, say, stage } from "./page.js";
import { newPeople, type Person, until } from "./people.js";
import { HILLS, png } from "./picture.js";

const { open, device } = stage();

async function twoPeople(): Promise<{ anna: Person; bob: Person; room: string }> {
  const [anna, bob] = await newPeople("Anna Ang", "Bob Berg");
  const client = await device(anna);
  return { anna, bob, room: (await client.direct(bob.id)).id };
}

async function bytesOf(download: Download): Promise<Buffer> {
  return buffer(await download.createReadStream());
}

/** Lets files come by a paste or a drop. */
async function bring(page: Page, type: "paste" | "drop", files: { name: string; mimeType: string; bytes: Buffer }[]): Promise<void> {
  const plain = files.map(({ name, mimeType, bytes }) => ({ name, mimeType, base64: bytes.toString("base64") }));
  await page.evaluate(({ plain, type }) => {
    const data = new DataTransfer();
    for (const { name, mimeType, base64 } of plain) {
      data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type: mimeType }));
    }
    const target = document.querySelector(".composer textarea")!;
    if (type === "drop") {
      ["dragenter", "dragover", "drop"].forEach((name) => target.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true })));
    } else {
      target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }
  }, { plain, type });
}

test("a picture that one pastes and a file that one drops are seen, opened and saved by the other", async () => {
  const { anna, bob, room } = await twoPeople();
  const { page: a, complaints } = await open(anna, undefined, {}, `#/c/${room}`);
  const { page: b, complaints: theirs } = await open(bob, PHONE, {}, `#/c/${room}`);
  await say(a, "look at this");
  await b.getByText("look at this").first().waitFor();

  await bring(a, "paste", [{ name: "hills.png", mimeType: "image/png", bytes: png(1_200, 800, HILLS) }]);
  await a.getByRole("list", { name: "Files to be sent" }).getByRole("img", { name: "hills.png" }).waitFor();
  await accessible(a);
  await say(a, "our hills");
  await arrived(a).nth(1).waitFor();
  const picture = b.getByRole("button", { name: "Open picture hills.png" });
  await picture.waitFor();
  await until(() => picture.locator("img").evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0), "the thumbnail");
  const box = (await picture.boundingBox())!;
  expect(Math.abs(box.width / box.height - 1.5)).toBeLessThan(0.02);
  await b.locator(".has-picture", { hasText: "our hills" }).waitFor();
  await accessible(b);

  const report = Buffer.from("a,b\n".repeat(4_000));
  await bring(a, "drop", [{ name: "report.csv", mimeType: "text/csv", bytes: report }, { name: "second.png", mimeType: "image/png", bytes: png(300, 900, HILLS) }]);
  await a.getByRole("button", { name: "Remove report.csv" }).waitFor();
  await a.getByRole("button", { name: "Send" }).click();
  await b.getByRole("button", { name: "Save report.csv" }).waitFor();
  await b.getByText("16 kB").waitFor();
  const [download] = await Promise.all([b.waitForEvent("download"), b.getByRole("button", { name: "Save report.csv" }).tap()]);
  expect(download.suggestedFilename()).toBe("report.csv");
  expect(await bytesOf(download)).toEqual(report);

  await picture.tap();
  const lightbox = b.getByRole("dialog");
  const whole = lightbox.getByRole("img", { name: "hills.png" });
  await until(() => whole.evaluate((image: HTMLImageElement) => !image.hidden && image.naturalWidth === 1_200), "the whole picture");
  await accessible(b);
  await lightbox.getByRole("button", { name: "Next picture" }).tap();
  await lightbox.getByText("2 / 2").waitFor();
  await b.keyboard.press("ArrowLeft");
  await lightbox.getByText("1 / 2").waitFor();
  expect(await b.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await b.keyboard.press("Escape");
  await lightbox.waitFor({ state: "detached" });
  await b.locator(".composer textarea").waitFor();
  await a.getByRole("link", { name: /Bob Berg/ }).getByText("[Picture]").waitFor();
  expect([...complaints, ...theirs]).toEqual([]);
});

long("pictures have their place before they are loaded, and an upload can be given up", async () => {
  const { anna, bob, room } = await twoPeople();
  const client = await device(bob);
  const { page, complaints } = await open(anna, undefined, {}, `#/c/${room}`);
  await say(page, "first");
  // The bytes don't get through until they may.
  let held = true;
  await page.route(/\/v1\/media\/\d+$/, async (route) => {
    if (route.request().method() === "PATCH" && held) {
      await until(() => !held, "the line is free", 30_000);
    }
    await route.continue().catch(() => {});
  });
  await bring(page, "paste", [{ name: "given-up.png", mimeType: "image/png", bytes: png(600, 400, HILLS) }]);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("progressbar", { name: "Uploading given-up.png" }).waitFor();
  await accessible(page);
  await page.getByRole("button", { name: "Cancel given-up.png" }).click();
  await page.getByRole("progressbar").waitFor({ state: "detached" });
  expect(await page.locator(".picture").count()).toBe(0);

  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Attach files" }).click()]);
  await chooser.setFiles({ name: "kept.png", mimeType: "image/png", buffer: png(600, 400, HILLS) });
  await page.getByRole("list", { name: "Files to be sent" }).getByRole("img", { name: "kept.png" }).waitFor();
  await page.getByRole("button", { name: "Send" }).click();
  const place = page.locator(".picture");
  await place.waitFor();
  const before = await place.boundingBox();
  held = false;
  await page.getByRole("progressbar").waitFor({ state: "detached" });
  await arrived(page).nth(1).waitFor();
  expect((await place.boundingBox())?.height).toBe(before?.height);

  // Seen anew, and while no byte of it is there.
  await page.route(/\/v1\/media\/links\//, (route) => route.abort());
  await page.reload();
  await place.waitFor();
  expect((await place.boundingBox())?.height).toBe(before?.height);
  const chat = client.conversation(room);
  await chat.open();
  expect(chat.timeline.entries.filter(({ kind }) => kind === "image").map(({ body }) => body?.name)).toEqual(["kept.png"]);
  expect(complaints).toEqual([]);
});

long("an upload that is cut in the middle goes on where it was, and one that is refused goes when it is tried again", async () => {
  const { anna, bob, room } = await twoPeople();
  const { page: a } = await open(anna, undefined, {}, `#/c/${room}`);
  const { page: b, complaints } = await open(bob, PHONE, {}, `#/c/${room}`);
  const pieces: { at: string; fate: "sent" | "cut" | "refused" }[] = [];
  const asked: string[] = [];
  await a.route(/\/v1\/media\/\d+$/, async (route) => {
    const request = route.request();
    if (request.method() !== "PATCH") {
      asked.push(request.method());
      return route.continue();
    }
    const fate = pieces.length === 1 || pieces.length === 2 ? "cut" : pieces.length === 4 ? "refused" : "sent";
    pieces.push({ at: request.headers()["upload-offset"]!, fate });
    if (fate === "refused") {
      const problem = { type: "about:blank", title: "No", status: 403, detail: "Not today", code: "forbidden", retryable: false };
      return route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify(problem) });
    }
    return fate === "cut" ? route.abort() : route.continue();
  });
  const bytes = Buffer.from(Uint8Array.from({ length: 2_500_000 }, (_, i) => (i * 7) % 251));
  await bring(a, "drop", [{ name: "noise.bin", mimeType: "application/octet-stream", bytes }]);
  await a.getByRole("button", { name: "Remove noise.bin" }).waitFor();
  await a.getByRole("button", { name: "Send" }).click();

  await a.getByText("Not sent: Not today").waitFor();
  expect(pieces.map(({ fate }) => fate)).toEqual(["sent", "cut", "cut", "sent", "refused"]);
  // Each time the server was asked how much it has, and got what follows that.
  expect(pieces[0]!.at).toBe("0");
  expect(new Set(pieces.slice(1, 4).map(({ at }) => at))).toEqual(new Set([String(256 * 1_024)]));
  expect(asked.filter((method) => method === "HEAD")).toHaveLength(2);
  expect(await b.locator(".bubble").count()).toBe(0);

  await a.getByRole("button", { name: "Try again" }).click();
  await arrived(a).first().waitFor();
  const save = b.getByRole("button", { name: "Save noise.bin" });
  await save.waitFor();
  const [download] = await Promise.all([b.waitForEvent("download"), save.tap()]);
  expect((await bytesOf(download)).equals(bytes)).toBe(true);
  expect(complaints).toEqual([]);
});
