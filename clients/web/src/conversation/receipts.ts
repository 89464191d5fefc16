import type { ConversationHandle } from "@hongyan/sdk";
import { useConnection } from "@hongyan/sdk/react";
import { useEffect } from "react";
import { useClient } from "../client.js";

/** Who has got and read what while this device wasn't there; frames tell of it from then on. */
export function useReceipts(handle: ConversationHandle, active: boolean): void {
  const isOnline = useConnection(useClient()) === "online";
  useEffect(() => {
    if (active && isOnline) {
      handle.loadReceipts().catch(() => {});
    }
  }, [handle, active, isOnline]);
}
