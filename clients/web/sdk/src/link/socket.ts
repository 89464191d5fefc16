import { type ClientFrame, decodeFrame, type ServerFrame } from "../frames.js";
import { LostError, ProblemError } from "../problem.js";
import type { Greeting, Link, LinkEvents, Opened, Request } from "./link.js";

/** What this client needs of a WebSocket: that of the browser, or of a library. */
export interface WebSocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export type WebSocketClass = new (url: string, protocols: string) => WebSocketLike;

const OPEN = 1;
const NO_CLOSE = 1006;
const ANSWER_MS = 10_000;

interface Waiting {
  resolve(frame: never): void;
  reject(failure: Error): void;
  timer: ReturnType<typeof setTimeout>;
}

/** Opens a socket and says hello; rejects if no welcome comes. */
export async function openSocket(
  url: string,
  Socket: WebSocketClass,
  hello: { token: string; cursor?: string },
  events: LinkEvents,
): Promise<Opened> {
  const link = new SocketLink(new Socket(`${url.replace(/^http/, "ws")}/v1/ws`, "hongyan.v1"), events);
  try {
    const welcome = await link.greet(hello);
    return { link, greeting: welcome };
  } catch (failure) {
    link.close();
    throw failure;
  }
}

/** The socket ended before it was welcomed. */
export class RefusedError extends LostError {
  constructor(readonly code: number, readonly retryAfterMs?: number) {
    super(`The socket was closed with ${code}`);
  }
}

class SocketLink implements Link {
  heardAt = Date.now();
  #next = 1;
  #ended = false;
  #welcomed = false;
  #retryAfterMs: number | undefined;
  #refuse: ((failure: Error) => void) | undefined;
  readonly #waiting = new Map<number, Waiting>();

  constructor(private readonly socket: WebSocketLike, private readonly events: LinkEvents) {
    socket.onmessage = (event: { data: unknown }) => this.#came(String(event.data));
    socket.onclose = (event: { code?: number }) => this.#end(event.code ?? NO_CLOSE);
    socket.onerror = () => this.#end(NO_CLOSE);
  }

  async greet(hello: { token: string; cursor?: string }): Promise<Greeting> {
    await new Promise<void>((resolve, reject) => {
      this.#refuse = reject;
      const timer = setTimeout(() => reject(new LostError("The socket doesn't open")), ANSWER_MS);
      this.socket.onopen = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    const welcome = await this.ask<Greeting>({ t: "hello", ...hello });
    this.#welcomed = true;
    return welcome;
  }

  ask<Answer>(request: Request, timeoutMs = ANSWER_MS): Promise<Answer> {
    const r = this.#next++;
    return new Promise<Answer>((resolve, reject) => {
      if (this.#ended) {
        reject(new LostError("The socket is closed"));
        return;
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(r);
        reject(new LostError(`No answer to ${request.t}`));
      }, timeoutMs);
      this.#waiting.set(r, { resolve, reject, timer });
      this.say({ ...request, r } as ClientFrame);
    });
  }

  say(frame: ClientFrame): void {
    if (!this.#ended && this.socket.readyState === OPEN) {
      this.socket.send(JSON.stringify(frame));
    }
  }

  close(): void {
    this.#end(NO_CLOSE);
    try {
      this.socket.close();
    } catch {
      // It never opened.
    }
  }

  #came(text: string): void {
    if (this.#ended) {
      return;
    }
    this.heardAt = Date.now();
    const frame = decodeFrame(text);
    if (frame === undefined) {
      return;
    }
    if (frame.t === "bye") {
      this.#retryAfterMs = frame.retryAfterMs;
    }
    const r = (frame as { r?: number }).r;
    const waiting = r === undefined ? undefined : this.#waiting.get(r);
    if (r === undefined || waiting === undefined) {
      this.events.frame(frame);
      return;
    }
    this.#waiting.delete(r);
    clearTimeout(waiting.timer);
    if (frame.t === "error") {
      waiting.reject(new ProblemError(frame.error));
    } else {
      waiting.resolve(frame as ServerFrame as never);
    }
  }

  #end(code: number): void {
    if (this.#ended) {
      return;
    }
    this.#ended = true;
    const failure = new RefusedError(code, this.#retryAfterMs);
    this.#refuse?.(failure);
    for (const waiting of this.#waiting.values()) {
      clearTimeout(waiting.timer);
      waiting.reject(failure);
    }
    this.#waiting.clear();
    if (this.#welcomed) {
      this.events.closed({ code, ...(this.#retryAfterMs === undefined ? {} : { retryAfterMs: this.#retryAfterMs }) });
    }
  }
}
