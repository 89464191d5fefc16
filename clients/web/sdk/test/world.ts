import { afterEach, beforeEach, expect, vi } from "vitest";
import { type Client, connect, type ConnectOptions, memoryStore } from "../src/index.js";
import type { User } from "../src/model.js";
import { FakeServer } from "../src/testing/index.js";

/** Before each test anew: two people who have a conversation. */
export let server: FakeServer;
export let anna: User;
export let bob: User;
export let room: string;
/** Those that the test started and that still run. */
export const clients: Client[] = [];

beforeEach(() => {
  server = new FakeServer(() => 0.5);
  anna = server.model.addUser("Anna");
  bob = server.model.addUser("Bob");
  room = server.model.create("direct", [anna.id, bob.id]);
});
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(clients.splice(0).map((client) => client.close()));
  server.stop();
});

/** A client of somebody, closed with the test. */
export async function start(user: User, options: Partial<ConnectOptions> = {}): Promise<Client> {
  const client = await connect({ ...server.connection(user), store: memoryStore(), ...options });
  clients.push(client);
  return client;
}

export async function until(condition: () => unknown): Promise<void> {
  const end = Date.now() + 5_000;
  while (!(await condition())) {
    expect(Date.now()).toBeLessThan(end);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Time goes on only as the test says; until its end. */
export function virtualTime(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
}
