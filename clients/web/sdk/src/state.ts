import { Emitter } from "./emitter.js";
import type { Conversation, Entry } from "./model.js";
import type { Change, ConversationRecord, OutboxItem, Progress, Settled, Stored } from "./store/store.js";
import { NOTHING } from "./store/store.js";
import { LoadedTimeline } from "./timeline.js";

export interface StateEvents {
  /** The list, or a conversation in it. */
  conversations: void;
  unread: void;
  /** Entries of a conversation, or messages of its outbox. */
  timeline: string;
  /** Messages that have left the outbox, or were refused for good. */
  outbox: Settled[];
}

/** What this tab knows, all of it in memory but the timelines that nobody has opened. */
export class State {
  readonly events = new Emitter<StateEvents>();
  readonly records = new Map<string, ConversationRecord>();
  readonly outbox = new Map<string, OutboxItem>();
  progress: Progress = NOTHING;
  readonly #timelines = new Map<string, LoadedTimeline>();
  readonly #changedTimelines = new Set<string>();
  readonly #settled = new Map<string, Settled>();
  readonly #pending = new Map<string, readonly OutboxItem[]>();
  #list: readonly Conversation[] | undefined;
  #telling = false;
  #changed = { conversations: false, unread: false };

  load(stored: Stored): void {
    this.records.clear();
    const sent = [...this.outbox.values()].filter(({ order }) => !stored.outbox.some((item) => item.order === order));
    this.apply({ records: stored.records, outbox: stored.outbox, sent, progress: stored.progress });
  }

  /** The conversations that are shown, pinned first, then newest. The same array until something changes. */
  list(): readonly Conversation[] {
    this.#list ??= [...this.records.values()]
      .map((record) => record.view)
      .filter((view) => !view.left && !view.hidden)
      .sort((a, b) => Number(b.pinned) - Number(a.pinned) || compare(b.head.at, a.head.at) || compare(b.id, a.id));
    return this.#list;
  }

  timeline(conversationId: string): LoadedTimeline {
    let timeline = this.#timelines.get(conversationId);
    if (timeline === undefined) {
      timeline = new LoadedTimeline();
      this.#timelines.set(conversationId, timeline);
    }
    return timeline;
  }

  entries(conversationId: string): readonly Entry[] {
    return this.timeline(conversationId).entries(this.records.get(conversationId));
  }

  /** The messages of a conversation that the server hasn't acknowledged, oldest first. */
  pending(conversationId: string): readonly OutboxItem[] {
    let pending = this.#pending.get(conversationId);
    if (pending === undefined) {
      pending = [...this.outbox.values()]
        .filter((item) => item.conversationId === conversationId)
        .sort((a, b) => a.order - b.order);
      this.#pending.set(conversationId, pending);
    }
    return pending;
  }

  apply(change: Change): void {
    for (const id of [...(change.voided ?? []), ...(change.dropped ?? [])]) {
      this.timeline(id).clear();
      this.#changedTimelines.add(id);
    }
    change.dropped?.forEach((id) => this.records.delete(id));
    for (const record of change.records ?? []) {
      if (this.records.get(record.view.id)?.high !== record.high) {
        this.#changedTimelines.add(record.view.id);
      }
      this.records.set(record.view.id, record);
    }
    this.#entries(change.entries ?? []);
    change.outbox?.forEach((item) => this.#queued(item));
    change.sent?.forEach((settled) => this.#sent(settled));
    if (change.records !== undefined || change.dropped !== undefined) {
      this.#list = undefined;
      this.#changed.conversations = true;
    }
    if (change.progress !== undefined) {
      this.#changed.unread ||= change.progress.version !== this.progress.version;
      this.progress = change.progress;
    }
    this.#tellLater();
  }

  #entries(entries: Entry[]): void {
    for (const entry of entries) {
      if (this.#timelines.get(entry.conversationId)?.put([entry])) {
        this.#changedTimelines.add(entry.conversationId);
      }
    }
  }

  #queued(item: OutboxItem): void {
    this.outbox.set(item.clientId, item);
    this.#pending.delete(item.conversationId);
    this.#changedTimelines.add(item.conversationId);
    if (item.problem !== undefined) {
      this.#settled.set(item.clientId, { clientId: item.clientId });
    }
  }

  #sent(settled: Settled): void {
    const item = this.outbox.get(settled.clientId);
    if (item !== undefined) {
      this.outbox.delete(settled.clientId);
      this.#pending.delete(item.conversationId);
      this.#changedTimelines.add(item.conversationId);
    }
    this.#settled.set(settled.clientId, settled);
  }

  touch(conversationId: string): void {
    this.#changedTimelines.add(conversationId);
    this.#tellLater();
  }

  /** Once for all that changes together. */
  #tellLater(): void {
    if (this.#telling) {
      return;
    }
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      const { conversations, unread } = this.#changed;
      const timelines = [...this.#changedTimelines];
      const settled = [...this.#settled.values()];
      this.#changed = { conversations: false, unread: false };
      this.#changedTimelines.clear();
      this.#settled.clear();
      if (conversations) {
        this.events.emit("conversations", undefined);
      }
      if (unread) {
        this.events.emit("unread", undefined);
      }
      timelines.forEach((id) => this.events.emit("timeline", id));
      if (settled.length > 0) {
        this.events.emit("outbox", settled);
      }
    });
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
