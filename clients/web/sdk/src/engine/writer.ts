import type { State } from "../state.js";
import type { Change, ConversationRecord, Store } from "../store/store.js";

/**
 * What the leading tab changes: at once in its own memory, then in the store, then in the other tabs.
 *
 * Changes are stored in their order, so a cursor is never stored before what it covers.
 */
export class Writer {
  #waiting: Change | undefined;
  #chain: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(
    readonly state: State,
    private readonly store: Store,
    private readonly tell: (change: Change) => void,
  ) {}

  commit(change: Change): void {
    if (this.#ended) {
      return;
    }
    this.state.apply(change);
    if (this.#waiting !== undefined && (change.voided !== undefined || change.dropped !== undefined)) {
      this.#flush();
    }
    if (this.#waiting === undefined) {
      this.#waiting = {};
      queueMicrotask(() => this.#flush());
    }
    merge(this.#waiting, change);
  }

  /** When everything that was committed is stored. */
  stored(): Promise<void> {
    this.#flush();
    return this.#chain;
  }

  /** Stores what was committed; what is committed later is the business of whoever leads then. */
  end(): Promise<void> {
    this.#ended = true;
    return this.stored();
  }

  #flush(): void {
    const change = this.#waiting;
    if (change === undefined) {
      return;
    }
    this.#waiting = undefined;
    this.#chain = this.#chain
      .then(() => this.store.apply(change))
      .catch((failure: unknown) => console.error("what has changed can't be stored", failure))
      .then(() => this.tell(change));
  }
}

function merge(into: Change, change: Change): void {
  add(into, "voided", change.voided);
  add(into, "dropped", change.dropped);
  add(into, "entries", change.entries);
  add(into, "outbox", change.outbox);
  add(into, "sent", change.sent);
  if (change.records !== undefined) {
    const records = new Map<string, ConversationRecord>(into.records?.map((record) => [record.view.id, record]));
    change.records.forEach((record) => records.set(record.view.id, record));
    into.records = [...records.values()];
  }
  if (change.progress !== undefined) {
    into.progress = change.progress;
  }
}

function add<Key extends "voided" | "dropped" | "entries" | "outbox" | "sent">(
  into: Change,
  key: Key,
  values: Change[Key],
): void {
  if (values !== undefined) {
    into[key] = [...(into[key] ?? []), ...values] as Change[Key];
  }
}
