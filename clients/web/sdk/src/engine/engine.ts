import type { ClientIds } from "../clientId.js";
import type { ServerFrame } from "../frames.js";
import type { Greeting, Link } from "../link/link.js";
import type { WebSocketClass } from "../link/socket.js";
import type { Told } from "../live.js";
import type { Entry, Settings, Status } from "../model.js";
import { LostError } from "../problem.js";
import type { Rest, TokenSource } from "../rest.js";
import type { State } from "../state.js";
import type { Change, ConversationRecord, Store } from "../store/store.js";
import { Connection, type ConnectionState } from "./connection.js";
import { Counter } from "./counter.js";
import { Courier } from "./courier.js";
import { Inbox } from "./inbox.js";
import { Reader } from "./reader.js";
import { Syncer } from "./syncer.js";
import { isEmpty } from "./window.js";
import { Writer } from "./writer.js";

export interface EngineParts {
  url: string;
  token: TokenSource;
  rest: Rest;
  socket: WebSocketClass | undefined;
  store: Store;
  state: State;
  ids: ClientIds;
  me: string;
  /** Tells the other tabs what has changed. */
  changed(change: Change): void;
  connection(state: ConnectionState): void;
  message(entry: Entry): void;
  /** What happens at this moment and is kept nowhere. */
  told(told: Told): void;
}

/** How many messages back an unread conversation is loaded when it is opened, so that the first unread one is there. */
const UNREAD_LOADED = 800;
/** The server takes one word of typing in so long. */
const TYPING_MS = 3_000;

/** What the leading tab does: it holds the connection, and is the only one that changes what is stored. */
export class Engine {
  readonly #writer: Writer;
  readonly #counter: Counter;
  readonly #inbox: Inbox;
  readonly #reader: Reader;
  readonly #courier: Courier;
  readonly #syncer: Syncer;
  readonly #connection: Connection;
  #live = false;
  #link: Link | undefined;
  #watched: string[] = [];
  #status: Status | undefined;
  readonly #typed = new Map<string, number>();
  /** Those who wait for a connection. */
  readonly #waiting: { resolve(): void; reject(failure: Error): void }[] = [];

