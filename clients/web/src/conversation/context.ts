import type { ConversationHandle, Entry, MediaBody, TimelineView } from "@hongyan/sdk";
import type { Conversation } from "@hongyan/sdk";
import { createContext, useContext } from "react";
import type { Asked } from "../dialog.js";

/** The open conversation, and what one does with its messages. */
export interface Opened {
  view: Conversation;
  handle: ConversationHandle;
  timeline: TimelineView;
  reply(entry: Entry): void;
  edit(entry: Entry): void;
  forward(entry: Entry): void;
  /** Who has read a message and reacted to it, and what it said before. */
  inspect(entry: Entry): void;
  /** Shows a picture over the whole page. */
  look(body: MediaBody): void;
  show(seq: number): void;
  ask(asked: Asked): void;
}

export const OpenedContext = createContext<Opened | undefined>(undefined);

export function useOpened(): Opened {
  const opened = useContext(OpenedContext);
  if (opened === undefined) {
    throw new Error("no conversation is open");
  }
  return opened;
}

export function isKeeper(view: Conversation): boolean {
  return view.kind === "group" && (view.role === "owner" || view.role === "admin");
}

export function isSaved(view: Conversation, me: string): boolean {
  return view.kind === "direct" && view.peerId === me;
}
