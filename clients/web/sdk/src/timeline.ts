import { changesMessages, operated } from "./engine/operations.js";
import type { Entry, EntryPage } from "./model.js";
import type { ConversationRecord } from "./store/store.js";

/**
 * What is loaded of one conversation's timeline: a stretch with no hole that ends at the newest entry stored. While
 * somebody reads far from there, another one before it is shown instead, until pages have joined the two.
 */
export class LoadedTimeline {
  readonly #entries = new Map<number, Entry>();
  /** Of entries that came by a page and aren't stored: up to which seq they show what was done to them. */
  readonly #asOf = new Map<number, number>();
  #from: number | undefined;
  #away: { from: number; to: number } | undefined;
  #first: number | undefined;
  #items: readonly Entry[] | undefined;

  /** The lowest seq that is loaded of the stretch that ends at the newest; undefined while nothing is. */
  get from(): number | undefined {
    return this.#from;
  }

  /** Whether a stretch is shown that doesn't end at the newest entry. */
  get isAway(): boolean {
    return this.#away !== undefined;
  }

  /** The lowest seq there is to see, where a page has told. */
  get first(): number | undefined {
    return this.#first;
  }

  /** From now on everything from `seq` on is kept. */
  begin(seq: number): void {
    this.#from = Math.min(seq, this.#from ?? seq);
    this.#join();
  }

  /** Entries that are stored, or came just now. */
  put(entries: Iterable<Entry>): boolean {
    let changed = false;
    for (const entry of entries) {
      if (this.#holds(entry.seq)) {
        this.#entries.set(entry.seq, entry);
        this.#asOf.delete(entry.seq);
        changed = true;
      }
      changed = this.#operate(entry) || changed;
    }
    if (changed) {
      this.#items = undefined;
    }
    return changed;
  }

  /** A page that isn't stored: shown with what it continues, else instead of what was shown. */
  page(page: EntryPage): void {
    const { items, firstSeq, headSeq } = page;
    this.#first = firstSeq;
    const [low, high] = [items[0]?.seq, items.at(-1)?.seq];
    if (low === undefined || high === undefined) {
      return;
    }
    if (!this.#continues(low, high)) {
      this.back();
    }
    for (const entry of items.filter(({ seq }) => !this.#holds(seq))) {
      this.#entries.set(entry.seq, entry);
      this.#asOf.set(entry.seq, headSeq);
    }
    const since = [...this.#entries.values()].filter(({ seq }) => seq > headSeq).sort((a, b) => a.seq - b.seq);
    since.forEach((entry) => this.#operate(entry));
    const { from, to } = this.#away ?? { from: low, to: high };
    this.#away = { from: Math.min(low, from), to: Math.max(high, to) };
    this.#join();
  }

  /** A page before or behind what was shown when it was asked for: nothing where something else is shown by now. */
  extend(page: EntryPage): void {
    const [low, high] = [page.items[0]?.seq, page.items.at(-1)?.seq];
    if (low === undefined || high === undefined || this.#continues(low, high)) {
      this.page(page);
    }
  }

  /** Shows the stretch that ends at the newest entry again, and keeps nothing of the other one. */
  back(): void {
    if (this.#away === undefined) {
      return;
    }
    this.#away = undefined;
    this.#items = undefined;
    for (const seq of [...this.#entries.keys()].filter((one) => !this.#holds(one))) {
      this.#entries.delete(seq);
      this.#asOf.delete(seq);
    }
  }

  /** What was stored is void. */
  clear(): void {
    this.#entries.clear();
    this.#asOf.clear();
    this.#away = undefined;
    this.#items = undefined;
    if (this.#from !== undefined) {
      this.#from = 0;
    }
  }

  /** The entries, ascending. The same array until something changes. */
  entries(record: ConversationRecord | undefined): readonly Entry[] {
    const newest = this.#away?.to ?? record?.high;
    if (this.#items !== undefined && (this.#items.at(-1)?.seq ?? newest) === newest) {
      return this.#items;
    }
    const items: Entry[] = [];
    for (let seq = newest ?? 0; ; seq--) {
      const entry = this.#entries.get(seq);
      if (entry === undefined) {
        break;
      }
      items.push(entry);
    }
    if (this.#from === 0 && this.#away === undefined && items.length > 0) {
      this.#from = items.at(-1)!.seq;
    }
    return (this.#items = items.reverse());
  }

  #holds(seq: number): boolean {
    return (this.#from !== undefined && seq >= this.#from) || (this.#away !== undefined && seq >= this.#away.from && seq <= this.#away.to);
  }

  /** Whether entries from `low` to `high` leave no hole to what is shown. */
  #continues(low: number, high: number): boolean {
    return this.#away === undefined ? high >= (this.#from ?? Infinity) - 1 : low <= this.#away.to + 1 && high >= this.#away.from - 1;
  }

  #join(): void {
    this.#items = undefined;
    if (this.#away !== undefined && this.#from !== undefined && this.#away.to >= this.#from - 1) {
      this.#from = Math.min(this.#from, this.#away.from);
      this.#away = undefined;
    }
  }

  /** What is done to a message that isn't stored is done to it here; to stored ones it is done in the store. */
  #operate(operation: Entry): boolean {
    const { target = 0, seq } = operation;
    const asOf = this.#asOf.get(target);
    const message = this.#entries.get(target);
    if (!changesMessages(operation) || asOf === undefined || asOf >= seq || message === undefined) {
      return false;
    }
    this.#entries.set(target, operated(message, operation));
    this.#asOf.set(target, seq);
    return true;
  }
}
