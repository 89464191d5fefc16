import type { Entry } from "../model.js";
import type { Change, ConversationRecord } from "../store/store.js";

/** Whether nothing of a conversation is stored. */
export function isEmpty(record: ConversationRecord): boolean {
  return record.low > record.high;
}

/**
 * What a page of history, contiguous as pages are, makes of what is stored: both together where they touch, the page
 * alone where it is newer, nothing new where it is older.
 */
export function absorb(record: ConversationRecord, page: Entry[], firstSeq: number | undefined): Change {
  const first = firstSeq === undefined ? record.first : firstSeq;
  const known = { ...record, ...(first === undefined ? {} : { first }) };
  const low = page[0]?.seq;
  const high = page.at(-1)?.seq;
  if (low === undefined || high === undefined) {
    return { records: [known] };
  }
  if (isEmpty(record)) {
    return { records: [{ ...known, low, high }], entries: page };
  }
  if (low > record.high + 1) {
    return { voided: [record.view.id], records: [{ ...known, low, high }], entries: page };
  }
  if (high < record.low - 1) {
    return { records: [known] };
  }
  return {
    records: [{ ...known, low: Math.min(low, record.low), high: Math.max(high, record.high) }],
    entries: page,
  };
}
