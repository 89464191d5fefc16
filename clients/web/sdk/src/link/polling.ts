import type { ClientFrame, ServerFrame } from "../frames.js";
import { ProblemError } from "../problem.js";
import type { Rest } from "../rest.js";
import type { Link, LinkEvents, Opened, Request } from "./link.js";

const WAIT_S = 25;
/** After which it ends, so that a socket is tried again. */
const LIFE_MS = 300_000;

/** Where no WebSocket comes through: the same requests over REST, and what is new by long polling. */
export async function openPolling(rest: Rest, events: LinkEvents): Promise<Opened> {
  const me = await rest.get("/me");
  const greeting = { userId: me.id, deviceId: me.deviceId, pingMs: WAIT_S * 1_000 };
  return { link: new PollingLink(rest, events), greeting };
}

class PollingLink implements Link {
  heardAt = Date.now();
  #polls = false;
  readonly #abort = new AbortController();

  constructor(private readonly rest: Rest, private readonly events: LinkEvents) {}

  async #poll(cursor: string): Promise<void> {
    const end = Date.now() + LIFE_MS;
    let at = cursor;
    while (!this.#abort.signal.aborted && Date.now() < end) {
      const answer = await this.rest.get("/sync", {
        query: { cursor: at, limit: 500, wait: WAIT_S },
        timeoutMs: (WAIT_S + 10) * 1_000,
        signal: this.#abort.signal,
      });
      this.heardAt = Date.now();
      at = answer.cursor;
      this.events.frame({ t: "synced", r: 0, ...answer } as ServerFrame);
    }
    this.close();
  }

  async ask<Answer>(request: Request, timeoutMs = 10_000): Promise<Answer> {
    const answer = await this.#answer(request as ClientFrame, timeoutMs);
    this.heardAt = Date.now();
    return answer as Answer;
  }

  async #answer(frame: ClientFrame, timeoutMs: number): Promise<unknown> {
    switch (frame.t) {
      case "send": {
        const { t: _, r: __, ...message } = frame;
        if (!("conversationId" in message)) {
          throw new Error("a message goes to a conversation");
        }
        const { conversationId, ...body } = message;
        return this.rest.call("POST", "/conversations/{conversation}/messages", { path: { conversation: conversationId }, body, timeoutMs });
      }
      case "read":
        return this.rest.call("PUT", "/conversations/{conversation}/read", { path: { conversation: frame.conversationId }, body: { seq: frame.seq }, timeoutMs });
      case "fetch": {
        const { conversationId, before, after, around, limit } = frame;
        const path = { conversation: conversationId };
        const page = await this.rest.get("/conversations/{conversation}/entries", { path, query: { before, after, around, limit }, timeoutMs });
        return { ...page, entries: page.items };
      }
      case "sync":
        return this.rest.get("/sync", { query: { cursor: frame.cursor, limit: frame.limit }, timeoutMs });
      case "ping":
      case "auth":
        return {};
      default:
        throw new ProblemError({
          type: "about:blank", title: "Not over HTTP", status: 422, detail: `No call does ${frame.t}`, code: "invalid", retryable: false,
        });
    }
  }

  /** The first cursor that its user has synced to is what there is to wait from. */
  say(frame: ClientFrame): void {
    if (frame.t === "ack" && !this.#polls) {
      this.#polls = true;
      void this.#poll(frame.cursor).catch(() => this.close());
    }
  }

  close(): void {
    if (!this.#abort.signal.aborted) {
      this.#abort.abort();
      this.events.closed({ code: 1006 });
    }
  }
}
