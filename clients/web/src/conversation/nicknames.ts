import type { Conversation, ConversationHandle, TimelineView } from "@hongyan/sdk";
import { useEffect, useMemo, useState } from "react";

const PAGES = 5;
const NONE: ReadonlyMap<string, string> = new Map();

/** What people are called in a group, where they have a name of its own there: as far as its first 1,000 members go. */
export function useNicknames(view: Conversation | undefined, handle: ConversationHandle, timeline: TimelineView): ReadonlyMap<string, string> {
  const [listed, setListed] = useState(NONE);
  const isGroup = view?.kind === "group" && !view.left;
  useEffect(() => {
    if (!isGroup) {
      return undefined;
    }
    let current = true;
    void (async () => {
      const names = new Map<string, string>();
      let cursor: string | undefined;
      for (let page = 0; page < PAGES && (page === 0 || cursor !== undefined); page++) {
        const answer = await handle.members(cursor, 200);
        answer.items.forEach(({ userId, nickname }) => nickname !== undefined && names.set(userId, nickname));
        cursor = answer.nextCursor;
      }
      if (current) {
        setListed(names.size === 0 ? NONE : names);
      }
    })().catch(() => {});
    return () => {
      current = false;
    };
  }, [handle, isGroup]);

  // What has changed since, as the timeline tells.
  const changes = timeline.entries.filter(({ type, body }) => type === "member" && body?.action === "nickname");
  const last = changes.at(-1)?.seq;
  return useMemo(() => {
    if (changes.length === 0) {
      return listed;
    }
    const names = new Map(listed);
    for (const { body } of changes) {
      ((body?.userIds ?? []) as string[]).forEach((id) => names.set(id, String(body?.nickname ?? "")));
    }
    return names;
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [listed, last]);
}
