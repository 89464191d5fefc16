/** The JSON objects of the protocol, as the server sends them. Ids are opaque strings; `seq`, `ordinal` and `version` are integers. */

export interface User {
  id: string;
  name: string;
  displayName: string;
}

export interface Preview {
  senderId: string;
  kind: string;
  text?: string;
}

export interface Head {
  seq: number;
  ordinal: number;
  at: string;
  preview?: Preview;
}

export type Role = "owner" | "admin" | "member";

/** A conversation as one user sees it. */
export interface Conversation {
  id: string;
  kind: "direct" | "group";
  title?: string;
  memberCount: number;
  role?: Role;
  peerId?: string;
  head: Head;
  read: { seq: number; ordinal: number };
  unread: number;
  mentions: number;
  muted: boolean;
  pinned: boolean;
  hidden: boolean;
  markedUnread: boolean;
  left: boolean;
  joinedSeq: number;
  history?: "sinceJoined" | "all";
  fanout?: "read" | "write";
}

export type EntryType = "message" | "edit" | "recall" | "reaction" | "member" | "settings";

/** One line of a conversation's timeline. Operations carry in `target` the seq that they are about. */
export interface Entry {
  conversationId: string;
  seq: number;
  ordinal: number;
  type: EntryType;
  messageId?: string;
  clientId?: string;
  senderId: string;
  at: string;
  kind?: string;
  body?: Body;
  replyTo?: number;
  mentions?: string[];
  target?: number;
  editedAt?: string;
  recalled?: boolean;
}

export type Body = Record<string, unknown>;

export interface TextBody extends Body {
  text: string;
}

/** The body of a `member` entry. */
export interface MemberBody extends Body {
  action: "created" | "added" | "joined" | "left" | "removed" | "role";
  userIds?: string[];
  count?: number;
  role?: Role;
}

export interface Counts {
  unread: number;
  mentions: number;
}

/** What a mark has made of a conversation's count and of the total. */
export interface Marked extends Counts {
  total: Counts;
  version: number;
}

export interface UnreadItem extends Counts {
  id: string;
  muted: boolean;
}

export interface UnreadAnswer {
  total: Counts;
  conversations: UnreadItem[];
  version: number;
}

export interface Acknowledgement {
  conversationId: string;
  clientId: string;
  messageId: string;
  seq: number;
  ordinal: number;
  at: string;
  duplicate: boolean;
}

export interface EntryPage {
  items: Entry[];
  firstSeq: number;
  headSeq: number;
}

export interface SyncAnswer {
  cursor: string;
  more: boolean;
  reset: boolean;
  conversations: Conversation[];
  entries: Entry[];
}

export interface Member {
  userId: string;
  role: Role;
  joinedSeq: number;
}

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

export interface ConversationPage extends Page<Conversation> {
  total: Counts;
  version?: number;
  stale?: boolean;
}

export interface Settings {
  muted?: boolean;
  pinned?: boolean;
  hidden?: boolean;
}

/** An error of the server, RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  retryable: boolean;
  retryAfterMs?: number;
  errors?: { pointer: string; detail: string }[];
}

/** What a client says of a message. */
export interface Draft {
  kind: string;
  body: Body;
  replyTo?: number;
  mentions?: string[];
}
