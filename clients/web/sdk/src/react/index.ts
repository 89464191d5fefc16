import { useCallback, useEffect, useSyncExternalStore } from "react";
import type { Client, ClientEvents, ConnectionState, Conversation, Counts, TimelineView, User } from "../index.js";

function useClient<T>(client: Client, events: (keyof ClientEvents)[], read: () => T, only?: string): T {
  const key = events.join();
  const subscribe = useCallback(
    (changed: () => void) => {
      const ends = (key.split(",") as (keyof ClientEvents)[]).map((name) =>
        client.on(name, (event) => {
          const concerned = Array.isArray(event) ? event.includes(only as never) : event === only;
          if (only === undefined || concerned || event === undefined) {
            changed();
          }
        }),
      );
      return () => ends.forEach((end) => end());
    },
    [client, key, only],
  );
  return useSyncExternalStore(subscribe, read);
}

export function useConnection(client: Client): ConnectionState {
  return useClient(client, ["connection"], () => client.connection);
}

/** The conversations that are shown, in their order. */
export function useConversations(client: Client): readonly Conversation[] {
  return useClient(client, ["conversations"], () => client.conversations);
}

export function useConversation(client: Client, id: string): Conversation | undefined {
  return useClient(client, ["conversations"], () => client.conversation(id).view);
}

/** The one unread number. */
export function useUnread(client: Client): Counts {
  return useClient(client, ["unread"], () => client.unread);
}

/** Opens a conversation's timeline while it is shown, and again after each connection. */
export function useTimeline(client: Client, id: string): TimelineView {
  useEffect(() => {
    const open = (): void => void client.conversation(id).open().catch(() => {});
    open();
    return client.on("connection", (state) => state === "online" && open());
  }, [client, id]);
  return useClient(client, ["timeline"], () => client.conversation(id).timeline, id);
}

/** Somebody; undefined until it is known who that is. */
export function usePerson(client: Client, id: string | undefined): User | undefined {
  return useClient(client, ["people"], () => (id === undefined ? undefined : client.people.get(id)), id ?? "");
}
