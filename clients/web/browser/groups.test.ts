import { expect, test } from "vitest";
import { accessible, PHONE, say, stage } from "./page.js";
import { newPeople } from "./people.js";

const { open, device } = stage();

test("a group's owner rules it: notice, silence, names, and who comes in by a link; then hands it over", async () => {
  const [anna, bob, chen] = await newPeople("Anna Ang", "Bob Berg", "Chen Yu");
  const owner = await device(anna);
  const group = await owner.createGroup("The geese", [bob.id]);
  const { page: a, complaints } = await open(anna, undefined, {}, `#/c/${group.id}`);
  const { page: b, complaints: theirs } = await open(bob, PHONE, {}, `#/c/${group.id}`);
  await say(b, "hello all");
  await a.locator(".bubble", { hasText: "hello all" }).waitFor();

  await a.getByRole("button", { name: "Details" }).click();
  await a.getByText("Rules of the group", { exact: true }).click();
  const rules = a.getByRole("dialog");
  await rules.getByLabel("Notice").fill("Be kind.");
  await rules.getByRole("button", { name: "Save" }).click();
  await b.getByText("Anna Ang wrote a notice: Be kind.").waitFor();
  await accessible(a);

  await rules.getByLabel("Who may write").selectOption("admins");
  await b.getByText("Anna Ang lets only owner and admins write").waitFor();
  await say(b, "not now");
  await b.locator(".bubble.failed").waitFor();
  await rules.getByLabel("Who may write").selectOption("all");
  await b.getByText("Anna Ang lets everybody write").waitFor();
  await b.getByRole("button", { name: "Try again" }).tap();
  await a.locator(".bubble", { hasText: "not now" }).waitFor();

  await rules.getByRole("button", { name: "More: Bob Berg" }).click();
  await a.getByRole("menuitem", { name: "Name in this group" }).click();
  await rules.getByRole("textbox", { name: "Name in this group" }).fill("Bobby");
  await rules.getByRole("textbox", { name: "Name in this group" }).press("Enter");
  await rules.getByText("Bobby").waitFor();
  await a.locator(".sender", { hasText: "Bobby" }).first().waitFor();
  await rules.getByRole("button", { name: "More: Bobby" }).click();
  await a.getByRole("menuitem", { name: "Mute for an hour" }).click();
  await b.getByText(/Anna Ang muted/).waitFor();

  await rules.getByLabel("Joining by link").selectOption("approval");
  await rules.getByRole("button", { name: "Make a link" }).click();
  const link = await rules.getByLabel("Link to join").inputValue();
  const { page: c, complaints: last } = await open(chen, PHONE, {}, new URL(link).hash);
  await c.getByText("You asked to join.").waitFor();
  await a.keyboard.press("Escape");
  await a.getByRole("button", { name: "Details" }).click();
  await a.getByText("Rules of the group", { exact: true }).click();
  await a.getByRole("button", { name: "Let Chen Yu in" }).click();
  await c.getByRole("link", { name: /The geese/ }).tap();
  await c.getByText("3 members").first().waitFor();
  await accessible(c);

  await rules.getByRole("button", { name: "More: Bobby" }).click();
  await a.getByRole("menuitem", { name: "Make owner" }).click();
  await a.getByRole("alertdialog", { name: "Make Bobby the owner?" }).getByRole("button", { name: "Make owner" }).click();
  await rules.getByRole("button", { name: "Leave group" }).waitFor();
  await b.getByText("Anna Ang made You Owner").waitFor();
  await b.getByRole("button", { name: "Details" }).tap();
  await b.getByRole("button", { name: "Dissolve group" }).waitFor();
  await b.getByRole("dialog").getByText("Rules of the group", { exact: true }).waitFor();
  expect([...complaints, ...theirs, ...last]).toEqual([]);
});
