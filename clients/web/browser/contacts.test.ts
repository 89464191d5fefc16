import { ProblemError } from "@hongyan/sdk";
import { expect, test } from "vitest";
import { accessible, PHONE, stage } from "./page.js";
import { newPeople, newPerson, until } from "./people.js";

const { open, device } = stage();

test("somebody is found, asked, named, found by the sound of the name, and blocked", async () => {
  const [anna, ming] = await newPeople("Anna Ang", "李晓明");
  const { page: a, complaints } = await open(anna);
  const { page: b, complaints: theirs } = await open(ming, PHONE);
  await a.getByRole("button", { name: "Contacts", exact: true }).click();
  await a.getByText("No contacts yet").waitFor();
  await a.getByRole("tab", { name: "Find" }).click();
  await a.getByPlaceholder("Type a name").fill(ming.name);
  await a.getByRole("button", { name: "Add 李晓明" }).click();
  await a.getByText("Request sent").waitFor();
  await accessible(a);
  await a.keyboard.press("Escape");

  // Their page, open all the while, is told.
  await b.getByRole("button", { name: "Contacts, 1 request" }).tap();
  await b.getByRole("tab", { name: /Requests/ }).tap();
  await b.getByRole("button", { name: "Accept Anna Ang" }).tap();
  await b.getByText("No requests").waitFor();
  await b.getByRole("tab", { name: "Contacts" }).tap();
  await b.getByRole("button", { name: /Anna Ang/ }).tap();
  await b.locator(".composer textarea").fill("你好");
  await b.getByRole("button", { name: "Send" }).tap();
  await accessible(b);

  await a.getByRole("link", { name: /李晓明/ }).click();
  await a.getByRole("button", { name: "Details" }).click();
  await a.getByLabel("Your name for them").waitFor();
  await accessible(a);
  await a.getByLabel("Your name for them").fill("老王");
  await a.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await a.locator(".line-title", { hasText: "老王" }).waitFor();
  await a.keyboard.press("Escape");
  await a.keyboard.press("Control+k");
  await a.getByRole("combobox", { name: "Search people" }).fill("laow");
  await a.getByRole("option", { name: "老王" }).waitFor();
  await a.getByRole("combobox", { name: "Search people" }).fill("xiaoming");
  await a.getByRole("option", { name: /李晓明/ }).waitFor();
  await a.keyboard.press("Escape");

  await a.getByRole("button", { name: "Details" }).click();
  await a.getByRole("button", { name: "Block", exact: true }).click();
  await a.getByRole("alertdialog").getByRole("button", { name: "Block" }).click();
  await a.getByRole("button", { name: "Unblock" }).waitFor();
  const client = await device(ming);
  const chat = await client.direct(anna.id);
  // A block counts within a second.
  await until(
    () => chat.send({ text: "hello?" }).acknowledged.then(() => false, (failure: unknown) => failure instanceof ProblemError && failure.problem.code === "notAllowed"),
    "a message that is refused",
  );
  await a.getByRole("button", { name: "Unblock" }).click();
  await a.getByRole("button", { name: "Block", exact: true }).waitFor();
  expect([...complaints, ...theirs]).toEqual([]);
});

test("the devices are listed, and the others logged out from here", async () => {
  const anna = await newPerson("Anna");
  const client = await device(anna);
  const { page, complaints } = await open(anna);
  await page.getByRole("button", { name: /^Menu/ }).click();
  await page.getByRole("menuitemradio", { name: "Busy" }).click();
  const bob = await newPerson("Bob");
  const watcher = await device(bob);
  watcher.watch([anna.id]);
  await until(() => watcher.presence(anna.id)?.state === "busy", "Anna is busy");

  await page.getByRole("button", { name: /^Menu/ }).click();
  await page.getByRole("menuitem", { name: "Devices" }).click();
  const window = page.getByRole("dialog");
  await window.getByText("This device").waitFor();
  await accessible(page);
  await window.getByRole("button", { name: "Log out all others" }).click();
  await until(() => client.connection === "signedOut", "the other device is logged out");
  await window.getByRole("button", { name: /^Log out:/ }).waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
});
