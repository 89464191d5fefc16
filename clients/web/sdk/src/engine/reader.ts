import { delayAfter } from "../backoff.js";
import type { Link } from "../link/link.js";
import type { Marked } from "../model.js";
import { isRetryable } from "../problem.js";
import type { ConversationRecord } from "../store/store.js";
import type { Counter } from "./counter.js";
import type { Writer } from "./writer.js";

/** Tells the server what was read. What was read offline is kept, and told later; only the newest of it counts. */
export class Reader {
  readonly #busy = new Set<string>();
  readonly #failures = new Map<string, number>();
  #link: Link | undefined;

  constructor(private readonly writer: Writer, private readonly counter: Counter) {}

  online(link: Link): void {
    this.#link = link;
    this.#busy.clear();
    this.#failures.clear();
    for (const record of this.writer.state.records.values()) {
      void this.#tell(record);
    }
  }

  offline(): void {
    this.#link = undefined;
  }

  /** Read up to `upTo`, at most all that there is. */
  read(conversationId: string, upTo: number): void {
    const record = this.writer.state.records.get(conversationId);
    const seq = Math.min(upTo, record?.view.head.seq ?? 0);
    if (record === undefined || seq <= (record.wantRead ?? 0)) {
      return;
    }
    if (seq <= record.view.read.seq && record.view.unread === 0 && !record.view.markedUnread) {
      return;
    }
    const wanted = { ...record, wantRead: seq };
    this.writer.commit({ records: [wanted] });
    void this.#tell(wanted);
  }

  /** The user has read up to `seq`, on whatever device. */
  moved(conversationId: string, seq: number): void {
    const record = this.writer.state.records.get(conversationId);
    if (record !== undefined && seq > record.view.read.seq) {
      this.writer.commit({ records: [{ ...record, view: { ...record.view, read: { ...record.view.read, seq } } }] });
    }
  }

  async #tell(record: ConversationRecord): Promise<void> {
    const link = this.#link;
    const { wantRead: seq, view: { id } } = record;
    if (seq === undefined || link === undefined || this.#busy.has(id)) {
      return;
    }
    this.#busy.add(id);
    try {
      const marked = await link.ask<Marked>({ t: "read", conversationId: id, seq });
      this.moved(id, seq);
      this.counter.marked(id, marked);
      this.#done(id, seq);
      this.#failures.delete(id);
    } catch (failure) {
      if (isRetryable(failure)) {
        const failures = (this.#failures.get(id) ?? 0) + 1;
        this.#failures.set(id, failures);
        setTimeout(() => this.#tellAgain(link, id), delayAfter(failures));
        return;
      }
      this.#done(id, seq);
    }
    if (link === this.#link) {
      this.#busy.delete(id);
      const now = this.writer.state.records.get(id);
      if (now?.wantRead !== undefined && now.wantRead > seq) {
        void this.#tell(now);
      }
    }
  }

  #tellAgain(link: Link, id: string): void {
    const record = this.writer.state.records.get(id);
    if (link === this.#link && record !== undefined) {
      this.#busy.delete(id);
      void this.#tell(record);
    }
  }

  #done(id: string, seq: number): void {
    const record = this.writer.state.records.get(id);
    if (record?.wantRead !== undefined && record.wantRead <= seq) {
      const { wantRead: _, ...rest } = record;
      this.writer.commit({ records: [rest] });
    }
  }
}
