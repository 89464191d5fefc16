import type { Acknowledgement, Conversation, Counts, Draft, Entry, Problem, User } from "../model.js";

/**
 * A conversation and how much of its timeline is stored: the entries `low` to `high`, with no hole; none when `low` is
 * above `high`. What comes next is `high + 1`.
 */
export interface ConversationRecord {
  view: Conversation;
  low: number;
  high: number;
  /** The lowest seq there is to see, once it is known. */
  first?: number;
  /** Read up to here on this device, and not yet confirmed by the server. */
  wantRead?: number;
  /** How far others are known to have read, by their ids. */
  readBy?: Readonly<Record<string, number>>;
  /** Up to where somebody is known to have the messages of the user on a device. */
  delivered?: number;
}

/** A message that the server hasn't acknowledged yet. `order` keeps them in the order in which they were said. */
export interface OutboxItem extends Draft {
  order: number;
  clientId: string;
  conversationId: string;
  at: string;
  /** Why the server refused it for good; such an item waits for its writer. */
  problem?: Problem;
}

/** A message that has left the outbox: acknowledged, or given up by its writer. */
export interface Settled {
  clientId: string;
  acknowledgement?: Acknowledgement;
}

export interface Progress {
  cursor?: string;
  total: Counts;
  version: number;
}

/** What has changed; every part is absolute, so that a change may be applied twice. */
export interface Change {
  /** Conversations whose stored entries are void; applied before `entries`. */
  voided?: string[];
  dropped?: string[];
  records?: ConversationRecord[];
  entries?: Entry[];
  outbox?: OutboxItem[];
  /** Messages that are no longer in the outbox. */
  sent?: Settled[];
  progress?: Progress;
}

export interface Stored {
  records: ConversationRecord[];
  outbox: OutboxItem[];
  progress: Progress;
}

/** Where a device keeps what it knows. A change is stored whole or not at all. */
export interface Store {
  /** Whether other tabs see the same, and one of them has to lead. */
  readonly shared: boolean;
  load(): Promise<Stored>;
  apply(change: Change): Promise<void>;
  /** Stores a message and gives it its place. */
  enqueue(item: Omit<OutboxItem, "order">): Promise<OutboxItem>;
  /** The stored entries of a conversation from `low` to `high`, ascending. */
  entries(conversationId: string, low: number, high: number): Promise<Entry[]>;
  users(): Promise<User[]>;
  putUsers(users: User[]): Promise<void>;
  /** Takes or keeps the lead for so long; false while another has it. */
  lead(tab: string, milliseconds: number): Promise<boolean>;
  /** Forgets everything. */
  clear(): Promise<void>;
  close(): void;
}

export const NOTHING: Progress = { total: { unread: 0, mentions: 0 }, version: -1 };
