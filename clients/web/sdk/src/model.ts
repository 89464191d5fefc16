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
  fanout?: "read" | "write";
  /** Of a group only, as are those that follow. */
  history?: "sinceJoined" | "all";
  notice?: string;
  adding?: "all" | "admins";
  silenced?: boolean;
  maxMembers?: number;
  joining?: "closed" | "link" | "approval";
}

/** What owner and admins may change of a group; an empty notice and a limit of 0 are none. */
export type GroupChange = Partial<Pick<Conversation, "title" | "history" | "notice" | "adding" | "silenced" | "maxMembers" | "joining">>;

export type EntryType = "message" | "edit" | "recall" | "reaction" | "pin" | "member" | "settings";

/** Those who reacted to a message with one emoji: how many, and the first 20 of them. */
export interface Reaction {
  emoji: string;
  count: number;
  userIds: string[];
}

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
  reactions?: Reaction[];
}

export type Body = Record<string, unknown>;

export interface TextBody extends Body {
  text: string;
}

/** The body of a `member` entry. */
export interface MemberBody extends Body {
  action: "created" | "added" | "joined" | "left" | "removed" | "role" | "muted" | "nickname";
  userIds?: string[];
  count?: number;
  role?: Role;
  /** Until when somebody is muted; a time that is over lets them speak again. */
  until?: string;
  /** What somebody is called in the group; empty for their own name. */
  nickname?: string;
}

export type MediaKind = "image" | "voice" | "video" | "file";

/** Something that was uploaded, or is being so; `type` and the size of a picture are known once it is complete. */
export interface Medium {
  id: string;
  ownerId: string;
  kind: MediaKind;
  name: string;
  size: number;
  received: number;
  complete: boolean;
  type?: string;
  width?: number;
  height?: number;
  durationMs?: number;
  thumbnail: boolean;
  createdAt: string;
}

/** The body of a message that carries a medium; all but the id and the text are the server's. */
export interface MediaBody extends Body {
  mediaId: string;
  name: string;
  size: number;
  type?: string;
  width?: number;
  height?: number;
  thumbnail?: boolean;
  durationMs?: number;
  text?: string;
}

/** Addresses of a medium that need no token until `expiresAt`, such as for an `<img>`. */
export interface MediaLinks {
  content: string;
  thumbnail?: string;
  expiresAt: string;
}

/** A message in the body of the kind `merged`. */
export interface MergedItem {
  senderId: string;
  at: string;
  kind: string;
  body: Body;
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

/** A `stale` one has no version, and replaces nothing. */
export interface UnreadAnswer {
  total: Counts;
  conversations: UnreadItem[];
  version?: number;
  stale?: boolean;
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
  nickname?: string;
  mutedUntil?: string;
}

/** What is done to a member: a role, a name in the group, or until when they may say nothing. */
export type MemberPatch = Partial<Pick<Member, "role" | "nickname" | "mutedUntil">>;

/** What was done to a message. `seq` is the operation's own, or that of what made it so already. */
export interface Operated {
  conversationId: string;
  seq: number;
  target: number;
  at: string;
  duplicate: boolean;
}

/** What a message said at some time. */
export interface Revision {
  seq: number;
  at: string;
  body: Body;
}

/**
 * Who has read a message, of those who got it: counts of all, people page by page. `delivered` are those of the `unread`
 * ones who have it on a device; `deliveredCount` are also those who have read it.
 */
export interface Receipts {
  readCount: number;
  unreadCount: number;
  deliveredCount: number;
  read: string[];
  unread: string[];
  delivered: string[];
  nextCursor?: string;
}

export type PresenceState = "online" | "away" | "busy" | "offline";
/** How a device says that its user is. */
export type Status = "online" | "away" | "busy" | "invisible";

export interface Presence {
  userId: string;
  state: PresenceState;
  since?: string;
  devices: { kind: string; state: PresenceState }[];
}

/** What somebody has begun to write in a conversation, on any of their devices. */
export interface StoredDraft {
  conversationId: string;
  text: string;
  replyTo?: number;
  updatedAt: string;
}

export interface JoinLink {
  code: string;
  expiresAt: string;
}

export interface JoinRequest {
  userId: string;
  at: string;
}

export interface Joined {
  conversationId: string;
  state: "joined" | "requested";
}

/** Somebody among one's contacts; `mutual` ones have one too. */
export interface Contact {
  userId: string;
  user?: User;
  mutual: boolean;
  remark: string;
  labels: string[];
  starred: boolean;
  since: string;
  version: number;
}

export type ContactPatch = Partial<Pick<Contact, "remark" | "labels" | "starred">>;

export interface ContactChanges {
  items: Contact[];
  removed: string[];
  version: number;
  more: boolean;
}

export interface FriendRequest {
  id: string;
  from: string;
  to: string;
  message: string;
  at: string;
  expiresAt: string;
  state: "pending" | "accepted" | "declined";
}

/** What two people are to each other. */
export interface Relation {
  userId: string;
  contact: boolean;
  mutual: boolean;
  following: boolean;
  followed: boolean;
  blocked: boolean;
  distance?: number;
  followers: number;
  followees: number;
}

/** Who sees a post; friends are those whom the author has among their contacts. */
export type Visibility = "everyone" | "friends" | "self";

export interface Post {
  id: string;
  authorId: string;
  author?: User;
  visibility: Visibility;
  text: string;
  at: string;
  /** The post that this one hands on, and that itself, unless it is gone or not for the reader. */
  repostOf?: string;
  original?: Post;
  likes: number;
  comments: number;
  reposts: number;
  /** Whether the reader likes it. */
  liked: boolean;
}

/** What is to be posted; a repost needs no text. */
export interface PostDraft {
  text?: string;
  visibility?: Visibility;
  repostOf?: string;
}

/** What somebody says to a post. */
export interface Comment {
  id: string;
  authorId: string;
  author?: User;
  replyTo?: string;
  text: string;
  at: string;
}

export interface Device {
  id: string;
  kind: "web" | "ios" | "android" | "pc" | "bot";
  name: string;
  createdAt: string;
  push?: string;
  /** The one that asks. */
  current: boolean;
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
