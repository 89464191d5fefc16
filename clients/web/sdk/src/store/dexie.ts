import { Dexie, type Table } from "dexie";
import type { Entry, User } from "../model.js";
import { type Change, type ConversationRecord, NOTHING, type OutboxItem, type Progress, type Store } from "./store.js";

interface Lease {
  tab: string;
  until: number;
}

class Database extends Dexie {
  declare readonly records: Table<ConversationRecord & { id: string }, string>;
  declare readonly entries: Table<Entry, [string, number]>;
  declare readonly outbox: Table<OutboxItem, number>;
  declare readonly users: Table<User, string>;
  declare readonly single: Table<Progress | Lease, string>;

  constructor(name: string) {
    super(name);
    this.version(1).stores({
      records: "id",
      entries: "[conversationId+seq]",
      outbox: "++order,&clientId",
      users: "id",
      single: "",
    });
  }
}

/** A store in the browser's IndexedDB, which all tabs of its origin share. */
export function dexieStore(name: string): Store {
  const database = new Database(name);
  const { records, entries, outbox, users, single } = database;

  function range(conversationId: string, low: number, high: number) {
    return entries.where("[conversationId+seq]").between([conversationId, low], [conversationId, high], true, true);
  }

  async function write(change: Change): Promise<void> {
    for (const id of [...(change.voided ?? []), ...(change.dropped ?? [])]) {
      await range(id, 0, Infinity).delete();
    }
    if (change.dropped !== undefined) {
      await records.bulkDelete(change.dropped);
    }
    if (change.records !== undefined) {
      await records.bulkPut(change.records.map((record) => ({ ...record, id: record.view.id })));
    }
    if (change.entries !== undefined) {
      await entries.bulkPut(change.entries);
    }
    if (change.outbox !== undefined) {
      await outbox.bulkPut(change.outbox);
    }
    if (change.sent !== undefined) {
      await outbox.where("clientId").anyOf(change.sent.map((settled) => settled.clientId)).delete();
    }
    if (change.progress !== undefined) {
      await single.put(change.progress, "progress");
    }
  }

  return {
    shared: true,
    load: () =>
      database.transaction("r", [records, outbox, single], async () => ({
        records: await records.toArray(),
        outbox: await outbox.orderBy("order").toArray(),
        progress: ((await single.get("progress")) as Progress | undefined) ?? NOTHING,
      })),
    apply: (change) => database.transaction("rw", [records, entries, outbox, single], () => write(change)),
    enqueue: async (item) => {
      const order = await outbox.add(item as OutboxItem);
      return { ...item, order };
    },
    entries: (conversationId, low, high) => range(conversationId, low, high).toArray(),
    users: () => users.toArray(),
    putUsers: async (known) => void (await users.bulkPut(known)),
    lead: (tab, milliseconds) =>
      database.transaction("rw", single, async () => {
        const lease = (await single.get("lease")) as Lease | undefined;
        const now = Date.now();
        // A clock that was set back must not leave a lease that never ends.
        if (lease !== undefined && lease.tab !== tab && lease.until > now && lease.until - now < 60_000) {
          return false;
        }
        await single.put({ tab, until: now + milliseconds }, "lease");
        return true;
      }),
    clear: () =>
      database.transaction("rw", [records, entries, outbox, users, single], async () => {
        await Promise.all([records.clear(), entries.clear(), outbox.clear(), users.clear(), single.clear()]);
      }),
    close: () => database.close(),
  };
}
