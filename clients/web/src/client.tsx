import type { Client, Conversation } from "@hongyan/sdk";
import { usePerson } from "@hongyan/sdk/react";
import { createContext, type ReactNode, useContext } from "react";

const Context = createContext<Client | undefined>(undefined);

export function ClientProvider({ client, children }: { client: Client; children: ReactNode }) {
  return <Context value={client}>{children}</Context>;
}

export function useClient(): Client {
  const client = useContext(Context);
  if (client === undefined) {
    throw new Error("no ClientProvider");
  }
  return client;
}

/** What somebody is called; a placeholder until it is known. */
export function useName(userId: string | undefined): string {
  return usePerson(useClient(), userId)?.displayName ?? "…";
}

/** What a conversation is called: a group by its title, a direct one by the other person. */
export function useTitle(conversation: Conversation | undefined): string {
  const peer = useName(conversation?.peerId);
  return conversation === undefined ? "" : conversation.kind === "direct" ? peer : (conversation.title ?? "");
}
