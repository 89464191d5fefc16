import type { Client } from "./client.js";
import type {
  Acknowledgement, Body, Conversation, Entry, EntryPage, GroupChange, JoinLink, JoinRequest, Member, MemberPatch, Operated, Page,
  Problem, Receipts, Revision, Settings,
} from "./model.js";
import type { Rest } from "./rest.js";
import type { State } from "./state.js";
import type { ConversationRecord, OutboxItem, Store } from "./store/store.js";
import type { LoadedTimeline } from "./timeline.js";

/** What is to be said: a text, or a body of another kind. `clientId` is one of {@link Client.newId}, where it is shown already. */
export type Message = ({ text: string } | { kind: string; body: Body }) & { replyTo?: number; mentions?: string[]; clientId?: string };

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
  /** Whether there is more behind the last of them; what is on its way would come behind that, and isn't shown then. */
  hasNewer: boolean;
  /** The first message that was unread when the conversation was last opened; undefined where all was read. */
  firstUnread?: number | undefined;
}

/** Messages that say what was searched for, the newest first; `nextBefore` is where a search goes on that isn't over. */
export interface FoundMessages {
  items: Entry[];
  nextBefore?: number;
}

const FIRST_LOAD = 80;
const OLDER = 80;
const PAGE = 100;
/** So much before what is looked for is shown too. */
const BEFORE = 10;
const NOBODY: Readonly<Record<string, number>> = {};
const NOTHING: readonly Entry[] = [];
const NONE_PENDING: readonly LocalMessage[] = [];

/** One conversation, by its id; whether it exists shows in {@link view}. */
export class ConversationHandle {
  #timeline: TimelineView | undefined;
  /** What is being loaded for what the reader wants to see: another map as soon as they want to see something else. */
  #loading = new Map<"open" | "older" | "newer", Promise<void>>();
  /** Before it was opened to its end, what came meanwhile would be shown alone, and be where one begins to read. */
  #isShown = false;
  #firstUnread: number | undefined;

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
    const entries = this.#isShown ? this.state.entries(this.id) : NOTHING;
    const hasNewer = this.#loaded.isAway;
    const pending = hasNewer ? NONE_PENDING : this.state.pending(this.id);
    const first = entries[0]?.seq ?? 0;
    const next = { entries, pending, hasOlder: first > this.#first, hasNewer, firstUnread: this.#firstUnread };
    const last = this.#timeline;
    if (last === undefined || (Object.keys(next) as (keyof TimelineView)[]).some((key) => last[key] !== next[key])) {
      this.#timeline = next;
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
      clientId: message.clientId ?? this.client.newId(),
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

  /**
   * Loads the newest entries, and those from the first unread one on, or a page around that where the newest are far
   * away; from the store first, then from the server. On a device that has nothing of the conversation yet it waits for
   * the connection, and shows nothing before.
   */
  open(): Promise<void> {
    return this.#once("open", () => this.#open());
  }

  async #open(): Promise<void> {
    const wanted = this.#loading;
    await this.#load();
    const record = this.state.records.get(this.id);
    if (record !== undefined && record.low <= record.high && reachesUnread(record)) {
      this.#show();
    }
    try {
      await this.client.call<void>({ op: "open", conversationId: this.id });
      await this.#load();
      const read = this.#readTo;
      if (read !== undefined && !this.#loaded.isAway && !this.#reaches(read)) {
        await this.#jump(read + 1, wanted);
      }
    } finally {
      this.#show();
    }
  }

  #show(): void {
    const read = this.#readTo;
    this.#isShown = true;
    this.#firstUnread =
      read === undefined || !this.#reaches(read)
        ? undefined
        : this.state
            .entries(this.id)
            .find(({ seq, type, senderId, recalled }) => seq > read && type === "message" && senderId !== this.client.me && recalled !== true)?.seq;
    this.state.touch(this.id);
  }

