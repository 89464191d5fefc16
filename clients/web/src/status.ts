import type { Status } from "@hongyan/sdk";
import { useEffect } from "react";
import { useClient } from "./client.js";
import { useStored } from "./settings.js";

const STATUSES: Status[] = ["online", "away", "busy", "invisible"];

/** How the user wants to be seen, on this device. */
export function useStatus(): Status {
  const stored = useStored("status");
  return STATUSES.find((status) => status === stored) ?? "online";
}

/** Tells the server, now and with each connection. */
export function useToldStatus(): void {
  const client = useClient();
  const status = useStatus();
  useEffect(() => void client.setStatus(status).catch(() => {}), [client, status]);
}
