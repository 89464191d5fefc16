import { delayAfter } from "../backoff.js";
import type { FetchedFrame } from "../frames.js";
import type { Link } from "../link/link.js";
import { textOf } from "../frames.js";
import type { Conversation, Entry } from "../model.js";
import { isRetryable } from "../problem.js";
import type { Rest } from "../rest.js";
import type { ConversationRecord, Store } from "../store/store.js";
import { absorb, isEmpty } from "./window.js";
import { Operations } from "./operations.js";
import type { Writer } from "./writer.js";

const PAGE = 200;
/** A larger hole isn't filled: what is stored is given up, and read again from the newest page when it is opened. */
const LARGEST_HOLE = 600;
const MAX_FETCHES = 8;
const REREAD_MS = 400;

/**
 * Brings entries into order: the next one is applied, a lower one is dropped, a higher one waits until what is missing
 * before it was fetched.
 */
export class Inbox {
  /** The highest seq that is known to exist, of conversations where something is missing. */
  readonly #targets = new Map<string, number>();
  readonly #ahead = new Map<string, Map<number, Entry>>();
  readonly #busy = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #introducing = new Map<string, Promise<ConversationRecord | undefined>>();
  /** Conversations of which this connection has brought something. */
  readonly #confirmed = new Set<string>();
  readonly #operations: Operations;
  readonly #rereading = new Set<string>();
  #link: Link | undefined;

  constructor(
    private readonly writer: Writer,
    store: Store,
    private readonly rest: Rest,
    private readonly applied: (entry: Entry) => void,
    private readonly whole: () => void,
  ) {
    this.#operations = new Operations(writer, store, (conversationId, seq) => this.#reread(conversationId, seq));
  }

  online(link: Link): void {
    this.#link = link;
    this.#confirmed.clear();
    this.#failures.clear();
    this.#busy.clear();
    for (const record of this.writer.state.records.values()) {
      if (record.view.head.seq > record.high) {
        this.expect(record.view.id, record.view.head.seq);
      }
    }
  }

  offline(): void {
    this.#link = undefined;
  }

  isWhole(): boolean {
    return this.#targets.size === 0 && this.#introducing.size === 0;
  }

  isConfirmed(conversationId: string): boolean {
    return this.#confirmed.has(conversationId);
  }

  /** An entry that was pushed, synced or acknowledged. */
  entry(entry: Entry): void {
    this.#confirmed.add(entry.conversationId);
    this.applied(entry);
    const record = this.writer.state.records.get(entry.conversationId);
    if (record === undefined) {
      void this.introduce(entry.conversationId);
      return;
    }
    if (entry.seq <= record.high) {
      return;
    }
    if (isEmpty(record)) {
      const view = withHead(record.view, entry);
      this.writer.commit({ records: [{ ...record, low: entry.seq, high: entry.seq, view }], entries: [entry] });
      this.#after(entry, 0);
      return;
    }
    const ahead = this.#ahead.get(entry.conversationId) ?? new Map<number, Entry>();
    if (ahead.size < LARGEST_HOLE) {
      this.#ahead.set(entry.conversationId, ahead.set(entry.seq, entry));
    }
    this.#drain(entry.conversationId);
    this.expect(entry.conversationId, entry.seq);
  }

  /** There are entries up to `seq`. */
  expect(conversationId: string, seq: number): void {
    const record = this.writer.state.records.get(conversationId);
    if (record === undefined) {
      void this.introduce(conversationId);
      return;
    }
    if (seq <= record.high) {
      this.#settle(conversationId);
      return;
    }
    if (record.view.left) {
      return;
    }
    if (isEmpty(record)) {
      // Nobody reads it: it is loaded when it is opened.
      this.writer.commit({ records: [{ ...record, low: seq + 1, high: seq }] });
      return;
    }
    this.#targets.set(conversationId, Math.max(seq, this.#targets.get(conversationId) ?? 0));
    this.#repair();
  }

  /** What is stored above `seq` is void; it is read again when it is opened. */
  rewind(record: ConversationRecord, seq: number): ConversationRecord {
    this.forget(record.view.id);
    const rewound = { ...record, low: seq + 1, high: seq };
    this.writer.commit({ voided: [record.view.id], records: [rewound] });
    return rewound;
  }

  forget(conversationId: string): void {
    this.#targets.delete(conversationId);
    this.#ahead.delete(conversationId);
  }

  /** A conversation that this device hasn't heard of. */
  introduce(conversationId: string): Promise<ConversationRecord | undefined> {
    let asked = this.#introducing.get(conversationId);
    if (asked === undefined) {
      asked = this.rest
        .get("/conversations/{conversation}", { path: { conversation: conversationId } })
        .then((view) => {
          const known = this.writer.state.records.get(conversationId);
          const record = known ?? { view, low: view.head.seq + 1, high: view.head.seq };
          this.writer.commit({ records: [record] });
          return record;
        })
        .catch(() => undefined)
        .finally(() => {
          this.#introducing.delete(conversationId);
          this.#tellWhole();
        });
      this.#introducing.set(conversationId, asked);
    }
    return asked;
  }

  /** Loads the newest page, where what is stored doesn't reach it. */
  async newest(conversationId: string): Promise<void> {
    await this.#page(conversationId, { limit: 100 });
  }

  /** Loads the page before what is stored; false when there is nothing before it. */
  async older(conversationId: string): Promise<boolean> {
    const record = this.writer.state.records.get(conversationId);
    if (record === undefined || record.low <= (record.first ?? 1)) {
      return false;
    }
    const page = await this.#page(conversationId, isEmpty(record) ? { limit: 100 } : { before: record.low, limit: 100 });
    return page.entries.length > 0;
  }

