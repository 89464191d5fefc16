import type { Entry, Reaction } from "../model.js";
import type { Store } from "../store/store.js";
import type { Writer } from "./writer.js";

/** How many people a message names for each emoji. */
const NAMED = 20;

/** Applies what was done to messages to those that are stored, one operation after the other, in the order of their seqs. */
export class Operations {
  #chain: Promise<void> = Promise.resolve();

  /** `reread` asks the server for a message of which this device can't know how it is now. */
  constructor(
    private readonly writer: Writer,
    private readonly store: Store,
    private readonly reread: (conversationId: string, seq: number) => void,
  ) {}

  /** An operation changes the message that it is about, where that is stored. */
  apply(operation: Entry): void {
    if (changesMessages(operation)) {
      this.#chain = this.#chain.then(() => this.#apply(operation)).catch((failure: unknown) => console.error(failure));
    }
  }

  /** The messages of a page show what was done to them up to `head` only, and more is stored already. */
  again(page: Entry[], conversationId: string, head: number, high: number): void {
    const shown = new Set(page.map(({ seq }) => seq));
    this.#chain = this.#chain
      .then(async () => {
        await this.writer.stored();
        for (const entry of await this.store.entries(conversationId, head + 1, high)) {
          if (changesMessages(entry) && shown.has(entry.target ?? 0)) {
            await this.#apply(entry);
          }
        }
      })
      .catch((failure: unknown) => console.error(failure));
  }

  async #apply(operation: Entry): Promise<void> {
    const { conversationId, target = 0 } = operation;
    await this.writer.stored();
    const [message] = await this.store.entries(conversationId, target, target);
    if (message === undefined) {
      return;
    }
    const changed = operated(message, operation);
    if (changed === message) {
      return;
    }
    this.writer.commit({ entries: [changed] });
    this.#preview(changed);
    if (changed.reactions?.some(({ count, userIds }) => count > userIds.length || count > NAMED)) {
      this.reread(conversationId, target);
    }
  }

  /** The list shows the newest message as it is now. */
  #preview(message: Entry): void {
    const record = this.writer.state.records.get(message.conversationId);
    const head = record?.view.head;
    if (record === undefined || head === undefined || message.ordinal !== head.ordinal || head.preview === undefined) {
      return;
    }
    const text = message.body?.text;
    const preview =
      message.recalled === true
        ? { senderId: message.senderId, kind: "recalled" }
        : { ...head.preview, ...(message.kind === "text" && typeof text === "string" ? { text } : {}) };
    this.writer.commit({ records: [{ ...record, view: { ...record.view, head: { ...head, preview } } }] });
  }
}

export function changesMessages({ type }: Entry): boolean {
  return type === "recall" || type === "edit" || type === "reaction";
}

/** What an operation makes of the message that it is about; done twice it is as done once. The same one if nothing. */
export function operated(message: Entry, operation: Entry): Entry {
  if (message.recalled === true) {
    return message;
  }
  if (operation.type === "recall") {
    const { body: _, mentions: __, reactions: ___, editedAt: ____, ...rest } = message;
    return { ...rest, recalled: true };
  }
  if (operation.type === "edit") {
    return operation.body === undefined ? message : { ...message, body: operation.body, editedAt: operation.at };
  }
  if (operation.type === "reaction") {
    const { emoji, on } = operation.body as { emoji: string; on: boolean };
    const reactions = reacted(message.reactions ?? [], emoji, operation.senderId, on);
    const { reactions: _, ...rest } = message;
    return reactions.length === 0 ? rest : { ...rest, reactions };
  }
  return message;
}

function reacted(reactions: Reaction[], emoji: string, userId: string, on: boolean): Reaction[] {
  const known = reactions.find((reaction) => reaction.emoji === emoji);
  const has = known?.userIds.includes(userId) ?? false;
  // Of more people than are named it isn't known whether this one is among them.
  if (has === on && (on || (known?.count ?? 0) <= (known?.userIds.length ?? 0))) {
    return reactions;
  }
  if (known === undefined) {
    return [...reactions, { emoji, count: 1, userIds: [userId] }];
  }
  const userIds = on ? [...known.userIds, userId].slice(0, NAMED) : known.userIds.filter((id) => id !== userId);
  const count = known.count + (on ? 1 : -1);
  return count <= 0
    ? reactions.filter((reaction) => reaction !== known)
    : reactions.map((reaction) => (reaction === known ? { emoji, count, userIds } : reaction));
}
