import type { Client } from "./client.js";
import type { Acknowledgement, Body, Conversation, Entry, Member, Page, Problem, Role, Settings } from "./model.js";
import { query } from "./rest.js";
import type { State } from "./state.js";
import type { OutboxItem, Store } from "./store/store.js";

/** What is to be said: a text, or a body of another kind. */
export type Message = ({ text: string } | { kind: string; body: Body }) & { replyTo?: number; mentions?: string[] };

/** A message of this device that the server hasn't acknowledged yet. */
export interface LocalMessage {
  clientId: string;
  conversationId: string;
  kind: string;
  body: Body;
  replyTo?: number;
  mentions?: string[];
  at: string;
  /** Why it was refused for good; undefined while it is on its way. */
  problem?: Problem;
}

export interface Sending extends LocalMessage {
  /** Resolves when the message is durable and numbered; rejects if it was refused for good. */
  acknowledged: Promise<Acknowledgement>;
}

/** What a conversation shows: entries by seq, without a hole, then what is still on its way. */
export interface TimelineView {
  entries: readonly Entry[];
  pending: readonly LocalMessage[];
  /** Whether there is more before the first of the entries. */
  hasOlder: boolean;
}

const FIRST_LOAD = 80;
const OLDER = 80;

/** One conversation, by its id; whether it exists shows in {@link view}. */
export class ConversationHandle {
  #timeline: TimelineView | undefined;
  #opened: Promise<void> | undefined;
  #older: Promise<void> | undefined;

  constructor(
    private readonly client: Client,
    private readonly state: State,
    private readonly store: Store,
    readonly id: string,
  ) {}

  get view(): Conversation | undefined {
    return this.state.records.get(this.id)?.view;
  }

  /** What is loaded; the same object until something changes. See {@link open}. */
  get timeline(): TimelineView {
    const record = this.state.records.get(this.id);
    const entries = this.state.entries(this.id);
    const pending = this.state.pending(this.id);
    const first = entries[0]?.seq ?? 0;
    const hasOlder = first > (record?.first ?? 1);
    const last = this.#timeline;
    if (last === undefined || last.entries !== entries || last.pending !== pending || last.hasOlder !== hasOlder) {
      this.#timeline = { entries, pending, hasOlder };
    }
    return this.#timeline!;
  }

  /**
   * Says something. It is shown and stored at once, sent when there is a network, and tried again under the same id
   * until the server has it or refuses it for good.
   */
  send(message: Message): Sending {
    const { replyTo, mentions } = message;
    const local: Omit<OutboxItem, "order"> = {
      clientId: this.client.nextId(),
      conversationId: this.id,
      kind: "text" in message ? "text" : message.kind,
      body: "text" in message ? { text: message.text } : message.body,
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(mentions === undefined || mentions.length === 0 ? {} : { mentions }),
      at: new Date().toISOString(),
    };
    return { ...local, acknowledged: this.client.enqueue(local) };
  }

  /** Sends a message again that was refused. */
  retry(clientId: string): Promise<void> {
    return this.client.requeue(clientId, true);
  }

  discard(clientId: string): Promise<void> {
    return this.client.requeue(clientId, false);
  }

  /** Loads the newest entries, and those from the first unread one on; from the store first, then from the server. */
  async open(): Promise<void> {
    await this.#show();
    this.#opened ??= this.client
      .call<void>({ op: "open", conversationId: this.id })
      .finally(() => (this.#opened = undefined));
    await this.#opened;
    await this.#show();
  }

  /** Loads what is before the first entry that is loaded. */
  loadOlder(): Promise<void> {
    this.#older ??= this.#loadOlder().finally(() => (this.#older = undefined));
    return this.#older;
  }

  async #loadOlder(): Promise<void> {
    const timeline = this.state.timeline(this.id);
    const record = this.state.records.get(this.id);
    const from = this.state.entries(this.id)[0]?.seq;
    if (record === undefined || from === undefined) {
      return this.open();
    }
    if (from <= record.low) {
      await this.client.call({ op: "older", conversationId: this.id });
    }
    const low = Math.max(this.state.records.get(this.id)?.low ?? from, from - OLDER);
    timeline.begin(low);
    timeline.put(await this.store.entries(this.id, low, from - 1));
    this.state.touch(this.id);
  }

  /** Loads back to `seq`, to show an old message; false if it is out of reach. */
  async loadBackTo(seq: number): Promise<boolean> {
    for (let pages = 0; pages < 60; pages++) {
      const first = this.timeline.entries[0]?.seq;
      if (first !== undefined && first <= seq) {
        return true;
      }
      if (!this.timeline.hasOlder) {
        return false;
      }
      await this.loadOlder();
    }
    return false;
  }

  /** Everything up to `seq` was seen: kept while there is no network, and told when there is one. */
  markRead(seq: number): void {
    this.client.call({ op: "read", conversationId: this.id, seq }).catch(() => {});
  }

  markUnread(): Promise<void> {
    return this.client.call({ op: "markUnread", conversationId: this.id });
  }

  settings(settings: Settings): Promise<void> {
    return this.client.call({ op: "settings", conversationId: this.id, settings });
  }

  async recall(seq: number): Promise<void> {
    await this.client.rest.call("DELETE", `/conversations/${this.id}/messages/${seq}`);
  }

  async rename(title: string): Promise<void> {
    await this.client.rest.call("PATCH", `/conversations/${this.id}`, { body: { title } });
  }

  members(cursor?: string, limit = 100): Promise<Page<Member>> {
    return this.client.rest.get(`/conversations/${this.id}/members${query({ limit, cursor })}`);
  }

  async addMembers(userIds: string[]): Promise<void> {
    await this.client.rest.call("POST", `/conversations/${this.id}/members`, { body: { userIds } });
  }

  async removeMember(userId: string): Promise<void> {
    await this.client.rest.call("DELETE", `/conversations/${this.id}/members/${userId}`);
  }

  async setRole(userId: string, role: Role): Promise<void> {
    await this.client.rest.call("PATCH", `/conversations/${this.id}/members/${userId}`, { body: { role } });
  }

  leave(): Promise<void> {
    return this.removeMember("me");
  }

  async dissolve(): Promise<void> {
    await this.client.rest.call("DELETE", `/conversations/${this.id}`);
  }

  async #show(): Promise<void> {
    const record = this.state.records.get(this.id);
    if (record === undefined || record.low > record.high) {
      this.state.timeline(this.id).begin(record?.high === undefined ? 0 : record.high + 1);
      return;
    }
    const unread = record.view.unread > 0 ? record.view.read.seq - 10 : record.high;
    const timeline = this.state.timeline(this.id);
    const low = Math.max(record.low, Math.min(unread, record.high - FIRST_LOAD, timeline.from || record.high));
    timeline.begin(low);
    timeline.put(await this.store.entries(this.id, low, record.high));
    this.state.touch(this.id);
  }
}
