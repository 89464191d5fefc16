import type { Body, Schemas } from "./model.js";

/** What a client writes. `r` is its number, and echoed in the answer. */
export type ClientFrame = Schemas["ClientFrame"];
export type SendFrame = Schemas["ClientFrameSend"] | Schemas["ClientFrameSendTo"];

/** What the server writes; frames of another `t` are ignored. */
export type ServerFrame = Schemas["ServerFrame"];
/** The answer to `fetch`. */
export type FetchedFrame = Schemas["ServerFrameFetched"];

const KNOWN: Record<ServerFrame["t"], true> = {
  welcome: true, ok: true, error: true, entry: true, entries: true, synced: true, heads: true, conversation: true, unread: true,
  read: true, typing: true, delivered: true, presence: true, draft: true, contacts: true, feed: true, pong: true, bye: true,
};

/** The frame that a text holds; undefined for one that this client doesn't know. */
export function decodeFrame(text: string): ServerFrame | undefined {
  try {
    const frame = JSON.parse(text) as { t?: unknown };
    return typeof frame?.t === "string" && Object.hasOwn(KNOWN, frame.t) ? (frame as ServerFrame) : undefined;
  } catch {
    return undefined;
  }
}

export function textOf(body: Body | undefined): string {
  return typeof body?.text === "string" ? body.text : "";
}
