import { ClientIds } from "./clientId.js";
import { Contacts } from "./contacts.js";
import { ConversationHandle } from "./conversation.js";
import { Emitter } from "./emitter.js";
import type { ConnectionState } from "./engine/connection.js";
import { Engine } from "./engine/engine.js";
import { Feed } from "./feed.js";
import type { WebSocketClass } from "./link/socket.js";
import { type DraftHint, Live } from "./live.js";
import { Media } from "./media.js";
import type {
  Acknowledgement, Conversation, Counts, Device, Entry, Joined, Presence, Problem, Schemas, Status, StoredDraft, User,
} from "./model.js";
import { People } from "./people.js";
import { LostError, ProblemError } from "./problem.js";
import { Rest, type TokenSource } from "./rest.js";
import { State } from "./state.js";
import { dexieStore } from "./store/dexie.js";
import { memoryStore } from "./store/memory.js";
import type { Change, OutboxItem, Settled, Store } from "./store/store.js";
import { type Call, type Channel, contend, openChannel, type TabMessage } from "./tabs.js";

export interface ConnectOptions {
  /** Where the server is, such as `https://chat.example.org`. */
  url: string;
  /** Gives an access token; `spent` is one that was refused, so another is wanted. See {@link tokensOf}. */
  token: TokenSource;
  /** Whose token it is. Without it the server is asked, so a page that starts without a network needs it. */
  userId?: string;
  /** Where this device keeps what it knows: IndexedDB where there is one, else memory. */
  store?: Store;
  /** In Node: the class of a library, such as that of `ws`. */
  WebSocket?: WebSocketClass;
  fetch?: typeof fetch;
}

export interface ClientEvents {
  connection: ConnectionState;
  /** The list of conversations, or one in it. */
  conversations: void;
  unread: void;
  /** The id of a conversation whose timeline has changed. */
  timeline: string;
  /** Somebody else's message came while connected; in one tab only, the one that leads. */
  message: Entry;
  /** Ids of people of whom more is known. */
  people: string[];
  /** The id of a conversation in which somebody has begun or ended typing. */
  typing: string;
  /** Ids of people who are watched and are otherwise than before. */
  presence: string[];
  /** What another device has begun to write, or has no more; whoever has connected asks for {@link Client.drafts} once. */
  draft: DraftHint;
  /** The user's contacts, or the requests of others. */
  contacts: void;
  /** How many posts are new. */
  feed: void;
}

interface Waiting {
  resolve(acknowledgement: Acknowledgement): void;
  reject(failure: Error): void;
}

/** Connects, and resolves once what this device knows already is there; the network is waited for by {@link Client.synced}. */
export async function connect(options: ConnectOptions): Promise<Client> {
  const fetcher = options.fetch ?? globalThis.fetch.bind(globalThis);
  const url = options.url.replace(/\/+$/, "");
  const rest = new Rest(url, fetcher, options.token);
  const me = options.userId ?? (await rest.get("/me")).id;
  const name = `hongyan-${me}`;
  const client = new Client(options, url, rest, me, options.store ?? (await defaultStore(name)));
  await client.start(name);
  return client;
}

async function defaultStore(name: string): Promise<Store> {
  if (globalThis.indexedDB === undefined) {
    return memoryStore();
  }
  const store = dexieStore(name);
  try {
    await store.load();
    return store;
  } catch {
    // Private windows of some browsers have an IndexedDB that can't be opened.
    return memoryStore();
  }
}

/** One user's connection, and what this device knows. */
export class Client {
  readonly people: People;
  readonly contacts: Contacts;
  readonly media: Media;
  readonly feed: Feed;
  readonly #live: Live;
  readonly #watches = new Map<string, string[]>();
  readonly #events = new Emitter<ClientEvents>();
  readonly #state = new State();
  readonly #ids = new ClientIds();
  readonly #tab = new ClientIds().next();
  readonly #conversations = new Map<string, ConversationHandle>();
  readonly #acknowledged = new Map<string, Waiting>();
  readonly #calls = new Map<string, { call: Call; resolve(value: unknown): void; reject(failure: Error): void }>();
  #connection: ConnectionState = "connecting";
  #status: Status | undefined;
  #engine: Engine | undefined;
  #channel: Channel | undefined;
  #release: () => void = () => {};
  #unlisten: () => void = () => {};

