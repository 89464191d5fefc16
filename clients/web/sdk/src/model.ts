import type { components } from "./api.js";

/**
 * The JSON objects of the protocol, of the server's OpenAPI document. Ids are opaque strings; `seq`, `ordinal` and `version`
 * are integers. What one finds in a body depends on the kind, and is said here.
 */
export type Schemas = components["schemas"];

export type User = Schemas["User"];
/** A conversation as one user sees it. */
export type Conversation = Schemas["ConversationView"];
export type Head = Schemas["ConversationViewHead"];
export type Preview = Schemas["Preview"];
export type Role = Conversation["role"];
/** What owner and admins may change of a group; an empty notice and a limit of 0 are none. */
export type GroupChange = Schemas["ChangeRequest"];

/** One line of a conversation's timeline. Operations carry in `target` the seq that they are about. */
export type Entry = Schemas["Entry"];
export type EntryType = Entry["type"];
/** Those who reacted to a message with one emoji: how many, and the first 20 of them. */
export type Reaction = Schemas["ReactionSum"];

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

/** Something that was uploaded, or is being so; `type` and the size of a picture are known once it is complete. */
export type Medium = Schemas["MediaInfo"];
export type MediaKind = Medium["kind"];

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
export type MediaLinks = Schemas["MediaLinks"];

/** A message in the body of the kind `merged`. */
export interface MergedItem {
  senderId: string;
  at: string;
  kind: string;
  body: Body;
}

export type Counts = Schemas["Counts"];
/** What a mark has made of a conversation's count and of the total. */
export type Marked = Schemas["Marked"];
export type UnreadItem = Schemas["UnreadAnswerItem"];
/** A `stale` one has no version, and replaces nothing. */
export type UnreadAnswer = Schemas["UnreadAnswer"];
export type Acknowledgement = Schemas["Sent"];
export type EntryPage = Schemas["HistoryPage"];
export type SyncAnswer = Schemas["SyncAnswer"];

export type Member = Schemas["ListedMember"];
/** What is done to a member: a role, a name in the group, or until when they may say nothing. */
export type MemberPatch = Schemas["MemberRequest"];

/** What was done to a message. `seq` is the operation's own, or that of what made it so already. */
export type Operated = Schemas["Operated"];
/** What a message said at some time. */
export type Revision = Schemas["EditHistoryItem"];
/**
 * Who has read a message, of those who got it: counts of all, people page by page. `delivered` are those of the `unread`
 * ones who have it on a device; `deliveredCount` are also those who have read it.
 */
export type Receipts = Schemas["ReceiptPage"];

export type Presence = Schemas["Presence"];
export type PresenceState = Presence["state"];
/** How a device says that its user is. */
export type Status = Schemas["ClientFrameState"]["state"];

/** What somebody has begun to write in a conversation, on any of their devices. */
export type StoredDraft = Schemas["StoredDraft"];

export type JoinLink = Schemas["JoinLink"];
export type JoinRequest = Schemas["JoinRequest"];
export type Joined = Schemas["Joined"];

/** Somebody among one's contacts; `mutual` ones have one too. */
export type Contact = Schemas["Contact"];
export type ContactPatch = Schemas["ContactPatch"];
export type ContactChanges = Schemas["ContactChanges"];
export type FriendRequest = Schemas["FriendRequest"];
/** What two people are to each other. */
export type Relation = Schemas["Acquaintance"];

/** What somebody posted; one that hands on another has that in `original`, unless it is gone or not for the reader. */
export type Post = Schemas["Post"];
/** Who sees a post; friends are those whom the author has among their contacts. */
export type Visibility = Post["visibility"];
/** What is to be posted; a repost needs no text. */
export type PostDraft = Schemas["PostRequest"];
/** What somebody says to a post. */
export type Comment = Schemas["Comment"];

/** A device that one is logged in on; the `current` one is that which asks. */
export type Device = Schemas["ListedDevice"];

/** A page of a list; the last one has no cursor of a next. */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

export type ConversationPage = Schemas["ConversationPage"];
export type Settings = Schemas["SettingsPatch"];

/** An error of the server, RFC 9457. */
export type Problem = Schemas["Problem"];

/** What a client says of a message. */
export type Draft = Omit<Schemas["Draft"], "clientId">;
