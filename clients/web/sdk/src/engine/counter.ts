import type { Counts, Marked, UnreadAnswer, UnreadItem } from "../model.js";
import type { ConversationRecord } from "../store/store.js";
import type { Writer } from "./writer.js";

/** The counts, of which only a newer version replaces anything. They are never added up or derived here. */
export class Counter {
  constructor(private readonly writer: Writer) {}

  /** Counts of some conversations and the total. */
  changed(items: UnreadItem[], total: Counts, version: number): void {
    if (version > this.writer.state.progress.version) {
      this.#put(items, total, version);
    }
  }

  /** All there is: who isn't in it has nothing unread. */
  all(answer: UnreadAnswer): void {
    if (answer.version === undefined || answer.version < this.writer.state.progress.version) {
      return;
    }
    const named = new Set(answer.conversations.map((item) => item.id));
    const read = [...this.writer.state.records.values()]
      .filter((record) => !named.has(record.view.id) && (record.view.unread > 0 || record.view.mentions > 0))
      .map((record) => ({ id: record.view.id, unread: 0, mentions: 0, muted: record.view.muted }));
    this.#put([...answer.conversations, ...read], answer.total, answer.version);
  }

  /** What a mark has made of one conversation and the total. */
  marked(conversationId: string, marked: Marked): void {
    const muted = this.writer.state.records.get(conversationId)?.view.muted ?? false;
    this.changed([{ id: conversationId, unread: marked.unread, mentions: marked.mentions, muted }], marked.total, marked.version);
  }

  #put(items: UnreadItem[], total: Counts, version: number): void {
    const { state } = this.writer;
    const records: ConversationRecord[] = [];
    for (const { id, unread, mentions, muted } of items) {
      const record = state.records.get(id);
      if (record !== undefined) {
        const markedUnread = record.view.markedUnread && unread > 0;
        records.push({ ...record, view: { ...record.view, unread, mentions, muted, markedUnread } });
      }
    }
    this.writer.commit({ records, progress: { ...state.progress, total, version } });
  }
}