  constructor(private readonly parts: EngineParts) {
    const { state, store, rest } = parts;
    this.#writer = new Writer(state, store, parts.changed);
    this.#counter = new Counter(this.#writer);
    this.#inbox = new Inbox(this.#writer, store, rest, (entry) => this.#seen(entry), () => this.#syncer.whole());
    this.#reader = new Reader(this.#writer, this.#counter);
    this.#courier = new Courier(this.#writer, this.#inbox, () => parts.me);
    this.#syncer = new Syncer(this.#writer, this.#inbox, this.#counter, rest, () => {
      this.#live = true;
      parts.connection("online");
    });
    this.#connection = new Connection({
      ...parts,
      cursor: () => this.#syncer.cursor,
      frame: (frame) => this.#frame(frame),
      online: (link, greeting) => this.#online(link, greeting),
      offline: () => this.#offline(),
      state: (next) => parts.connection(next),
    });
  }

  start(): void {
    this.#connection.start();
  }

  stop(): Promise<void> {
    this.#connection.stop();
    this.#offline();
    this.#waiting.splice(0).forEach(({ reject }) => reject(new LostError("The client is closed")));
    return this.#writer.end();
  }

  wake(): void {
    this.#connection.wake();
  }

  /** A message of this or another tab is in the store's outbox. */
  queued(change: Change): void {
    this.#writer.commit(change);
    this.#courier.kick();
  }

  read(conversationId: string, seq: number): void {
    this.#reader.read(conversationId, seq);
  }

  async settings(conversationId: string, settings: Settings): Promise<void> {
    const path = { conversation: conversationId };
    const marked = await this.parts.rest.call("PATCH", "/conversations/{conversation}/settings", { path, body: settings });
    const record = this.parts.state.records.get(conversationId);
    if (record !== undefined) {
      this.#writer.commit({ records: [{ ...record, view: { ...record.view, ...settings } }] });
    }
    this.#counter.marked(conversationId, marked);
  }

  async markUnread(conversationId: string): Promise<void> {
    const marked = await this.parts.rest.call("PUT", "/conversations/{conversation}/unread", { path: { conversation: conversationId } });
    const record = this.parts.state.records.get(conversationId);
    if (record !== undefined) {
      this.#writer.commit({ records: [{ ...record, view: { ...record.view, markedUnread: true } }] });
    }
    this.#counter.marked(conversationId, marked);
  }

  /** The user types in a conversation; said at most once in 3 s. */
  typing(conversationId: string): void {
    const now = Date.now();
    if (now - (this.#typed.get(conversationId) ?? 0) >= TYPING_MS) {
      this.#typed.set(conversationId, now);
      this.#link?.say({ t: "typing", conversationId });
    }
  }

  /** Wants to be told how these people are, and nobody else any more. */
  watch(userIds: string[]): void {
    const same = userIds.length === this.#watched.length && userIds.every((id) => this.#watched.includes(id));
    this.#watched = userIds;
    if (!same) {
      this.#link?.say({ t: "watch", presence: userIds });
    }
  }

  /** How this device says that its user is, on this connection and those that follow. */
  status(status: Status): void {
    this.#status = status;
    this.#link?.say({ t: "status", state: status });
  }

  /** How far others have read, and have what was said, as far as that is known; it never goes back. */
  receipts(conversationId: string, readBy: Record<string, number>, delivered: number): void {
    const record = this.parts.state.records.get(conversationId);
    const known = record?.readBy ?? {};
    const news = Object.entries(readBy).filter(([userId, seq]) => userId !== this.parts.me && seq > (known[userId] ?? 0));
    const further = delivered > (record?.delivered ?? 0);
    if (record !== undefined && (news.length > 0 || further)) {
      const marks = { ...known, ...Object.fromEntries(news) };
      this.#writer.commit({ records: [{ ...record, readBy: marks, ...(further ? { delivered } : {}) }] });
    }
  }

  /** Sees to it that a conversation's newest entries are stored, and those from the first unread one on. */
  async open(conversationId: string): Promise<void> {
    const { state } = this.parts;
    const find = async (): Promise<ConversationRecord | undefined> =>
      state.records.get(conversationId) ?? (await this.#inbox.introduce(conversationId));
    let record = await find();
    if (record === undefined && this.#link === undefined) {
      await this.#connected();
      record = await find();
    }
    if (record === undefined || record.view.left) {
      return;
    }
    if (isEmpty(record)) {
      await this.#connected();
      await this.#inbox.newest(conversationId);
    }
    this.#inbox.expect(conversationId, record.view.head.seq);
    for (;;) {
      const now = state.records.get(conversationId);
      const unread = now !== undefined && now.view.unread > 0 ? now.view.read.seq : Infinity;
      const wanted = now !== undefined && now.low > unread && now.high - unread < UNREAD_LOADED;
      if (!wanted || !(await this.#inbox.older(conversationId))) {
        break;
      }
    }
    await this.#writer.stored();
  }

  /** Stores a page more of the past; false if there is none. */
  async older(conversationId: string): Promise<boolean> {
    const more = await this.#inbox.older(conversationId);
    await this.#writer.stored();
    return more;
  }

  /** A conversation that a call has just made or changed is known at once. */
  async refresh(conversationId: string): Promise<void> {
    const known = this.parts.state.records.has(conversationId);
    if (!known) {
      await this.#inbox.introduce(conversationId);
      await this.#writer.stored();
    }
  }

  #connected(): Promise<void> {
    return this.#link !== undefined ? Promise.resolve() : new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #online(link: Link, greeting: Greeting): void {
    if (greeting.now !== undefined) {
      this.parts.ids.adjust(greeting.now);
    }
    this.#link = link;
    if (this.#status !== undefined) {
      link.say({ t: "status", state: this.#status });
    }
    if (this.#watched.length > 0) {
      link.say({ t: "watch", presence: this.#watched });
    }
    this.#inbox.online(link);
    this.#reader.online(link);
    this.#courier.online(link);
    this.#syncer.online(link);
    this.#waiting.splice(0).forEach(({ resolve }) => resolve());
  }

  #offline(): void {
    this.#live = false;
    this.#link = undefined;
    this.#inbox.offline();
    this.#reader.offline();
    this.#courier.offline();
    this.#syncer.offline();
  }

  #seen(entry: Entry): void {
    this.#courier.seen(entry);
    if (entry.type === "member" || entry.type === "settings") {
      this.#syncer.look(entry);
    }
    if (this.#live && entry.type === "message" && entry.senderId !== this.parts.me) {
      this.parts.told({ kind: "said", conversationId: entry.conversationId, userId: entry.senderId });
      this.parts.message(entry);
    }
  }

  #frame(frame: ServerFrame): void {
    switch (frame.t) {
      case "entry":
        return this.#inbox.entry(frame.entry);
      case "entries":
        return frame.entries.forEach((entry) => this.#inbox.entry(entry));
      case "heads":
        frame.heads.forEach((head) => this.#inbox.expect(head.conversationId, head.seq));
        return this.#syncer.soon();
      case "conversation":
        return this.#syncer.view(frame.conversation);
      case "unread":
        this.#counter.changed(frame.conversations, frame.total, frame.version);
        return this.#syncer.pushed(frame.cursor);
      case "pong":
        return this.#syncer.pushed(frame.cursor);
      case "read":
        frame.items
          .filter((item) => item.userId === this.parts.me)
          .forEach((item) => this.#reader.moved(frame.conversationId, item.seq));
        return this.receipts(frame.conversationId, Object.fromEntries(frame.items.map(({ userId, seq }) => [userId, seq])), 0);
      case "delivered": {
        const others = frame.items.filter(({ userId }) => userId !== this.parts.me);
        return this.receipts(frame.conversationId, {}, Math.max(0, ...others.map(({ seq }) => seq)));
      }
      case "typing":
        return this.parts.told({ kind: "typing", conversationId: frame.conversationId, userId: frame.userId });
      case "presence":
        return this.parts.told({ kind: "presence", items: frame.items });
      case "feed":
        return this.parts.told({ kind: "feed", unread: frame.unread });
      case "contacts":
        return this.parts.told({ kind: "contacts" });
      case "draft": {
        const { t: _, ...draft } = frame;
        return this.parts.told({ kind: "draft", draft });
      }
      case "synced":
        return void this.#syncer.told(frame).catch(() => {});
      default:
    }
  }
}
