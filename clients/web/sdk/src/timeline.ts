import type { Entry } from "./model.js";
import type { ConversationRecord } from "./store/store.js";

/** What is loaded of one conversation's timeline: a stretch with no hole that ends at the newest entry stored. */
export class LoadedTimeline {
  readonly #entries = new Map<number, Entry>();
  #from: number | undefined;
  #items: readonly Entry[] | undefined;

  /** The lowest seq that is loaded; undefined while nothing is. */
  get from(): number | undefined {
    return this.#from;
  }

  /** From now on everything from `seq` on is kept. */
  begin(seq: number): void {
    this.#from = Math.min(seq, this.#from ?? seq);
    this.#items = undefined;
  }

  put(entries: Iterable<Entry>): boolean {
    let changed = false;
    for (const entry of entries) {
      if (this.#from !== undefined && entry.seq >= this.#from) {
        this.#entries.set(entry.seq, entry);
        changed = true;
      }
    }
    if (changed) {
      this.#items = undefined;
    }
    return changed;
  }

  /** What was stored is void. */
  clear(): void {
    this.#entries.clear();
    this.#items = undefined;
    if (this.#from !== undefined) {
      this.#from = 0;
    }
  }

  /** The entries, ascending. The same array until something changes. */
  entries(record: ConversationRecord | undefined): readonly Entry[] {
    if (this.#items !== undefined && (this.#items.at(-1)?.seq ?? record?.high) === record?.high) {
      return this.#items;
    }
    const items: Entry[] = [];
    for (let seq = record?.high ?? 0; ; seq--) {
      const entry = this.#entries.get(seq);
      if (entry === undefined) {
        break;
      }
      items.push(entry);
    }
    if (this.#from === 0 && items.length > 0) {
      this.#from = items.at(-1)!.seq;
    }
    return (this.#items = items.reverse());
  }
}
