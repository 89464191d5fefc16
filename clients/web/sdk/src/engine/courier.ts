import { delayAfter } from "../backoff.js";
import type { Link } from "../link/link.js";
import type { Acknowledgement, Entry } from "../model.js";
import { ProblemError } from "../problem.js";
import type { OutboxItem } from "../store/store.js";
import type { Inbox } from "./inbox.js";
import type { Writer } from "./writer.js";

/**
 * Sends what is in the outbox. One message of a conversation is under way at a time: were the first of two refused for
 * the moment and the second taken, their order would be lost.
 */
export class Courier {
  readonly #busy = new Set<string>();
  #link: Link | undefined;

  constructor(
    private readonly writer: Writer,
    private readonly inbox: Inbox,
    private readonly me: () => string,
  ) {}

  online(link: Link): void {
    this.#link = link;
    this.#busy.clear();
    this.kick();
  }

  offline(): void {
    this.#link = undefined;
  }

  /** There may be something to send. */
  kick(): void {
    for (const item of this.writer.state.outbox.values()) {
      if (item.problem === undefined) {
        this.#start(item.conversationId);
      }
    }
  }

  /** An entry of the timeline; if it is one of ours, it needn't be sent any more. */
  seen(entry: Entry): void {
    const item = entry.clientId === undefined ? undefined : this.writer.state.outbox.get(entry.clientId);
    if (item !== undefined && entry.senderId === this.me() && item.conversationId === entry.conversationId) {
      const { conversationId, clientId } = item;
      const { messageId = "", seq, ordinal, at } = entry;
      this.writer.commit({
        sent: [{ clientId, acknowledgement: { conversationId, clientId, messageId, seq, ordinal, at, duplicate: true } }],
      });
    }
  }

  #start(conversationId: string): void {
    if (this.#link !== undefined && !this.#busy.has(conversationId)) {
      this.#busy.add(conversationId);
      void this.#send(this.#link, conversationId);
    }
  }

  async #send(link: Link, conversationId: string): Promise<void> {
    let failures = 0;
    for (;;) {
      const item = this.writer.state.pending(conversationId).find((pending) => pending.problem === undefined);
      if (link !== this.#link) {
        return;
      }
      if (item === undefined) {
        this.#busy.delete(conversationId);
        return;
      }
      try {
        this.#acknowledged(item, await link.ask<Acknowledgement>(frameOf(item)));
        failures = 0;
      } catch (failure) {
        if (failure instanceof ProblemError && !failure.problem.retryable) {
          this.writer.commit({ outbox: [{ ...item, problem: failure.problem }] });
          continue;
        }
        const wanted = failure instanceof ProblemError ? (failure.problem.retryAfterMs ?? 0) : 0;
        const delay = Math.max(wanted, delayAfter(++failures));
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
  }

  #acknowledged(item: OutboxItem, answer: Acknowledgement): void {
    const { conversationId, seq, ordinal, messageId, at, clientId, duplicate } = answer;
    if (clientId !== item.clientId) {
      throw new Error("an answer that isn't about this message");
    }
    const { order: _, ...message } = item;
    const acknowledgement = { conversationId, clientId, messageId, seq, ordinal, at, duplicate };
    this.writer.commit({ sent: [{ clientId, acknowledgement }] });
    this.inbox.entry({ ...message, type: "message", senderId: this.me(), seq, ordinal, messageId, at });
  }
}

function frameOf({ conversationId, clientId, kind, body, replyTo, mentions }: OutboxItem) {
  return {
    t: "send",
    conversationId,
    clientId,
    kind,
    body,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(mentions === undefined ? {} : { mentions }),
  } as const;
}
