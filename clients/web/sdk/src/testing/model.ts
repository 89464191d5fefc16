import type {
  Acknowledgement, Body, Conversation, Draft, Entry, EntryPage, Marked, Receipts, SyncAnswer, UnreadAnswer, User,
} from "../model.js";

interface Room {
  id: string;
  kind: "direct" | "group";
  title?: string;
  members: string[];
  entries: Entry[];
  ordinal: number;
  sent: Map<string, Acknowledgement>;
  /** By the messages' seqs and the emojis. */
  reactions: Map<number, Map<string, Set<string>>>;
}

interface Mailbox {
  /** What has changed, in its order; a cursor is a place in it. */
  changes: { conversationId: string; seq?: number }[];
  read: Map<string, number>;
  /** How far the conversations have come to one of the user's devices. */
  delivered: Map<string, number>;
  settings: Map<string, { muted: boolean; pinned: boolean }>;
}

export interface Pushed {
  to: string;
  frame: Record<string, unknown>;
}

/** The rules of the protocol in memory: what a server that never fails would know. */
export class ServerModel {
  readonly users = new Map<string, User>();
  readonly rooms = new Map<string, Room>();
  readonly #mailboxes = new Map<string, Mailbox>();
  #ids = 100;

  constructor(private readonly push: (pushed: Pushed) => void) {}

