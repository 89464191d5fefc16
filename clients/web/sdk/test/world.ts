import { afterEach, beforeEach, expect, vi } from "vitest";
import { type Client, connect, type ConnectOptions, LostError, memoryStore, type WebSocketClass } from "../src/index.js";
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

/** A WebSocket that never opens. */
export class Unreachable {
  readonly readyState = 3;
  onopen = null;
  onmessage = null;
  onerror = null;
  onclose: ((event: never) => void) | null = null;
  constructor() {
    setTimeout(() => this.onclose?.({ code: 1006 } as never), 1);
  }
  send(): void {}
  close(): void {}
}

/** A network that comes and goes. */
export class Network {
  isUp = false;

  of(user: User): Pick<ConnectOptions, "WebSocket" | "fetch"> {
    const { WebSocket, fetch } = server.connection(user);
    const isUp = (): boolean => this.isUp;
    return {
      WebSocket: function connected(url: string) {
        return isUp() ? new WebSocket(url) : new Unreachable();
      } as unknown as WebSocketClass,
      fetch: (...request) => (isUp() ? fetch(...request) : unreachable(...request)),
    };
  }
}

export const unreachable: typeof fetch = () => Promise.reject(new LostError("no network"));
