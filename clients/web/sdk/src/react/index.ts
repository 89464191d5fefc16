import { useCallback, useEffect, useSyncExternalStore } from "react";
import type { Client, ClientEvents, ConnectionState, Contact, Conversation, Counts, FriendRequest, Presence, TimelineView, User } from "../index.js";

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
  return useSyncExternalStore(subscribe, read, read);
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

/** Opens a conversation's timeline while it is shown, and again after each connection; the next time it opens where it is unread. */
export function useTimeline(client: Client, id: string): TimelineView {
  useEffect(() => {
    const conversation = client.conversation(id);
    const open = (): void => void conversation.open().catch(() => {});
    open();
    const end = client.on("connection", (state) => state === "online" && open());
    return () => {
      end();
      conversation.toNewest();
    };
  }, [client, id]);
  return useClient(client, ["timeline"], () => client.conversation(id).timeline, id);
}

/** How far others have read, by their ids. */
export function useReadBy(client: Client, id: string): Readonly<Record<string, number>> {
  return useClient(client, ["conversations"], () => client.conversation(id).readBy);
}

/** How far what the user has said has come to somebody's device. */
export function useDeliveredTo(client: Client, id: string): number {
  return useClient(client, ["conversations"], () => client.conversation(id).deliveredTo);
}

/** Who is typing. */
export function useTypists(client: Client, id: string): readonly string[] {
  return useClient(client, ["typing"], () => client.typists(id), id);
}

/** How somebody is, who is watched while this is shown. */
export function usePresence(client: Client, userId: string | undefined): Presence | undefined {
  useEffect(() => (userId === undefined ? undefined : client.watch([userId])), [client, userId]);
  return useClient(client, ["presence"], () => (userId === undefined ? undefined : client.presence(userId)), userId ?? "");
}

export function useContacts(client: Client): readonly Contact[] {
  return useClient(client, ["contacts"], () => client.contacts.list);
}

export function useContact(client: Client, userId: string | undefined): Contact | undefined {
  return useClient(client, ["contacts"], () => (userId === undefined ? undefined : client.contacts.get(userId)));
}

/** Requests of others to be contacts. */
export function useFriendRequests(client: Client): readonly FriendRequest[] {
  return useClient(client, ["contacts"], () => client.contacts.incoming);
}

/** How many posts are new. */
export function useFeedUnread(client: Client): number {
  return useClient(client, ["feed"], () => client.feed.unread);
}

/** Somebody; undefined until it is known who that is. */
export function usePerson(client: Client, id: string | undefined): User | undefined {
  return useClient(client, ["people"], () => (id === undefined ? undefined : client.people.get(id)), id ?? "");
}
