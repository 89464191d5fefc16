import { type Client, connect, type Login, type LoginKeeper, logIn, memoryStore, register, tokensOf, type WebSocketClass } from "@hongyan/sdk";
import { WebSocket } from "ws";

export const url = process.env.HONGYAN_URL ?? "http://localhost:8080";
export const password = "a long password";

let count = 0;

export interface Person {
  id: string;
  name: string;
}

/** A new account; its name is unique, so that tests don't meet. */
export async function newPerson(displayName: string): Promise<Person> {
  const name = `${displayName.toLowerCase().replace(/[^a-z]/g, "") || "p"}-${Date.now().toString(36)}${count++}`;
  const { id } = await register(url, { name, password, displayName });
  return { id, name };
}

/** Several of them. */
export function newPeople<Names extends string[]>(...displayNames: Names): Promise<{ [Name in keyof Names]: Person }> {
  return Promise.all(displayNames.map(newPerson)) as Promise<{ [Name in keyof Names]: Person }>;
}

/** One more device of somebody: two that shared a login would take the connection from each other. */
export function loggedIn({ name }: Pick<Person, "name">): Promise<Login> {
  return logIn(url, { name, password }, { kind: "web", name: "test" });
}

/** A device of theirs without a page. */
export async function connected(person: Person, socket = WebSocket as unknown as WebSocketClass): Promise<Client> {
  const token = tokensOf(url, keep(await loggedIn(person)));
  const client = await connect({ url, token, WebSocket: socket, store: memoryStore() });
  await client.synced();
  return client;
}

function keep(login: Login): LoginKeeper {
  let kept: Login | undefined = login;
  return {
    load: () => kept,
    save: (next) => void (kept = next),
  };
}

/** Says so many messages, several at a time where their order doesn't matter. */
export async function fillUp(client: Client, room: string, count: number): Promise<void> {
  for (let i = 0; i < count; i += 50) {
    await Promise.all(
      Array.from({ length: Math.min(50, count - i) }, (_, j) =>
        client.rest.call("POST", "/conversations/{conversation}/messages", {
          path: { conversation: room },
          body: { clientId: client.newId(), kind: "text", body: { text: `message ${i + j}, ${"word ".repeat((i + j) % 40)}` } },
          timeoutMs: 60_000,
        }),
      ),
    );
  }
}

export async function until(condition: () => unknown, what: string, milliseconds = 10_000, pause = 20): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error(`not within ${milliseconds} ms: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Neo4j plans each question when it is first asked, and on a busy machine that takes longer than the server waits. */
export async function relationsAnswer(): Promise<void> {
  const people = [await newPerson("Warm"), await newPerson("Warmer")];
  const [one, other] = await Promise.all(people.map((person) => connected(person)));
  const { contacts } = one!;
  const id = people[1]!.id;
  const questions: (() => Promise<unknown>)[] = [
    () => contacts.ask(id), () => other!.contacts.refresh(), () => other!.contacts.ask(people[0]!.id), () => contacts.change(id, { remark: "warm" }),
    () => contacts.outgoing(), () => one!.feed.follow(id, true), () => one!.feed.home(), () => one!.feed.follow(id, false), () => one!.feed.of(id), () => contacts.relation(id), () => contacts.block(id), () => contacts.blocked(), () => contacts.unblock(id),
  ];
  for (const question of questions) {
    await until(() => question().then(() => true, () => false), `an answer of the relation chain to ${question}`, 120_000, 1_000);
  }
  await Promise.all([one!.close(), other!.close()]);
}
