import type { Client, DraftHint, StoredDraft } from "@hongyan/sdk";
import { store, stored, storedKeys, useStored } from "./settings.js";

/** What somebody has begun to write; `replyTo` is the seq of what it answers. */
export interface Draft {
  text: string;
  replyTo?: number;
  /** When it was written, by the server's clock where it has it. */
  at: string;
  /** Whether the server doesn't have it yet. */
  isNew?: boolean;
  /** Whether the server has this or an earlier one. */
  isKept?: boolean;
}

const SAVE_MS = 1_500;
const NONE: Draft = { text: "", at: "" };
const timers = new Map<string, ReturnType<typeof setTimeout>>();

function keyOf(me: string, conversationId: string): string {
  return `draft.${me}.${conversationId}`;
}

function parse(text: string | undefined): Draft {
  try {
    return text === undefined ? NONE : (JSON.parse(text) as Draft);
  } catch {
    return NONE;
  }
}

export function useDraft(me: string, conversationId: string): Draft {
  return parse(useStored(keyOf(me, conversationId)));
}

/** Keeps a draft here at once, and with the server when nothing more is typed for a moment. */
export function keepDraft(client: Client, conversationId: string, text: string, replyTo: number | undefined): void {
  const key = keyOf(client.me, conversationId);
  const known = parse(stored(key));
  if (known.text === text && known.replyTo === replyTo) {
    return;
  }
  clearTimeout(timers.get(key));
  if (text.trim() === "" && known.isKept !== true) {
    store(key, undefined);
    return;
  }
  const draft: Draft = {
    text: text.trim() === "" ? "" : text,
    at: new Date().toISOString(),
    isNew: true,
    isKept: known.isKept ?? false,
    ...(replyTo === undefined ? {} : { replyTo }),
  };
  store(key, JSON.stringify(draft));
  timers.set(key, setTimeout(() => void save(client, conversationId), draft.text === "" ? 0 : SAVE_MS));
}

async function save(client: Client, conversationId: string): Promise<void> {
  const key = keyOf(client.me, conversationId);
  const draft = parse(stored(key));
  store(key, JSON.stringify({ ...draft, isKept: true }));
  try {
    await client.conversation(conversationId).keepDraft(draft.text.slice(0, 8_000), draft.replyTo);
  } catch {
    // It stays new, and is saved with the next connection.
    return;
  }
  if (parse(stored(key)).at === draft.at) {
    const { isNew: _, ...kept } = draft;
    store(key, kept.text === "" ? undefined : JSON.stringify({ ...kept, isKept: true }));
  }
}

/** Brings this device's drafts and those of the others together: what wasn't saved yet is, everything else is as the server has it. */
export async function syncDrafts(client: Client): Promise<void> {
  const prefix = keyOf(client.me, "");
  const theirs = new Map((await client.drafts()).map((draft: StoredDraft) => [draft.conversationId, draft]));
  for (const key of storedKeys(prefix)) {
    const id = key.slice(prefix.length);
    if (parse(stored(key)).isNew === true) {
      theirs.delete(id);
      await save(client, id);
    } else if (!theirs.has(id)) {
      store(key, undefined);
    }
  }
  theirs.forEach((draft) => take(client, draft));
}

/** Takes over what another device has begun to write; what is newer here stays, and goes there. */
export function takeDraft(client: Client, hint: DraftHint): void {
  const known = parse(stored(keyOf(client.me, hint.conversationId)));
  if (known.isNew !== true && !(known.at > hint.updatedAt)) {
    take(client, hint);
  }
}

function take(client: Client, { conversationId, text, replyTo, updatedAt }: DraftHint): void {
  const draft: Draft = { text: text ?? "", at: updatedAt, isKept: true, ...(replyTo === undefined ? {} : { replyTo }) };
  store(keyOf(client.me, conversationId), text === undefined ? undefined : JSON.stringify(draft));
}

export function forgetDrafts(): void {
  storedKeys("draft.").forEach((key) => store(key, undefined));
}
