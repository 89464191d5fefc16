import { type Login, type LoginKeeper, logIn, register } from "@hongyan/sdk";

export const url = process.env.HONGYAN_URL ?? "http://localhost:8080";
export const password = "a long password";

let count = 0;

/** A new account; its name is unique, so that tests don't meet. */
export async function newPerson(displayName: string): Promise<{ id: string; name: string; login: Login }> {
  const name = `${displayName.toLowerCase().replace(/[^a-z]/g, "") || "p"}-${Date.now().toString(36)}${count++}`;
  const user = await register(url, { name, password, displayName });
  return { id: user.id, name, login: await logIn(url, { name, password }, { kind: "web", name: "test" }) };
}

export function keep(login: Login): LoginKeeper {
  let kept: Login | undefined = login;
  return {
    load: () => kept,
    save: (next) => void (kept = next),
  };
}

export async function until(condition: () => unknown, what: string, milliseconds = 10_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error(`not within ${milliseconds} ms: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
