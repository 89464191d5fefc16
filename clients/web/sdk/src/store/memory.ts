import type { Entry, User } from "../model.js";
import { type Change, type ConversationRecord, NOTHING, type OutboxItem, type Progress, type Store } from "./store.js";

/** A store that lasts as long as the process. */
export function memoryStore(): Store {
  const records = new Map<string, ConversationRecord>();
  const entries = new Map<string, Map<number, Entry>>();
  const outbox = new Map<string, OutboxItem>();
  const users = new Map<string, User>();
  let progress: Progress = NOTHING;
  let order = 0;

  function apply(change: Change): void {
    for (const id of [...(change.voided ?? []), ...(change.dropped ?? [])]) {
      entries.delete(id);
    }
    change.dropped?.forEach((id) => records.delete(id));
    change.records?.forEach((record) => records.set(record.view.id, record));
    for (const entry of change.entries ?? []) {
      const timeline = entries.get(entry.conversationId) ?? new Map<number, Entry>();
      entries.set(entry.conversationId, timeline.set(entry.seq, entry));
    }
    change.outbox?.forEach((item) => outbox.set(item.clientId, item));
    change.sent?.forEach(({ clientId }) => outbox.delete(clientId));
    progress = change.progress ?? progress;
  }

  return {
    shared: false,
    load: async () => ({
      records: [...records.values()],
      outbox: [...outbox.values()].sort((a, b) => a.order - b.order),
      progress,
    }),
    apply: async (change) => apply(change),
    enqueue: async (item) => {
      const queued = { ...item, order: ++order };
      outbox.set(item.clientId, queued);
      return queued;
    },
    entries: async (conversationId, low, high) =>
      [...(entries.get(conversationId)?.values() ?? [])]
        .filter((entry) => entry.seq >= low && entry.seq <= high)
        .sort((a, b) => a.seq - b.seq),
    users: async () => [...users.values()],
    putUsers: async (known) => known.forEach((user) => users.set(user.id, user)),
    lead: async () => true,
    clear: async () => {
      [records, entries, outbox, users].forEach((map) => map.clear());
      progress = NOTHING;
    },
    close: () => {},
  };
}
