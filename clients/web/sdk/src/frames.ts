import type {
  Acknowledgement, Body, Conversation, Counts, Draft, Entry, Marked, Operated, Presence, Problem, Settings, Status, SyncAnswer, UnreadItem,
} from "./model.js";

/** What a client writes. `r` is its number, and echoed in the answer. */
export type ClientFrame =
  | { t: "hello"; r?: number; token: string; cursor?: string; push?: "full" | "notify" }
  | { t: "auth"; r?: number; token: string }
  | SendFrame
  | ({ t: "edit"; r?: number; clientId: string; body: Body } & Target)
  | ({ t: "recall"; r?: number } & Target)
  | ({ t: "react"; r?: number; emoji: string; on: boolean } & Target)
  | ({ t: "pin"; r?: number; on: boolean } & Target)
  | { t: "read"; r?: number; conversationId: string; seq: number }
  | { t: "unread"; r?: number; conversationId: string }
  | ({ t: "settings"; r?: number; conversationId: string } & Settings)
  | { t: "fetch"; r?: number; conversationId: string; before?: number; after?: number; limit?: number }
  | { t: "sync"; r?: number; cursor?: string; limit?: number }
  | { t: "typing"; r?: number; conversationId: string }
  | { t: "watch"; r?: number; presence: string[] }
  | { t: "status"; r?: number; state: Status }
  | { t: "ack"; cursor: string }
  | { t: "ping"; r?: number };

/** The message that something is done to. */
interface Target {
  conversationId: string;
  target: number;
}

export type SendFrame = { t: "send"; r?: number; clientId: string } & Draft & ({ conversationId: string } | { to: string });

export interface FetchedFrame {
  t: "entries";
  r: number;
  conversationId: string;
  firstSeq: number;
  headSeq: number;
  entries: Entry[];
}

/** What the server writes; frames of another `t` are ignored. */
export type ServerFrame =
  | {
      t: "welcome";
      r?: number;
      userId: string;
      deviceId: string;
      cursor?: string;
      node: string;
      now: string;
      pingMs: number;
      limits: Record<string, number>;
    }
  | ({ t: "ok"; r: number } & Acknowledgement)
  | ({ t: "ok"; r: number; conversationId: string } & Marked)
  | ({ t: "ok"; r: number } & Operated)
  | { t: "ok"; r: number }
  | { t: "error"; r?: number; error: Problem; clientId?: string }
  | { t: "entry"; entry: Entry }
  | FetchedFrame
  | { t: "entries"; entries: Entry[] }
  | ({ t: "synced"; r: number } & SyncAnswer)
  | { t: "heads"; heads: { conversationId: string; seq: number; ordinal: number }[] }
  | { t: "conversation"; conversation: Conversation }
  | { t: "unread"; conversations: UnreadItem[]; total: Counts; version: number; cursor?: string }
  | { t: "read"; conversationId: string; items: { userId: string; seq: number }[] }
  | { t: "typing"; conversationId: string; userId: string }
  | { t: "presence"; items: Presence[] }
  | { t: "draft"; conversationId: string; text?: string; replyTo?: number; updatedAt: string }
  | { t: "feed"; unread?: number }
  | { t: "pong"; r?: number; cursor?: string }
  | { t: "bye"; code: string; retryAfterMs?: number };

const KNOWN = new Set([
  "welcome", "ok", "error", "entry", "entries", "synced", "heads", "conversation", "unread", "read", "typing", "presence", "draft",
  "feed", "pong", "bye",
]);

/** The frame that a text holds; undefined for one that this client doesn't know. */
export function decodeFrame(text: string): ServerFrame | undefined {
  try {
    const frame = JSON.parse(text) as { t?: unknown };
    return typeof frame?.t === "string" && KNOWN.has(frame.t) ? (frame as ServerFrame) : undefined;
  } catch {
    return undefined;
  }
}

export function textOf(body: Body | undefined): string {
  return typeof body?.text === "string" ? body.text : "";
}