  addUser(name: string): User {
    const user = { id: String(++this.#ids), name: name.toLowerCase(), displayName: name };
    this.users.set(user.id, user);
    this.#mailboxes.set(user.id, { changes: [], read: new Map(), delivered: new Map(), settings: new Map() });
    return user;
  }

  create(kind: "direct" | "group", members: string[], title?: string): string {
    const room: Room = {
      id: String(++this.#ids), kind, members, entries: [], ordinal: 0, sent: new Map(), reactions: new Map(), ...(title === undefined ? {} : { title }),
    };
    this.rooms.set(room.id, room);
    this.#append(room, members[0]!, { type: "member", body: { action: "created", userIds: members, count: members.length } });
    members.forEach((user) => this.push({ to: user, frame: { t: "conversation", conversation: this.view(user, room.id) } }));
    return room.id;
  }

  send(sender: string, conversationId: string, draft: Draft & { clientId: string }, byPush = true): Acknowledgement {
    const room = this.#room(sender, conversationId);
    const key = `${sender}/${draft.clientId}`;
    const first = room.sent.get(key);
    if (first !== undefined) {
      return { ...first, duplicate: true };
    }
    room.ordinal++;
    const entry = this.#append(room, sender, { ...draft, type: "message", messageId: String(++this.#ids) }, byPush);
    const { seq, ordinal, at } = entry;
    const acknowledgement = { conversationId, clientId: draft.clientId, messageId: entry.messageId!, seq, ordinal, at, duplicate: false };
    room.sent.set(key, acknowledgement);
    return acknowledgement;
  }

  recall(user: string, conversationId: string, target: number): void {
    const room = this.#room(user, conversationId);
    const entry = room.entries[target - 1];
    if (entry?.type === "message" && entry.recalled !== true) {
      const { body: _, mentions: __, reactions: ___, editedAt: ____, ...rest } = entry;
      this.#append(room, user, { type: "recall", target });
      room.entries[target - 1] = { ...rest, recalled: true };
    }
  }

  edit(user: string, conversationId: string, target: number, clientId: string, body: Body): void {
    const room = this.#room(user, conversationId);
    const entry = room.entries[target - 1];
    const key = `${user}/${clientId}`;
    if (entry?.type === "message" && entry.senderId === user && entry.recalled !== true && !room.sent.has(key)) {
      const { seq, ordinal, at } = this.#append(room, user, { type: "edit", target, clientId, body, kind: entry.kind ?? "text" });
      room.sent.set(key, { conversationId, clientId, messageId: "", seq, ordinal, at, duplicate: false });
      room.entries[target - 1] = { ...entry, body, editedAt: at };
    }
  }

  react(user: string, conversationId: string, target: number, emoji: string, on: boolean): void {
    const room = this.#room(user, conversationId);
    const entry = room.entries[target - 1];
    if (entry?.type !== "message" || entry.recalled === true) {
      return;
    }
    const reactions = room.reactions.get(target) ?? new Map<string, Set<string>>();
    room.reactions.set(target, reactions);
    const people = reactions.get(emoji) ?? new Set<string>();
    if (people.has(user) === on) {
      return;
    }
    if (on) {
      reactions.set(emoji, people.add(user));
    } else {
      people.delete(user);
      if (people.size === 0) {
        reactions.delete(emoji);
      }
    }
    this.#append(room, user, { type: "reaction", target, body: { emoji, on } });
    const { reactions: _, ...rest } = entry;
    const sums = [...reactions].map(([of, by]) => ({ emoji: of, count: by.size, userIds: [...by].slice(0, 20) }));
    room.entries[target - 1] = sums.length === 0 ? rest : { ...rest, reactions: sums };
  }

  receipts(user: string, conversationId: string, seq: number): Receipts {
    const others = this.#room(user, conversationId).members.filter((member) => member !== user);
    const read = others.filter((member) => (this.#mailbox(member).read.get(conversationId) ?? 0) >= seq);
    const unread = others.filter((member) => !read.includes(member));
    const delivered = unread.filter((member) => (this.#mailbox(member).delivered.get(conversationId) ?? 0) >= seq);
    return {
      readCount: read.length, unreadCount: unread.length, deliveredCount: read.length + delivered.length, read, unread, delivered,
    };
  }

  /** One of the user's devices has stored everything up to a cursor. */
  acknowledge(user: string, cursor: string): void {
    const { changes, delivered } = this.#mailbox(user);
    const before = new Map(delivered);
    changes.slice(0, Number(cursor)).forEach(({ conversationId, seq = 0 }) => {
      delivered.set(conversationId, Math.max(seq, delivered.get(conversationId) ?? 0));
    });
    for (const [conversationId, seq] of delivered) {
      if (seq > (before.get(conversationId) ?? 0)) {
        // Only who sent something on the way is told.
        const way = this.#room(user, conversationId).entries.slice(before.get(conversationId) ?? 0, seq);
        const senders = new Set(way.filter(({ type }) => type === "message").map(({ senderId }) => senderId));
        senders.delete(user);
        senders.forEach((to) => this.push({ to, frame: { t: "delivered", conversationId, items: [{ userId: user, seq }] } }));
      }
    }
  }

  typing(user: string, conversationId: string): void {
    const others = this.#room(user, conversationId).members.filter((member) => member !== user);
    others.forEach((to) => this.push({ to, frame: { t: "typing", conversationId, userId: user } }));
  }

  read(user: string, conversationId: string, seq: number): Marked {
    const room = this.#room(user, conversationId);
    const mailbox = this.#mailbox(user);
    const upTo = Math.min(seq, room.entries.length);
    if (upTo > (mailbox.read.get(conversationId) ?? 0)) {
      mailbox.read.set(conversationId, upTo);
      mailbox.changes.push({ conversationId });
      const frame = { t: "read", conversationId, items: [{ userId: user, seq: upTo }] };
      room.members.forEach((to) => this.push({ to, frame }));
      this.#pushUnread(user, room);
    }
    return this.marked(user, conversationId);
  }

  settings(user: string, conversationId: string, settings: { muted?: boolean; pinned?: boolean }): Marked {
    const room = this.#room(user, conversationId);
    const mailbox = this.#mailbox(user);
    const known = mailbox.settings.get(conversationId) ?? { muted: false, pinned: false };
    mailbox.settings.set(conversationId, { ...known, ...settings });
    mailbox.changes.push({ conversationId });
    this.push({ to: user, frame: { t: "conversation", conversation: this.view(user, conversationId) } });
    this.#pushUnread(user, room);
    return this.marked(user, conversationId);
  }

  /** Somebody takes a member out of a group. */
  remove(user: string, conversationId: string, member: string): void {
    const room = this.#room(user, conversationId);
    room.members = room.members.filter((one) => one !== member);
    this.#append(room, user, { type: "member", body: { action: "removed", userIds: [member] } });
  }

  /** The server's disk has died: of a conversation only the entries up to `seq` are left, and no cursor is good. */
  loseAfter(conversationId: string, seq: number): void {
    const room = this.rooms.get(conversationId)!;
    room.entries.splice(seq);
    room.ordinal = room.entries.at(-1)?.ordinal ?? 0;
    this.#mailboxes.forEach((mailbox) => mailbox.changes.splice(0));
  }

  marked(user: string, conversationId: string): Marked {
    const { unread, mentions } = this.#count(user, this.#room(user, conversationId));
    const { total, version } = this.unread(user);
    return { unread, mentions, total, version };
  }

  unread(user: string): UnreadAnswer & { version: number } {
    const all = this.#roomsOf(user).map((room) => this.#count(user, room));
    const counted = all.filter(({ muted }) => !muted);
    const total = {
      unread: counted.reduce((sum, { unread }) => sum + unread, 0),
      mentions: counted.reduce((sum, { mentions }) => sum + mentions, 0),
    };
    return { total, conversations: all.filter(({ unread }) => unread > 0), version: this.#mailbox(user).changes.length };
  }

  view(user: string, conversationId: string): Conversation {
    const room = this.#room(user, conversationId);
    const { unread, mentions, muted } = this.#count(user, room);
    const last = room.entries.filter(({ type }) => type === "message").at(-1);
    const peerId = room.kind === "direct" ? room.members.find((member) => member !== user) : undefined;
    const read = this.#mailbox(user).read.get(conversationId) ?? 0;
    return {
      id: room.id,
      kind: room.kind,
      memberCount: room.members.length,
      role: room.members[0] === user ? "owner" : "member",
      head: {
        seq: room.entries.length,
        ordinal: room.ordinal,
        at: (last ?? room.entries[0]!).at,
        ...(last === undefined ? {} : { preview: previewOf(last) }),
      },
      read: { seq: read, ordinal: room.entries[read - 1]?.ordinal ?? 0 },
      unread,
      mentions,
      muted,
      pinned: this.#mailbox(user).settings.get(conversationId)?.pinned ?? false,
      hidden: false,
      markedUnread: false,
      left: false,
      joinedSeq: 1,
      fanout: "write",
      ...(room.title === undefined ? {} : { title: room.title }),
      ...(peerId === undefined ? {} : { peerId }),
    };
  }

  list(user: string): Conversation[] {
    return this.#roomsOf(user)
      .map((room) => this.view(user, room.id))
      .sort((a, b) => Number(b.pinned) - Number(a.pinned) || (a.head.at < b.head.at ? 1 : -1));
  }

  page(user: string, conversationId: string, range: { before?: number; after?: number; around?: number; limit?: number }): EntryPage {
    const { entries } = this.#room(user, conversationId);
    const limit = range.limit ?? 50;
    const after = range.around === undefined ? range.after : Math.max(0, Math.min(range.around - 1 - Math.floor(limit / 2), entries.length - limit));
    const from = after !== undefined ? after : Math.max(0, (range.before === undefined ? entries.length : range.before - 1) - limit);
    const to = after !== undefined ? after + limit : range.before === undefined ? entries.length : range.before - 1;
    return { items: entries.slice(from, to), firstSeq: 1, headSeq: entries.length };
  }

  sync(user: string, cursor: string | undefined, limit = 500): SyncAnswer {
    const { changes } = this.#mailbox(user);
    if (cursor === undefined || Number(cursor) > changes.length) {
      const conversations = this.#roomsOf(user).map((room) => this.view(user, room.id));
      return { cursor: String(changes.length), more: false, reset: cursor !== undefined, conversations, entries: [] };
    }
    const from = Number(cursor);
    const told = changes.slice(from, from + limit);
    const conversations = [...new Set(told.map(({ conversationId }) => conversationId))].map((id) => this.view(user, id));
    const entries = told.flatMap(({ conversationId, seq }) => (seq === undefined ? [] : [this.rooms.get(conversationId)!.entries[seq - 1]!]));
    const next = from + told.length;
    return { cursor: String(next), more: next < changes.length, reset: false, conversations, entries };
  }

  cursor(user: string): string {
    return String(this.#mailbox(user).changes.length);
  }

  #append(room: Room, senderId: string, part: Partial<Entry> & Pick<Entry, "type">, byPush = true): Entry {
    const entry: Entry = {
      ...part, conversationId: room.id, seq: room.entries.length + 1, ordinal: room.ordinal, senderId, at: new Date().toISOString(),
    };
    room.entries.push(entry);
    for (const user of room.members) {
      this.#mailbox(user).changes.push({ conversationId: room.id, seq: entry.seq });
      if (user !== senderId || !byPush || entry.type !== "message") {
        this.push({ to: user, frame: { t: "entry", entry } });
      }
      this.#pushUnread(user, room);
    }
    return entry;
  }

  #pushUnread(user: string, room: Room): void {
    const { total, version } = this.unread(user);
    const conversations = [this.#count(user, room)];
    this.push({ to: user, frame: { t: "unread", conversations, total, version, cursor: this.cursor(user) } });
  }

  #count(user: string, room: Room): { id: string; unread: number; mentions: number; muted: boolean } {
    const read = this.#mailbox(user).read.get(room.id) ?? 0;
    const news = room.entries.filter(({ seq, type, senderId, recalled }) => seq > read && type === "message" && senderId !== user && recalled !== true);
    const mentions = news.filter((entry) => entry.mentions?.includes(user) ?? false).length;
    return { id: room.id, unread: news.length, mentions, muted: this.#mailbox(user).settings.get(room.id)?.muted ?? false };
  }

  #room(user: string, conversationId: string): Room {
    const room = this.rooms.get(conversationId);
    if (room === undefined || !room.members.includes(user)) {
      throw new NotFound();
    }
    return room;
  }

  #roomsOf(user: string): Room[] {
    return [...this.rooms.values()].filter(({ members }) => members.includes(user));
  }

  #mailbox(user: string): Mailbox {
    const mailbox = this.#mailboxes.get(user);
    if (mailbox === undefined) {
      throw new NotFound();
    }
    return mailbox;
  }
}

export class NotFound extends Error {}

function previewOf(entry: Entry): { senderId: string; kind: string; text?: string } {
  const text = entry.body?.text;
  return { senderId: entry.senderId, kind: entry.kind ?? "text", ...(entry.kind === "text" && typeof text === "string" ? { text } : {}) };
}