  constructor(
    private readonly options: ConnectOptions,
    private readonly url: string,
    readonly rest: Rest,
    /** The user's own id. */
    readonly me: string,
    private readonly store: Store,
  ) {
    this.people = new People(rest, store, (ids) => this.#events.emit("people", ids));
    this.contacts = new Contacts(rest, this.people, () => this.#events.emit("contacts", undefined));
    this.media = new Media(rest, url, () => this.newId());
    this.feed = new Feed(rest, this.people, () => this.newId(), () => this.#events.emit("feed", undefined));
    this.#live = new Live(
      {
        typing: (conversationId) => this.#events.emit("typing", conversationId),
        presence: (userIds) => this.#events.emit("presence", userIds),
        draft: (draft) => this.#events.emit("draft", draft),
        feed: (unread) => this.feed.told(unread),
        contacts: () => void this.contacts.catchUp(),
      },
      (userIds) => this.#watch(userIds),
    );
    this.#state.events.on("conversations", () => this.#events.emit("conversations", undefined));
    this.#state.events.on("unread", () => this.#events.emit("unread", undefined));
    this.#state.events.on("timeline", (id) => this.#events.emit("timeline", id));
    this.#state.events.on("outbox", (settled) => this.#settled(settled));
  }

  get connection(): ConnectionState {
    return this.#connection;
  }

  /** Whether this tab holds the connection for all. */
  get leads(): boolean {
    return this.#engine !== undefined;
  }

  /** The conversations that are shown, pinned first, then newest. The same array until something changes. */
  get conversations(): readonly Conversation[] {
    return this.#state.list();
  }

  /** The one number, as the server counts it. */
  get unread(): Counts {
    return this.#state.progress.total;
  }

  on<Name extends keyof ClientEvents>(name: Name, listener: (event: ClientEvents[Name]) => void): () => void {
    return this.#events.on(name, listener);
  }

  conversation(id: string): ConversationHandle {
    let handle = this.#conversations.get(id);
    if (handle === undefined) {
      handle = new ConversationHandle(this, this.#state, this.store, id);
      this.#conversations.set(id, handle);
    }
    return handle;
  }

  /** The conversation with one other person, made if it doesn't exist. */
  async direct(userId: string): Promise<ConversationHandle> {
    return this.#make({ kind: "direct", userId });
  }

  async createGroup(title: string, memberIds: string[]): Promise<ConversationHandle> {
    return this.#make({ kind: "group", title, memberIds });
  }

  /** People whose name or display name starts with `q`. */
  async search(q: string, limit = 20): Promise<User[]> {
    const page = await this.rest.get("/users", { query: { q, limit } });
    this.people.learn(page.items);
    return page.items;
  }

  /** Where the user keeps messages for themselves. */
  saved(): Promise<ConversationHandle> {
    return this.direct(this.me);
  }

  /** Comes into a group by the code of a link, or asks to be let in. */
  async join(code: string): Promise<Joined> {
    const joined = await this.rest.call("POST", "/joins", { body: { code } });
    if (joined.state === "joined") {
      await this.call({ op: "refresh", conversationId: joined.conversationId });
    }
    return joined;
  }

  /** Who is typing in a conversation, told by the event `typing`. */
  typists(conversationId: string): readonly string[] {
    return this.#live.typists(conversationId);
  }

  /** How somebody is; undefined while that isn't known. See {@link watch}. */
  presence(userId: string): Presence | undefined {
    return this.#live.presence(userId);
  }

  /** From now on how these people are is told by the event `presence`; returns what ends it. */
  watch(userIds: string[]): () => void {
    return this.#live.look(userIds);
  }

  /** Says how the user is, from this device. */
  setStatus(status: Status): Promise<void> {
    this.#status = status;
    return this.call({ op: "status", status });
  }

  /** The devices that the user is logged in on. */
  async devices(): Promise<Device[]> {
    return (await this.rest.get("/devices")).items;
  }

  /** Logs one device out, or all but this one. */
  async logOutDevice(id?: string): Promise<void> {
    await (id === undefined ? this.rest.call("DELETE", "/devices") : this.rest.call("DELETE", "/devices/{device}", { path: { device: id } }));
  }

  /** What the user has begun to write on any of their devices, the newest first. */
  async drafts(): Promise<StoredDraft[]> {
    return (await this.rest.get("/drafts")).items;
  }

  /** When this device has everything that the server has. */
  synced(): Promise<void> {
    return this.#connection === "online"
      ? Promise.resolve()
      : new Promise((resolve) => {
          const end = this.on("connection", (state) => {
            if (state === "online") {
              end();
              resolve();
            }
          });
        });
  }

  /** Ends the connection; what is stored stays. */
  async close(): Promise<void> {
    this.#unlisten();
    this.#release();
    if (this.#engine === undefined) {
      this.#watch([]);
    }
    await this.#engine?.stop();
    this.#engine = undefined;
    this.#channel?.close();
    this.store.close();
    this.#tell("closed");
  }

  /** Ends the connection and forgets everything on this device. */
  async forget(): Promise<void> {
    this.#unlisten();
    this.#release();
    await this.#engine?.stop();
    await this.store.clear();
    await this.close();
  }

  /** @internal */
  async start(name: string): Promise<void> {
    const shared = this.store.shared && typeof BroadcastChannel !== "undefined";
    if (shared) {
      this.#channel = openChannel(name, (message) => this.#came(message));
    }
    this.#state.load(await this.store.load());
    await this.people.load();
    this.#unlisten = this.#listen();
    if (!shared) {
      this.#lead();
      return;
    }
    this.#channel?.post({ kind: "who" });
    this.#release = contend(name, this.#tab, this.store, {
      lead: () => void this.#takeOver(),
      lost: () => this.#follow(),
    });
  }

  /** @internal Stores a message; it is sent as soon as it can be. */
  enqueue(item: Omit<OutboxItem, "order">): Promise<Acknowledgement> {
    const acknowledged = new Promise<Acknowledgement>((resolve, reject) => {
      this.#acknowledged.set(item.clientId, { resolve, reject });
    });
    // Whoever doesn't look at the promise sees the message's state in the timeline.
    acknowledged.catch(() => {});
    this.store.enqueue(item).then(
      (queued) => this.#queue({ outbox: [queued] }),
      (failure: unknown) => this.#acknowledged.get(item.clientId)?.reject(new Error(String(failure))),
    );
    return acknowledged;
  }

  /** @internal A refused message goes again, or is given up. */
  async requeue(clientId: string, again: boolean): Promise<void> {
    const item = this.#state.outbox.get(clientId);
    if (item === undefined) {
      return;
    }
    const { problem: _, ...rest } = item;
    const change: Change = again ? { outbox: [rest] } : { sent: [{ clientId }] };
    await this.store.apply(change);
    this.#queue(change);
  }

  /** An id under which a message is going to be sent. */
  newId(): string {
    return this.#ids.next();
  }

  /** @internal What only the leading tab does. */
  call<T>(call: Call): Promise<T> {
    if (this.#engine !== undefined) {
      return this.#perform(this.#engine, call) as Promise<T>;
    }
    const id = this.#ids.next();
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#calls.delete(id);
        reject(new LostError("No tab leads"));
      }, 20_000);
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        this.#calls.delete(id);
        end();
      };
      this.#calls.set(id, {
        call,
        resolve: (value) => settle(() => resolve(value as T)),
        reject: (failure) => settle(() => reject(failure)),
      });
      this.#channel?.post({ kind: "call", id, call });
    });
  }

  async #make(body: Schemas["CreateRequest"]): Promise<ConversationHandle> {
    const made = await this.rest.call("POST", "/conversations", {
      body,
      header: { "Idempotency-Key": this.#ids.next() },
    });
    await this.call({ op: "refresh", conversationId: made.id });
    return this.conversation(made.id);
  }

  #queue(change: Change): void {
    if (this.#engine !== undefined) {
      this.#engine.queued(change);
    } else {
      this.#state.apply(change);
      this.#channel?.post({ kind: "queued", ...change });
    }
  }

  async #takeOver(): Promise<void> {
    // What the tab that led before has stored, and this one may not have heard.
    this.#state.load(await this.store.load());
    this.#lead();
    this.#channel?.post({ kind: "leader" });
    for (const { call, resolve, reject } of [...this.#calls.values()]) {
      this.call(call).then(resolve, reject);
    }
  }

  #lead(): void {
    this.#engine = new Engine({
      url: this.url,
      token: this.options.token,
      rest: this.rest,
      socket: this.options.WebSocket ?? (globalThis.WebSocket as unknown as WebSocketClass | undefined),
      store: this.store,
      state: this.#state,
      ids: this.#ids,
      me: this.me,
      changed: (change) => this.#channel?.post({ kind: "change", change }),
      connection: (state) => this.#tell(state),
      message: (entry) => this.#events.emit("message", entry),
      told: (told) => {
        this.#live.told(told);
        this.#channel?.post({ kind: "told", told });
      },
    });
    this.#watch(this.#live.watched);
    if (this.#status !== undefined) {
      this.#engine.status(this.#status);
    }
    this.#engine.start();
  }

  #follow(): void {
    const engine = this.#engine;
    this.#engine = undefined;
    void engine?.stop();
  }

  #perform(engine: Engine, call: Call): Promise<unknown> {
    switch (call.op) {
      case "open":
        return engine.open(call.conversationId);
      case "older":
        return engine.older(call.conversationId);
      case "refresh":
        return engine.refresh(call.conversationId);
      case "read":
        return Promise.resolve(engine.read(call.conversationId, call.seq));
      case "settings":
        return engine.settings(call.conversationId, call.settings);
      case "markUnread":
        return engine.markUnread(call.conversationId);
      case "typing":
        return Promise.resolve(engine.typing(call.conversationId));
      case "status":
        return Promise.resolve(engine.status(call.status));
      case "receipts":
        return Promise.resolve(engine.receipts(call.conversationId, call.readBy, call.delivered));
      case "wake":
        return Promise.resolve(engine.wake());
    }
  }

  /** What this tab wants to know of people; the one that leads watches for all. */
  #watch(userIds: string[]): void {
    this.#watches.set(this.#tab, userIds);
    this.#engine?.watch([...new Set([...this.#watches.values()].flat())]);
    if (this.#engine === undefined) {
      this.#channel?.post({ kind: "watch", tab: this.#tab, userIds });
    }
  }

  #watchFor(tab: string, userIds: string[]): void {
    this.#watches.set(tab, userIds);
    this.#watch(this.#live.watched);
    const items = userIds.flatMap((id) => this.#live.presence(id) ?? []);
    if (items.length > 0) {
      this.#channel?.post({ kind: "told", told: { kind: "presence", items } });
    }
  }

  #came(message: TabMessage): void {
    const engine = this.#engine;
    switch (message.kind) {
      case "change":
        return this.#state.apply(message.change);
      case "queued":
        if (engine !== undefined) {
          engine.queued(message);
        } else {
          this.#state.apply(message);
        }
        return;
      case "call":
        if (engine !== undefined) {
          this.#answer(engine, message.id, message.call);
        }
        return;
      case "answer":
        return this.#answered(message);
      case "told":
        return engine === undefined ? this.#live.told(message.told) : undefined;
      case "watch":
        return engine === undefined ? undefined : this.#watchFor(message.tab, message.userIds);
      case "connection":
        return engine === undefined ? this.#tell(message.state) : undefined;
      case "who":
        if (engine !== undefined) {
          this.#channel?.post({ kind: "connection", state: this.#connection });
        }
        return;
      case "leader":
        this.#calls.forEach(({ call }, id) => this.#channel?.post({ kind: "call", id, call }));
        this.#watch(this.#live.watched);
    }
  }

  #answer(engine: Engine, id: string, call: Call): void {
    this.#perform(engine, call).then(
      (value) => this.#channel?.post({ kind: "answer", id, value }),
      (failure: Error) =>
        this.#channel?.post({
          kind: "answer",
          id,
          failure: { message: failure.message, ...(failure instanceof ProblemError ? { problem: failure.problem } : {}) },
        }),
    );
  }

  #answered({ id, value, failure }: Extract<TabMessage, { kind: "answer" }>): void {
    const waiting = this.#calls.get(id);
    if (failure === undefined) {
      waiting?.resolve(value);
    } else {
      waiting?.reject(failure.problem === undefined ? new LostError(failure.message) : new ProblemError(failure.problem as Problem));
    }
  }

  /** Messages that have left the outbox or were refused. */
  #settled(settled: Settled[]): void {
    for (const { clientId, acknowledgement } of settled) {
      const waiting = this.#acknowledged.get(clientId);
      if (waiting === undefined) {
        continue;
      }
      const problem = this.#state.outbox.get(clientId)?.problem;
      this.#acknowledged.delete(clientId);
      if (acknowledgement !== undefined) {
        waiting.resolve(acknowledgement);
      } else {
        waiting.reject(problem === undefined ? new Error("The message was given up") : new ProblemError(problem));
      }
    }
  }

  #tell(state: ConnectionState): void {
    if (state !== this.#connection) {
      this.#connection = state;
      if (state !== "online") {
        this.#live.forget();
      }
      if (this.#engine !== undefined) {
        this.#channel?.post({ kind: "connection", state });
      }
      this.#events.emit("connection", state);
    }
  }

  /** The network is back, the page is shown again: reasons not to wait any longer. */
  #listen(): () => void {
    const wake = (): void => {
      if (globalThis.document?.visibilityState !== "hidden") {
        void this.call({ op: "wake" }).catch(() => {});
      }
    };
    const offline = (): void => void this.call({ op: "wake" }).catch(() => {});
    globalThis.addEventListener?.("online", wake);
    globalThis.addEventListener?.("offline", offline);
    globalThis.document?.addEventListener("visibilitychange", wake);
    return () => {
      globalThis.removeEventListener?.("online", wake);
      globalThis.removeEventListener?.("offline", offline);
      globalThis.document?.removeEventListener("visibilitychange", wake);
    };
  }
}
