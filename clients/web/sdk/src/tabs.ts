import type { ConnectionState } from "./engine/connection.js";
import type { Told } from "./live.js";
import type { Settings, Status } from "./model.js";
import type { Change, OutboxItem, Settled, Store } from "./store/store.js";

/** What a tab asks of the one that leads. */
export type Call =
  | { op: "open"; conversationId: string }
  | { op: "older"; conversationId: string }
  | { op: "refresh"; conversationId: string }
  | { op: "read"; conversationId: string; seq: number }
  | { op: "settings"; conversationId: string; settings: Settings }
  | { op: "markUnread"; conversationId: string }
  | { op: "typing"; conversationId: string }
  | { op: "status"; status: Status }
  | { op: "receipts"; conversationId: string; readBy: Record<string, number>; delivered: number }
  | { op: "wake" };

export type TabMessage =
  | { kind: "change"; change: Change }
  | { kind: "queued"; outbox?: OutboxItem[]; sent?: Settled[] }
  | { kind: "call"; id: string; call: Call }
  | { kind: "answer"; id: string; value?: unknown; failure?: { message: string; problem?: unknown } }
  | { kind: "connection"; state: ConnectionState }
  | { kind: "told"; told: Told }
  /** Whom a tab wants to be told of. */
  | { kind: "watch"; tab: string; userIds: string[] }
  | { kind: "who" }
  | { kind: "leader" };

/** What tabs say to each other. */
export interface Channel {
  post(message: TabMessage): void;
  close(): void;
}

export function openChannel(name: string, came: (message: TabMessage) => void): Channel {
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event: MessageEvent<TabMessage>) => came(event.data);
  let closed = false;
  return {
    // What was stored while this tab closed is told by nobody; the one that leads next reads the store.
    post: (message) => closed || channel.postMessage(message),
    close: () => {
      closed = true;
      channel.close();
    },
  };
}

const LEASE_MS = 5_000;
const BEAT_MS = 1_500;

/**
 * Waits to lead, then leads until it is closed or `lost`. Web Locks decide where there are any; they exist in secure
 * contexts only, so on plain http a lease in the store does. Two leaders for a moment do no harm: messages have their
 * clientId, and the server keeps one socket of a device.
 */
export function contend(name: string, tab: string, store: Store, events: { lead(): void; lost(): void }): () => void {
  let closed = false;
  if (globalThis.navigator?.locks !== undefined) {
    const abort = new AbortController();
    let release = (): void => {};
    navigator.locks
      .request(name, { signal: abort.signal }, () => {
        if (closed) {
          return undefined;
        }
        events.lead();
        return new Promise<void>((resolve) => (release = resolve));
      })
      .catch(() => {});
    return () => {
      closed = true;
      abort.abort();
      release();
    };
  }
  let leads = false;
  const beat = async (): Promise<void> => {
    const mine = await store.lead(tab, LEASE_MS).catch(() => leads);
    if (closed || mine === leads) {
      return;
    }
    leads = mine;
    if (mine) {
      events.lead();
    } else {
      events.lost();
    }
  };
  const timer = setInterval(() => void beat(), BEAT_MS);
  void beat();
  return () => {
    closed = true;
    clearInterval(timer);
    if (leads) {
      void store.lead(tab, 0).catch(() => {});
    }
  };
}