  async #page(conversationId: string, range: { before?: number; limit: number }): Promise<FetchedFrame> {
    if (this.#link === undefined) {
      throw new Error("not connected");
    }
    const page = await this.#link.ask<FetchedFrame>({ t: "fetch", conversationId, ...range });
    this.#absorb(conversationId, page);
    return page;
  }

  #absorb(conversationId: string, page: FetchedFrame): void {
    const record = this.writer.state.records.get(conversationId);
    if (record !== undefined) {
      const change = absorb(record, page.entries, page.firstSeq);
      const records = change.records?.map((known) => ({ ...known, view: page.entries.reduce(withHead, known.view) }));
      this.writer.commit({ ...change, ...(records === undefined ? {} : { records }) });
      page.entries.forEach((entry) => this.#after(entry, record.high));
      if (page.headSeq < record.high) {
        this.#operations.again(page.entries, conversationId, page.headSeq, record.high);
      }
      this.#drain(conversationId);
      this.#settle(conversationId);
    }
  }

  #drain(conversationId: string): void {
    const ahead = this.#ahead.get(conversationId);
    let record = this.writer.state.records.get(conversationId);
    if (ahead === undefined || record === undefined) {
      return;
    }
    const entries: Entry[] = [];
    for (let next = ahead.get(record.high + 1); next !== undefined; next = ahead.get(record.high + 1)) {
      entries.push(next);
      const low: number = isEmpty(record) ? next.seq : record.low;
      record = { ...record, low, high: next.seq, view: withHead(record.view, next) };
    }
    for (const seq of ahead.keys()) {
      if (seq <= record.high) {
        ahead.delete(seq);
      }
    }
    if (ahead.size === 0) {
      this.#ahead.delete(conversationId);
    }
    if (entries.length > 0) {
      this.writer.commit({ records: [record], entries });
      entries.forEach((entry) => this.#after(entry, 0));
      this.#settle(conversationId);
    }
  }

  #settle(conversationId: string): void {
    const high = this.writer.state.records.get(conversationId)?.high ?? 0;
    if ((this.#targets.get(conversationId) ?? 0) <= high) {
      this.#targets.delete(conversationId);
      this.#tellWhole();
    }
  }

  #tellWhole(): void {
    if (this.isWhole()) {
      this.whole();
    }
  }

  /** Pages show messages as what follows has made them already. */
  #after(entry: Entry, known: number): void {
    if (entry.seq > known) {
      this.#operations.apply(entry);
    }
  }

  /** How a message is now that more people have reacted to than it names; several may react at once. */
  #reread(conversationId: string, seq: number): void {
    const key = `${conversationId}/${seq}`;
    if (this.#rereading.has(key)) {
      return;
    }
    this.#rereading.add(key);
    setTimeout(() => {
      this.#rereading.delete(key);
      this.#link
        ?.ask<FetchedFrame>({ t: "fetch", conversationId, before: seq + 1, limit: 1 })
        .then((page) => this.writer.commit({ entries: page.entries.filter((entry) => entry.seq === seq) }))
        .catch(() => {});
    }, REREAD_MS);
  }

  #repair(): void {
    const link = this.#link;
    if (link === undefined) {
      return;
    }
    for (const conversationId of this.#targets.keys()) {
      if (this.#busy.size < MAX_FETCHES && !this.#busy.has(conversationId)) {
        this.#busy.add(conversationId);
        void this.#fetch(link, conversationId);
      }
    }
  }

  async #fetch(link: Link, conversationId: string): Promise<void> {
    try {
      const record = this.writer.state.records.get(conversationId);
      const target = this.#targets.get(conversationId) ?? 0;
      if (record !== undefined && target > record.high) {
        const after = record.high;
        const far = target - after > LARGEST_HOLE;
        const page = await link.ask<FetchedFrame>({
          t: "fetch", conversationId, limit: PAGE, ...(far ? {} : { after }),
        });
        this.#absorb(conversationId, page);
        const now = this.writer.state.records.get(conversationId);
        if (now !== undefined && now.high === after && this.#targets.has(conversationId)) {
          throw new Error("who answers is behind who told of the entries");
        }
      }
      this.#failures.delete(conversationId);
      this.#busy.delete(conversationId);
      this.#repair();
    } catch (failure) {
      if (link !== this.#link) {
        return;
      }
      if (!isRetryable(failure)) {
        this.forget(conversationId);
        this.#tellWhole();
      }
      const failures = (this.#failures.get(conversationId) ?? 0) + 1;
      this.#failures.set(conversationId, failures);
      setTimeout(() => {
        if (link === this.#link) {
          this.#busy.delete(conversationId);
          this.#repair();
        }
      }, delayAfter(failures));
    }
  }
}

/** What a pushed entry makes of the head of a list's line. */
function withHead(view: Conversation, entry: Entry): Conversation {
  if (entry.seq <= view.head.seq) {
    return view;
  }
  const head = { ...view.head, seq: entry.seq, ordinal: entry.ordinal };
  if (entry.type !== "message") {
    return { ...view, head };
  }
  const text = entry.kind === "text" ? textOf(entry.body) : "";
  const preview = { senderId: entry.senderId, kind: entry.kind ?? "text", ...(text === "" ? {} : { text }) };
  return { ...view, hidden: false, head: { ...head, at: entry.at, preview } };
}
