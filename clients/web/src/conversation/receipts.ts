import type { Conversation, ConversationHandle, TimelineView } from "@hongyan/sdk";
import { useConnection, usePresence } from "@hongyan/sdk/react";
import { useEffect } from "react";
import { useClient } from "../client.js";

/** When it is asked whether a message has come to somebody, after it was said. */
const DELAYS = [1_500, 4_000, 10_000, 30_000];
const LAST_DELAY = 60_000;

/**
 * Who has got and read what while this device wasn't there. That something was read is told by frames from then on; that
 * it has come to a device is told by none, so it is asked for, as long as the newest message hasn't.
 */
export function useReceipts(view: Conversation, handle: ConversationHandle, { entries }: TimelineView, active: boolean): void {
  const client = useClient();
  const isOnline = useConnection(client) === "online";
  const presence = usePresence(client, active ? view.peerId : undefined)?.state;
  const newest = entries.findLast(({ type, senderId, recalled }) => type === "message" && senderId === client.me && recalled !== true)?.seq ?? 0;
  useEffect(() => {
    if (active && isOnline) {
      handle.loadReceipts().catch(() => {});
    }
  }, [handle, active, isOnline]);
  useEffect(() => {
    // In a conversation that is read from its timeline only readers are known to have something.
    if (!active || !isOnline || view.fanout === "read") {
      return undefined;
    }
    let isShown = true;
    let timer: ReturnType<typeof setTimeout>;
    const wait = (asked: number): void => {
      timer = setTimeout(async () => {
        if (isShown && handle.deliveredTo < newest) {
          await (document.visibilityState === "visible" ? handle.loadReceipts().catch(() => {}) : undefined);
          if (isShown) {
            wait(asked + 1);
          }
        }
      }, DELAYS[asked] ?? LAST_DELAY);
    };
    wait(0);
    return () => {
      isShown = false;
      clearTimeout(timer);
    };
    // Somebody who comes online gets what was said to them then.
  }, [handle, active, isOnline, view.fanout, newest, presence]);
}
