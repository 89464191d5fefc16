import { store, storedKeys, useStored } from "./settings.js";

function keyOf(me: string, conversationId: string): string {
  return `draft.${me}.${conversationId}`;
}

/** What somebody has begun to write. */
export function useDraft(me: string, conversationId: string): string {
  return useStored(keyOf(me, conversationId)) ?? "";
}

export function keepDraft(me: string, conversationId: string, text: string): void {
  store(keyOf(me, conversationId), text.trim() === "" ? undefined : text);
}

export function forgetDrafts(): void {
  storedKeys("draft.").forEach((key) => store(key, undefined));
}