  /** Up to where it was read, be it told to the server or not; undefined where nothing is unread. */
  get #readTo(): number | undefined {
    const record = this.state.records.get(this.id);
    return record === undefined || record.view.unread === 0 ? undefined : Math.max(record.view.read.seq, record.wantRead ?? 0);
  }

  /** Whether what follows `seq` is loaded. */
  #reaches(seq: number): boolean {
    const entries = this.state.entries(this.id);
    return entries.length > 0 && entries[0]!.seq <= Math.max(seq + 1, this.#first);
  }

  /** The lowest seq there is to see, as far as that is known. */
  get #first(): number {
    return this.state.records.get(this.id)?.first ?? this.#loaded.first ?? 1;
  }

  get #loaded(): LoadedTimeline {
    return this.state.timeline(this.id);
  }

  /** Loads what is before the first entry that is loaded. */
  loadOlder(): Promise<void> {
    return this.#once("older", () => this.#loadOlder());
  }

  async #loadOlder(): Promise<void> {
    const timeline = this.state.timeline(this.id);
    const record = this.state.records.get(this.id);
    const from = this.state.entries(this.id)[0]?.seq;
    if (record === undefined || from === undefined) {
      return this.open();
    }
    if (timeline.isAway || from < record.low) {
      return this.#extend(await this.#page({ before: from }));
    }
    if (from <= record.low) {
      await this.client.call({ op: "older", conversationId: this.id });
    }
    await this.#loadStored(Math.max(this.state.records.get(this.id)?.low ?? from, from - OLDER), from - 1);
  }

  /** Loads what is behind the last entry that is loaded, where that isn't the newest. */
  loadNewer(): Promise<void> {
    return this.#once("newer", () => this.#loadNewer());
  }

  async #loadNewer(): Promise<void> {
    const to = this.state.entries(this.id).at(-1)?.seq;
    if (this.#loaded.isAway && to !== undefined) {
      this.#extend(await this.#page({ after: to }));
    }
  }

  /**
   * Loads what is around `seq`, to show that message; false if it is out of reach, undefined if something else was asked
   * for before it came.
   */
  async loadAround(seq: number): Promise<boolean | undefined> {
    const wanted = this.#turn();
    const record = this.state.records.get(this.id);
    if (!this.#shows(seq) && record !== undefined && record.low <= seq) {
      this.#loaded.back();
      await this.#loadStored(Math.max(record.low, seq - BEFORE), record.high);
    }
    if (!this.#shows(seq)) {
      await this.#jump(seq, wanted);
    }
    return wanted === this.#loading ? this.#shows(seq) : undefined;
  }

  /** Shows the newest entries again, after what was far from them. */
  toNewest(): void {
    this.#turn();
    this.#loaded.back();
    this.state.touch(this.id);
  }

  #shows(seq: number): boolean {
    const entries = this.state.entries(this.id);
    return entries.length > 0 && entries[0]!.seq <= seq && seq <= entries.at(-1)!.seq;
  }

  /** The reader wants to see something else: nobody waits any more for what was to be shown before. */
  #turn(): object {
    return (this.#loading = new Map());
  }

  /**
   * Shows a page around `seq`, where the reader hasn't turned to something else before it comes. That what is stored was
   * given up meanwhile, as after a long absence, is no reason against it.
   */
  async #jump(seq: number, wanted: object): Promise<void> {
    if (wanted !== this.#loading) {
      return;
    }
    const page = await this.#page({ around: seq });
    if (wanted === this.#loading && !this.#shows(seq)) {
      this.#loaded.page(page);
      this.state.touch(this.id);
    }
  }

  #extend(page: EntryPage): void {
    this.#loaded.extend(page);
    this.state.touch(this.id);
  }

  #page(range: { before: number } | { after: number } | { around: number }): Promise<EntryPage> {
    return this.#rest.get("/conversations/{conversation}/entries", { path: this.#path, query: { ...range, limit: PAGE } });
  }

  #once(what: "open" | "older" | "newer", load: () => Promise<void>): Promise<void> {
    const loading = this.#loading;
    const done = loading.get(what) ?? load().finally(() => loading.delete(what));
    loading.set(what, done);
    return done;
  }

  /**
   * The messages that say a piece of text, whatever the case of letters. A page may be shorter than `limit`, or empty,
   * while `nextBefore` says that there is more to look through: ask again with it as `before`.
   */
  search(q: string, before?: number, limit = 50): Promise<FoundMessages> {
    return this.#rest.get("/conversations/{conversation}/messages", { path: this.#path, query: { q, before, limit } });
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
    await this.#rest.call("DELETE", "/conversations/{conversation}/messages/{seq}", { path: { ...this.#path, seq } });
  }

  /** Lets a message of the user's own say something else. */
  async edit(seq: number, body: Body): Promise<void> {
    await this.#rest.call("PATCH", "/conversations/{conversation}/messages/{seq}", {
      path: { ...this.#path, seq }, body: { clientId: this.client.newId(), body },
    });
  }

  /** What a message said first, and after each of its newest edits. */
  async edits(seq: number): Promise<Revision[]> {
    return (await this.#rest.get("/conversations/{conversation}/messages/{seq}/edits", { path: { ...this.#path, seq } })).items;
  }

  /** Reacts to a message with an emoji, or takes that back; `duplicate` where it was so already. */
  react(seq: number, emoji: string, on: boolean): Promise<Operated> {
    return this.#rest.call(on ? "PUT" : "DELETE", "/conversations/{conversation}/messages/{seq}/reactions/{emoji}", {
      path: { ...this.#path, seq, emoji },
    });
  }

  /** Pins a message for everybody, or unpins it. */
  async pin(seq: number, on: boolean): Promise<void> {
    await this.#rest.call(on ? "PUT" : "DELETE", "/conversations/{conversation}/messages/{seq}/pin", { path: { ...this.#path, seq } });
  }

  /** The pinned messages, the last one pinned first. */
  async pins(): Promise<Entry[]> {
    return (await this.#rest.get("/conversations/{conversation}/pins", { path: this.#path })).items;
  }

  /** Says messages of another conversation again here; several of them, or one with a title, as one. */
  forward(from: string, seqs: number[], title?: string): Promise<Acknowledgement> {
    const clientId = this.client.newId();
    return this.#rest.call("POST", "/conversations/{conversation}/forwards", {
      path: this.#path, body: { clientId, from, seqs, ...(title === undefined ? {} : { title }) },
    });
  }

  /** Who has read a message and who hasn't. */
  receipts(seq: number, cursor?: string, limit = 100): Promise<Receipts> {
    return this.#rest.get("/conversations/{conversation}/messages/{seq}/receipts", {
      path: { ...this.#path, seq }, query: { limit, cursor },
    });
  }

  /** How far others are known to have read, by their ids; told by the event `conversations`. */
  get readBy(): Readonly<Record<string, number>> {
    return this.state.records.get(this.id)?.readBy ?? NOBODY;
  }

  /** Up to where somebody is known to have on a device, or to have read, what the user has said; told by the event `conversations`. */
  get deliveredTo(): number {
    return Math.max(this.state.records.get(this.id)?.delivered ?? 0, ...Object.values(this.readBy));
  }

  /**
   * Asks who has the user's newest messages, and who has read them, where no frame has told: of those that are loaded,
   * the newest that somebody has, and the newest that somebody has read. Who has one has those before it.
   */
  async loadReceipts(): Promise<void> {
    const readTo = Math.max(0, ...Object.values(this.readBy));
    const own = this.timeline.entries
      .filter(({ seq, type, senderId, recalled }) => type === "message" && senderId === this.client.me && recalled !== true && seq > readTo)
      .map(({ seq }) => seq);
    const known = new Map<number, Receipts>();
    const ask = async (seq: number): Promise<Receipts> => {
      const receipts = known.get(seq) ?? (await this.receipts(seq, undefined, 200));
      known.set(seq, receipts);
      return receipts;
    };
    const delivered = (await newest(own, async (seq) => (await ask(seq)).deliveredCount > 0)) ?? 0;
    const read = await newest(own.filter((seq) => seq <= delivered), async (seq) => (await ask(seq)).read.length > 0);
    if (delivered > 0) {
      const readers = read === undefined ? [] : known.get(read)!.read;
      await this.client.call({ op: "receipts", conversationId: this.id, readBy: Object.fromEntries(readers.map((id) => [id, read!])), delivered });
    }
  }

  /** The user is typing; to be called at every stroke. */
  typing(): void {
    this.client.call({ op: "typing", conversationId: this.id }).catch(() => {});
  }

  /** Keeps what the user has begun to write for their other devices; nothing is kept of an empty text. */
  async keepDraft(text: string, replyTo?: number): Promise<void> {
    const path = this.#path;
    await (text === ""
      ? this.#rest.call("DELETE", "/conversations/{conversation}/draft", { path })
      : this.#rest.call("PUT", "/conversations/{conversation}/draft", { path, body: { text, ...(replyTo === undefined ? {} : { replyTo }) } }));
  }

  rename(title: string): Promise<void> {
    return this.change({ title });
  }

  /** Changes what a group is. */
  async change(change: GroupChange): Promise<void> {
    await this.#rest.call("PATCH", "/conversations/{conversation}", { path: this.#path, body: change });
  }

  /** A link by which people come into the group; good for a week unless said otherwise. */
  makeLink(lifeSeconds?: number): Promise<JoinLink> {
    return this.#rest.call("POST", "/conversations/{conversation}/links", {
      path: this.#path, body: lifeSeconds === undefined ? {} : { lifeSeconds },
    });
  }

  /** Makes all links void. */
  async forgetLinks(): Promise<void> {
    await this.#rest.call("DELETE", "/conversations/{conversation}/links", { path: this.#path });
  }

  /** Who wants to come in, the first first. */
  async joinRequests(): Promise<JoinRequest[]> {
    return (await this.#rest.get("/conversations/{conversation}/requests", { path: this.#path })).items;
  }

  /** Lets somebody in who has asked, or doesn't. */
  async answerJoin(user: string, letIn: boolean): Promise<void> {
    await this.#rest.call(letIn ? "POST" : "DELETE", "/conversations/{conversation}/requests/{user}", { path: { ...this.#path, user } });
  }

  members(cursor?: string, limit = 100): Promise<Page<Member>> {
    return this.#rest.get("/conversations/{conversation}/members", { path: this.#path, query: { limit, cursor } });
  }

  async addMembers(userIds: string[]): Promise<void> {
    await this.#rest.call("POST", "/conversations/{conversation}/members", { path: this.#path, body: { userIds } });
  }

  async removeMember(member: string): Promise<void> {
    await this.#rest.call("DELETE", "/conversations/{conversation}/members/{member}", { path: { ...this.#path, member } });
  }

  /** A role, a name in the group, or silence. */
  async changeMember(member: string, patch: MemberPatch): Promise<void> {
    await this.#rest.call("PATCH", "/conversations/{conversation}/members/{member}", { path: { ...this.#path, member }, body: patch });
  }

  leave(): Promise<void> {
    return this.removeMember("me");
  }

  async dissolve(): Promise<void> {
    await this.#rest.call("DELETE", "/conversations/{conversation}", { path: this.#path });
  }

  get #rest(): Rest {
    return this.client.rest;
  }

  get #path(): { conversation: string } {
    return { conversation: this.id };
  }

  async #load(): Promise<void> {
    const record = this.state.records.get(this.id);
    if (record === undefined || record.low > record.high) {
      this.state.timeline(this.id).begin(record?.high === undefined ? 0 : record.high + 1);
      return;
    }
    const unread = record.view.unread > 0 ? record.view.read.seq - BEFORE : record.high;
    const timeline = this.state.timeline(this.id);
    const low = Math.max(record.low, Math.min(unread, record.high - FIRST_LOAD, timeline.from || record.high));
    await this.#loadStored(low, record.high);
  }

  async #loadStored(low: number, high: number): Promise<void> {
    this.#loaded.begin(low);
    this.#loaded.put(await this.store.entries(this.id, low, high));
    this.state.touch(this.id);
  }
}

/** Whether all that is unread is stored. */
function reachesUnread({ low, first, view }: ConversationRecord): boolean {
  return view.unread === 0 || low <= Math.max(view.read.seq + 1, first ?? 1);
}

/** The last of what holds for all up to some point. It is asked of the last one first: most often it holds for all. */
async function newest(seqs: number[], holds: (seq: number) => Promise<boolean>): Promise<number | undefined> {
  let [low, high, at] = [0, seqs.length - 1, seqs.length - 1];
  while (low <= high) {
    if (await holds(seqs[at]!)) {
      low = at + 1;
    } else {
      high = at - 1;
    }
    at = (low + high) >> 1;
  }
  return seqs[high];
}
