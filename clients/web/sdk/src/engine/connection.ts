import { delayAfter } from "../backoff.js";
import type { ServerFrame } from "../frames.js";
import type { Greeting, Link, LinkEnd, LinkEvents, Opened } from "../link/link.js";
import { openPolling } from "../link/polling.js";
import { openSocket, RefusedError, type WebSocketClass } from "../link/socket.js";
import { ProblemError } from "../problem.js";
import type { Rest, TokenSource } from "../rest.js";

/** How this device stands to the server. */
export type ConnectionState = "connecting" | "syncing" | "online" | "offline" | "signedOut" | "disabled" | "outdated" | "closed";

export interface ConnectionParts {
  url: string;
  token: TokenSource;
  rest: Rest;
  socket: WebSocketClass | undefined;
  cursor(): string | undefined;
  frame(frame: ServerFrame): void;
  online(link: Link, greeting: Greeting): void;
  offline(): void;
  state(state: ConnectionState): void;
}

const TOKEN = 4401;
const DISABLED = 4403;
const SUBPROTOCOL = 4406;
const REPLACED = 4409;
const TICK_MS = 5_000;
/** A socket that says nothing for so long after it was asked is dead. */
const SILENCE_MS = 10_000;
/** After so many sockets in a row that never opened, HTTP alone is tried. */
const SOCKET_TRIES = 2;

/** Keeps one link to the server open: connects, greets, stays awake, renews the token, and connects again. */
export class Connection {
  #stopped = false;
  #wake: (() => void) | undefined;
  #link: Link | undefined;
  #token: string | undefined;
  #spent: string | undefined;
  #deaf = 0;
  #tickedAt = Date.now();
  #renewedAt = Date.now();
  #pingMs = 25_000;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly parts: ConnectionParts) {}

  start(): void {
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    void this.#run();
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#link?.close();
    this.wake();
  }

  /** There is reason to think that the network is back, or that it is gone. */
  wake(): void {
    this.#wake?.();
    this.#probe();
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped) {
      this.parts.state(failures === 0 ? "connecting" : "offline");
      const end = await this.#once(() => (failures = 0));
      this.#link = undefined;
      const final = this.#stopped ? "closed" : finalState(end);
      if (final !== undefined) {
        this.#stopped = true;
        clearInterval(this.#timer);
        this.parts.state(final);
        return;
      }
      failures++;
      const delay = end.code === REPLACED ? 10_000 : (end.retryAfterMs ?? delayAfter(failures));
      if (failures > 1 || delay > 1_000) {
        this.parts.state("offline");
      }
      await this.#pause(delay);
    }
  }

  /** One connection, from its first attempt to its end. */
  async #once(welcomed: () => void): Promise<LinkEnd & { failure?: unknown }> {
    let ended: (end: LinkEnd) => void = () => {};
    const end = new Promise<LinkEnd>((resolve) => (ended = resolve));
    try {
      this.#token = await this.parts.token(this.#spent);
      this.#spent = undefined;
      this.#renewedAt = Date.now();
      const { link, greeting } = await this.#open({ frame: (frame) => this.parts.frame(frame), closed: ended });
      if (this.#stopped) {
        link.close();
      }
      this.#link = link;
      this.#pingMs = greeting.pingMs;
      welcomed();
      this.parts.state("syncing");
      this.parts.online(link, greeting);
      const closed = await end;
      this.parts.offline();
      this.#spentBy(closed.code);
      return closed;
    } catch (failure) {
      const code = failure instanceof RefusedError ? failure.code : 1006;
      this.#spentBy(code);
      if (failure instanceof ProblemError && failure.problem.code === "unauthenticated") {
        this.#spent = this.#token;
      }
      return { code, failure, ...(failure instanceof RefusedError && failure.retryAfterMs !== undefined ? { retryAfterMs: failure.retryAfterMs } : {}) };
    }
  }

  #spentBy(code: number): void {
    if (code === TOKEN) {
      this.#spent = this.#token;
    }
  }

  async #open(events: LinkEvents): Promise<Opened> {
    const { socket, url, rest } = this.parts;
    if (socket === undefined || this.#deaf >= SOCKET_TRIES) {
      this.#deaf = 0;
      return openPolling(rest, events);
    }
    try {
      const cursor = this.parts.cursor();
      const opened = await openSocket(url, socket, { token: this.#token!, ...(cursor === undefined ? {} : { cursor }) }, events);
      this.#deaf = 0;
      return opened;
    } catch (failure) {
      // A code of ours shows that the socket came through.
      this.#deaf = failure instanceof RefusedError && failure.code >= 4_000 ? 0 : this.#deaf + 1;
      throw failure;
    }
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.#wake = done;
    });
  }

  #tick(): void {
    const now = Date.now();
    // It slept, or the clock was set, back too: then nothing that is measured from before holds.
    const jumped = Math.abs(now - this.#tickedAt) > 4 * TICK_MS;
    this.#tickedAt = now;
    if (jumped) {
      this.#renewedAt = 0;
      this.wake();
    } else if (this.#link !== undefined && now - this.#link.heardAt > this.#pingMs) {
      this.#probe();
    }
    if (this.#link !== undefined && now - this.#renewedAt > 30_000) {
      this.#renewedAt = now;
      void this.#renew(this.#link);
    }
  }

  /** A socket that died silently, while the device slept or changed networks, doesn't say so. */
  #probe(): void {
    const link = this.#link;
    link?.ask<{ cursor?: string }>({ t: "ping" }, SILENCE_MS).then(
      (pong) => link === this.#link && this.parts.frame({ t: "pong", ...pong }),
      () => link.close(),
    );
  }

  /** A fresh token on the open socket, when the source has one. */
  async #renew(link: Link): Promise<void> {
    try {
      const token = await this.parts.token();
      if (token !== this.#token) {
        await link.ask({ t: "auth", token });
        this.#token = token;
      }
    } catch (failure) {
      if (failure instanceof ProblemError && failure.problem.status === 401) {
        link.close();
      }
    }
  }
}

function finalState(end: LinkEnd & { failure?: unknown }): ConnectionState | undefined {
  if (end.code === DISABLED) {
    return "disabled";
  }
  if (end.code === SUBPROTOCOL) {
    return "outdated";
  }
  const refused = end.failure instanceof ProblemError ? end.failure.problem.status : 0;
  return refused === 401 ? "signedOut" : refused === 403 ? "disabled" : undefined;
}

export { REPLACED };
