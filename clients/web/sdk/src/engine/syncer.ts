import { delayAfter } from "../backoff.js";
import type { Link } from "../link/link.js";
import type { Conversation, Entry, SyncAnswer } from "../model.js";
import type { Rest } from "../rest.js";
import type { ConversationRecord } from "../store/store.js";
import type { Counter } from "./counter.js";
import type { Inbox } from "./inbox.js";
import type { Writer } from "./writer.js";

/** Several people come or go at once. */
const LOOK_MS = 200;
/** What is shown may be behind what was pushed, on a busy server by seconds: it is looked at again, each time later. */
const LOOK_LONGEST_MS = 12_800;

/** Up to which entry an answer has to show a conversation, and when it is asked for next. */
interface Look {
  seq: number;
  timer: ReturnType<typeof setTimeout>;
}

/** Brings this device up to date after it connected, and keeps the cursor: only when nothing is missing that it covers. */
export class Syncer {
  #link: Link | undefined;
  #candidate: string | undefined;
  /** Whether this connection's sync is complete; before that, a pushed cursor may be ahead of it. */
  #live = false;
  /** What a snapshot has shown so far; undefined when none is being paged. */
  #shown: Set<string> | undefined;
  #fromReset = false;
  /** The conversations that are looked at. */
  readonly #looks = new Map<string, Look>();
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly writer: Writer,
    private readonly inbox: Inbox,
    private readonly counter: Counter,
    private readonly rest: Rest,
    private readonly synced: () => void,
  ) {}

  get cursor(): string | undefined {
    return this.writer.state.progress.cursor;
  }

  online(link: Link): void {
    this.#link = link;
    void this.#run(link);
  }

  offline(): void {
    this.#link = undefined;
    this.#live = false;
    this.#candidate = undefined;
    this.#shown = undefined;
    clearTimeout(this.#again);
    this.#again = undefined;
    this.#looks.forEach(({ timer }) => clearTimeout(timer));
    this.#looks.clear();
  }

  /** Something has changed that no frame tells in full. */
  soon(): void {
    const link = this.#link;
    if (this.#live && link !== undefined) {
      this.#again ??= setTimeout(() => {
        this.#again = undefined;
        if (link === this.#link) {
          void this.#run(link);
        }
      }, 1_000);
    }
  }

  /** A cursor that came with a frame. */
  pushed(cursor: string | undefined): void {
    if (this.#live && cursor !== undefined) {
      this.#offer(cursor);
    }
  }

  /** Nothing is missing at the moment. */
  whole(): void {
    if (this.#candidate !== undefined && this.inbox.isWhole()) {
      const cursor = this.#candidate;
      this.#candidate = undefined;
      this.writer.commit({ progress: { ...this.writer.state.progress, cursor } });
      this.#link?.say({ t: "ack", cursor });
    }
  }

  /**
   * An entry has changed what a conversation is, such as who is in it; how many these are is told by no frame. It is
   * asked for until the answer has that entry. Title and members may still be behind the head of the same answer, for
   * as long as one of the server's readers is behind another, which isn't noticed here.
   */
  look({ conversationId, seq }: Entry): void {
    const look = this.#looks.get(conversationId);
    if (look !== undefined) {
      look.seq = Math.max(look.seq, seq);
    } else if (this.#live) {
      this.#lookIn(LOOK_MS, conversationId, seq);
    }
  }

  #lookIn(wait: number, conversationId: string, seq: number): void {
    const look: Look = { seq, timer: setTimeout(() => void this.#ask(wait, conversationId, look), wait) };
    this.#looks.set(conversationId, look);
  }

  async #ask(wait: number, conversationId: string, look: Look): Promise<void> {
    const { seq } = look;
    let shown = 0;
    try {
      const view = await this.rest.get("/conversations/{conversation}", { path: { conversation: conversationId } });
      if (this.#looks.get(conversationId) === look) {
        shown = view.head.seq;
        this.view(view);
      }
    } catch {
      // It is asked again.
    }
    if (this.#looks.get(conversationId) !== look) {
      return; // The connection is another by now, and its sync has told it.
    }
    this.#looks.delete(conversationId);
    if (shown < seq && wait < LOOK_LONGEST_MS) {
      this.#lookIn(2 * wait, conversationId, look.seq);
    } else if (shown >= seq && look.seq > shown) {
      this.#lookIn(LOOK_MS, conversationId, look.seq);
    }
  }

  /** A conversation as a frame shows it; its counts come with a version, elsewhere. */
  view(view: Conversation): void {
    const record = this.writer.state.records.get(view.id);
    const { unread, mentions } = record?.view ?? view;
    this.#view({ ...view, unread, mentions });
  }

  /** An answer of sync that came by itself, where there is no socket. */
  async told(answer: SyncAnswer): Promise<void> {
    this.page(answer);
    if (this.#link !== undefined && answer.conversations.length + answer.entries.length > 0) {
      this.counter.all(await this.rest.get("/unread"));
    }
  }

  async #run(link: Link): Promise<void> {
    for (let failures = 1; link === this.#link; failures++) {
      try {
        this.#shown = this.cursor === undefined ? new Set() : undefined;
        this.#fromReset = false;
        let at = this.cursor;
        for (let more = true; more; ) {
          const page = await link.ask<SyncAnswer>({ t: "sync", limit: 500, ...(at === undefined ? {} : { cursor: at }) }, 20_000);
          if (link !== this.#link) {
            return;
          }
          this.page(page);
          at = page.cursor;
          more = page.more;
        }
        this.#live = true;
        await this.#check();
        if (link === this.#link) {
          this.synced();
        }
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, delayAfter(failures)));
      }
    }
  }

  page(page: SyncAnswer): void {
    if (page.reset) {
      this.#shown = new Set();
      this.#fromReset = true;
    }
    for (const view of page.conversations) {
      this.#shown?.add(view.id);
      this.#view(view);
    }
    page.entries.forEach((entry) => this.inbox.entry(entry));
    if (!page.more && this.#shown !== undefined) {
      this.#dropOthers(this.#shown);
      this.#shown = undefined;
      this.#fromReset = false;
    }
    if (this.#shown === undefined) {
      this.#offer(page.cursor);
    }
  }

  /** What no frame tells: all counts with their version, and the heads of the conversations that are busiest. */
  async #check(): Promise<void> {
    const list = await this.rest.get("/conversations", { query: { limit: 50 } });
    list.items.forEach((view) => this.view(view));
    this.counter.all(await this.rest.get("/unread"));
  }

  #view(view: Conversation): void {
    let record = this.writer.state.records.get(view.id);
    if (record === undefined) {
      if (!view.left) {
        this.writer.commit({ records: [{ view, low: view.head.seq + 1, high: view.head.seq }] });
      }
      return;
    }
    if (this.#fromReset && record.high > view.head.seq && !this.inbox.isConfirmed(view.id)) {
      record = this.inbox.rewind(record, view.head.seq);
      this.writer.commit({ records: [{ ...record, view }] });
      return;
    }
    this.writer.commit({ records: [{ ...record, view: newer(record, view) }] });
    if (view.left) {
      this.inbox.forget(view.id);
    } else {
      this.inbox.expect(view.id, view.head.seq);
    }
  }

  /** What a complete snapshot lacks is gone, unless it came while the snapshot was paged. */
  #dropOthers(shown: Set<string>): void {
    const dropped = [...this.writer.state.records.keys()].filter((id) => !shown.has(id) && !this.inbox.isConfirmed(id));
    if (dropped.length > 0) {
      dropped.forEach((id) => this.inbox.forget(id));
      this.writer.commit({ dropped });
    }
  }

  #offer(cursor: string): void {
    this.#candidate = cursor;
    this.whole();
  }
}

/** A view may be some milliseconds older than what was pushed beside it. */
function newer(record: ConversationRecord, view: Conversation): Conversation {
  const known = record.view;
  if (view.left || view.joinedSeq !== known.joinedSeq) {
    return view;
  }
  const head = view.head.seq >= known.head.seq ? view.head : known.head;
  return { ...view, head, read: view.read.seq >= known.read.seq ? view.read : known.read };
}
