import type { WebSocketLike } from "../link/socket.js";
import type { Body, Presence, Problem, Schemas, User } from "../model.js";
import { FakeContacts } from "./contacts.js";
import { FakeMedia } from "./media.js";
import { NotFound, type Pushed, ServerModel } from "./model.js";

/** What goes wrong on the way between a client and the fake server. */
export interface Faults {
  /** Of frames and requests, the share that is lost, in either direction. */
  drop: number;
  duplicate: number;
  /** Of frames, the share that comes later than those behind it. */
  reorder: number;
  /** How often every socket is cut; 0 for never. */
  cutEveryMs: number;
}

export const NO_FAULTS: Faults = { drop: 0, duplicate: 0, reorder: 0, cutEveryMs: 0 };
export const BAD_NETWORK: Faults = { drop: 0.2, duplicate: 0.1, reorder: 0.05, cutEveryMs: 7_000 };

/**
 * A server in memory, for tests of applications, with a network as bad as wanted. It lives by `setTimeout`, so that
 * fake timers let its time pass.
 */
export class FakeServer {
  readonly model = new ServerModel((pushed) => this.#push(pushed));
  readonly media = new FakeMedia();
  readonly contacts = new FakeContacts(this.model.users, (pushed) => this.#push(pushed));
  readonly #sockets = new Set<FakeSocket>();
  /** How many sockets were opened, and the tokens that were said over them. */
  opened = 0;
  readonly tokens: string[] = [];
  #faults = NO_FAULTS;
  #cutting: ReturnType<typeof setInterval> | undefined;

  /** `random` gives numbers from 0 to 1; a seeded one makes a run that can be repeated. */
  constructor(readonly random: () => number = Math.random) {}

  get faults(): Faults {
    return this.#faults;
  }

  set faults(faults: Faults) {
    this.#faults = faults;
    clearInterval(this.#cutting);
    if (faults.cutEveryMs > 0) {
      this.#cutting = setInterval(() => this.cut(), faults.cutEveryMs);
    }
  }

  /** Writes a frame to all of one user's sockets. */
  deliver(user: User, frame: Record<string, unknown>): void {
    this.#push({ to: user.id, frame });
  }

  /** Cuts every socket. */
  cut(): void {
    [...this.#sockets].forEach((socket) => socket.cut());
  }

  stop(): void {
    clearInterval(this.#cutting);
    this.cut();
  }

  /** What to give to `connect` for one user's device. */
  connection(user: User): { url: string; token: () => Promise<string>; userId: string; WebSocket: new (url: string) => WebSocketLike; fetch: typeof fetch } {
    const join = (socket: FakeSocket): void => {
      this.opened++;
      this.#sockets.add(socket);
    };
    const leave = (socket: FakeSocket): void => void this.#sockets.delete(socket);
    const carry = (deliver: () => void, queue: { at: number }): void => this.#carry(deliver, queue);
    const answer = (frame: Record<string, unknown>): Record<string, unknown> | undefined => this.#answer(user.id, frame);
    class Socket extends FakeSocket {
      constructor() {
        super(user.id, { join, leave, carry, answer });
      }
    }
    return {
      url: "http://fake",
      token: () => Promise.resolve(`token-${user.id}`),
      userId: user.id,
      WebSocket: Socket,
      fetch: ((input: string, init: RequestInit = {}) => this.#fetch(user.id, input, init)) as typeof fetch,
    };
  }

  #push({ to, frame }: Pushed): void {
    this.#sockets.forEach((socket) => socket.user === to && socket.write(frame));
  }

  /** Frames of one direction come in their order, unless one is lost, doubled or late. */
  #carry(deliver: () => void, queue: { at: number }): void {
    const { drop, duplicate, reorder } = this.#faults;
    if (this.random() < drop) {
      return;
    }
    const late = this.random() < reorder ? 200 : 0;
    queue.at = Math.max(queue.at, Date.now() + 2 + Math.floor(this.random() * 20));
    setTimeout(deliver, queue.at + late - Date.now());
    if (this.random() < duplicate) {
      setTimeout(deliver, queue.at + late + 1 - Date.now());
    }
  }

  #answer(user: string, frame: Record<string, unknown>): Record<string, unknown> | undefined {
    const { t, r } = frame as { t: string; r?: number };
    const id = frame.conversationId as string;
    if (typeof frame.token === "string") {
      this.tokens.push(frame.token);
    }
    try {
      switch (t) {
        case "hello":
          return { t: "welcome", r, userId: user, deviceId: `d${user}`, node: "fake", now: new Date().toISOString(), pingMs: 5_000, limits: {} };
        case "auth":
          return { t: "ok", r };
        case "send":
          return { t: "ok", r, ...this.model.send(user, id, draftOf(frame)) };
        case "read":
          return { t: "ok", r, conversationId: id, ...this.model.read(user, id, frame.seq as number) };
        case "fetch": {
          const { items, ...page } = this.model.page(user, id, frame);
          return { t: "entries", r, conversationId: id, ...page, entries: items };
        }
        case "sync":
          return { t: "synced", r, ...this.model.sync(user, frame.cursor as string | undefined, frame.limit as number) };
        case "typing":
          this.model.typing(user, id);
          return undefined;
        case "watch": {
          const items = (frame.presence as string[]).map((userId) => this.#presence(userId));
          return { t: "presence", items };
        }
        case "ack":
          this.model.acknowledge(user, frame.cursor as string);
          return undefined;
        case "ping":
          return { t: "pong", r, cursor: this.model.cursor(user) };
        default:
          return undefined;
      }
    } catch (failure) {
      return { t: "error", r, error: problemOf(failure) };
    }
  }

  /** Any password is good. */
  #login({ name, device }: { name?: string; device?: object }): Schemas["Tokens"] {
    const user = [...this.model.users.values()].find((one) => one.name === name);
    if (user === undefined) {
      throw new NotFound();
    }
    return {
      accessToken: `token-${user.id}`, refreshToken: `refresh-${user.id}`, expiresAt: new Date(Date.now() + 3_600_000).toISOString(), user,
      device: { kind: "web", name: "fake", ...device, id: `d${user.id}` },
    };
  }

  /** Somebody is online while one of their sockets is. */
  #presence(userId: string): Presence {
    const isOnline = [...this.#sockets].some((socket) => socket.user === userId);
    return { userId, state: isOnline ? "online" : "offline", devices: isOnline ? [{ kind: "web", state: "online" }] : [] };
  }

  async #fetch(user: string, input: string, init: RequestInit): Promise<Response> {
    const lost = (): boolean => this.random() < this.#faults.drop;
    await new Promise((resolve) => setTimeout(resolve, 2 + Math.floor(this.random() * 20)));
    if (lost()) {
      throw new TypeError("the request was lost");
    }
    const answer = await this.#rest(user, init.method ?? "GET", new URL(input), init);
    if (lost()) {
      throw new TypeError("the answer was lost");
    }
    return answer;
  }

  async #rest(user: string, method: string, url: URL, init: RequestInit): Promise<Response> {
    if (url.pathname.startsWith("/v1/media")) {
      return (await this.media.answer(user, method, url.pathname, init)) ?? json(undefined);
    }
    const body = init.body === undefined || init.body === null ? {} : (JSON.parse(String(init.body)) as Record<string, unknown>);
    const [, , first, id, second, third, fourth, fifth] = url.pathname.split("/");
    const number = (name: string): number | undefined => (url.searchParams.has(name) ? Number(url.searchParams.get(name)) : undefined);
    const range = { before: number("before"), after: number("after"), around: number("around"), limit: number("limit") };
    try {
      if (first === "contacts") {
        return json(this.contacts.answer(user, method, url, body));
      }
      switch (`${method} /${first}${id === undefined ? "" : "/:id"}${second === undefined ? "" : `/${second}`}`) {
        case "POST /tokens":
          return json(this.#login(body as { name?: string; device?: object }), 201);
        case "GET /me":
          return json({ ...this.model.users.get(user), deviceId: `d${user}` });
        case "GET /users":
          return json({ items: [...this.model.users.values()].filter(({ name }) => name.startsWith(url.searchParams.get("q") ?? "")) });
        case "GET /users/:id":
          return json(this.model.users.get(id!));
        case "GET /conversations":
          return json({ items: this.model.list(user).slice(0, number("limit") ?? 50), ...this.model.unread(user) });
        case "POST /conversations": {
          const members = body.kind === "direct" ? [body.userId as string] : (body.memberIds as string[]);
          return json(this.model.view(user, this.model.create(body.kind as "group", [user, ...members], body.title as string)), 201);
        }
        case "GET /conversations/:id":
          return json(this.model.view(user, id!));
        case "GET /conversations/:id/entries":
          return json(this.model.page(user, id!, clean(range)));
        case "POST /conversations/:id/messages":
          return json(this.model.send(user, id!, draftOf(body), false), 201);
        case "PATCH /conversations/:id/messages":
          this.model.edit(user, id!, Number(third), body.clientId as string, body.body as Body);
          return json({});
        case "PUT /conversations/:id/messages":
        case "DELETE /conversations/:id/messages":
          if (fourth === "reactions") {
            this.model.react(user, id!, Number(third), decodeURIComponent(fifth!), method === "PUT");
          } else if (method === "DELETE") {
            this.model.recall(user, id!, Number(third));
          }
          return json({});
        case "GET /conversations/:id/messages":
          return json(this.model.receipts(user, id!, Number(third)));
        case "PUT /conversations/:id/read":
          return json(this.model.read(user, id!, body.seq as number));
        case "PATCH /conversations/:id/settings":
          return json(this.model.settings(user, id!, body));
        case "GET /unread":
          return json(this.model.unread(user));
        case "GET /sync":
          return json(this.model.sync(user, url.searchParams.get("cursor") ?? undefined, number("limit")));
        default:
          throw new NotFound();
      }
    } catch (failure) {
      const problem = problemOf(failure);
      return json(problem, problem.status);
    }
  }
}

interface Wires {
  join(socket: FakeSocket): void;
  leave(socket: FakeSocket): void;
  carry(deliver: () => void, queue: { at: number }): void;
  answer(frame: Record<string, unknown>): Record<string, unknown> | undefined;
}

class FakeSocket implements WebSocketLike {
  readyState = 0;
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  readonly #up = { at: 0 };
  readonly #down = { at: 0 };

  constructor(readonly user: string, private readonly wires: Wires) {
    setTimeout(() => {
      if (this.readyState === 0) {
        this.readyState = 1;
        this.onopen?.({} as never);
      }
    }, 5);
  }

  send(text: string): void {
    this.wires.carry(() => {
      if (this.readyState !== 1) {
        return;
      }
      const frame = JSON.parse(text) as Record<string, unknown>;
      if (frame.t === "hello") {
        this.wires.join(this);
      }
      const answer = this.wires.answer(frame);
      if (answer !== undefined) {
        this.write(answer);
      }
    }, this.#up);
  }

  write(frame: Record<string, unknown>): void {
    const text = JSON.stringify(frame);
    this.wires.carry(() => this.readyState === 1 && this.onmessage?.({ data: text } as never), this.#down);
  }

  cut(): void {
    this.close();
    setTimeout(() => this.onclose?.({ code: 1006 } as never), 0);
  }

  close(): void {
    this.readyState = 3;
    this.wires.leave(this);
  }
}

function draftOf(frame: Record<string, unknown>): { clientId: string; kind: string; body: Record<string, unknown>; replyTo?: number; mentions?: string[] } {
  const { clientId, kind, body, replyTo, mentions } = frame as ReturnType<typeof draftOf>;
  return { clientId, kind, body, ...(replyTo === undefined ? {} : { replyTo }), ...(mentions === undefined ? {} : { mentions }) };
}

function clean<T extends object>(range: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(range).filter(([, value]) => value !== undefined)) as never;
}

function problemOf(failure: unknown): Problem {
  if (!(failure instanceof NotFound)) {
    throw failure;
  }
  return {
    type: "urn:hongyan:problem:notFound", title: "Not found", status: 404, detail: "There is nothing here for you", code: "notFound", retryable: false,
  };
}

function json(value: unknown, status = 200): Response {
  return value === undefined ? json(problemOf(new NotFound()), 404) : new Response(JSON.stringify(value), { status });
}
