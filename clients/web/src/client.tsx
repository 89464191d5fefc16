import type { Client, Conversation } from "@hongyan/sdk";
import { useContact, usePerson } from "@hongyan/sdk/react";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useI18n } from "./i18n.js";

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

/** What people are called in the group that is open, where they have a name of its own there. */
export const Nicknames = createContext<ReadonlyMap<string, string>>(new Map());

/** What somebody is called: as in this group, as the user has noted, as they call themselves; a placeholder until it is known. */
export function useName(userId: string | undefined): string {
  const client = useClient();
  const nickname = useContext(Nicknames).get(userId ?? "");
  const remark = useContact(client, userId)?.remark;
  const name = usePerson(client, userId)?.displayName;
  return nickname || remark || name || "…";
}

/** What several people are called. */
export function useNames(): (userId: string) => string {
  const client = useClient();
  const nicknames = useContext(Nicknames);
  const [, changed] = useState(0);
  useEffect(() => {
    const ends = [client.on("people", () => changed((count) => count + 1)), client.on("contacts", () => changed((count) => count + 1))];
    return () => ends.forEach((end) => end());
  }, [client]);
  return (userId) => nicknames.get(userId) || client.contacts.get(userId)?.remark || client.people.get(userId)?.displayName || "…";
}

/** What a conversation is called: a group by its title, a direct one by the other person, that with oneself by its use. */
export function useTitle(conversation: Conversation | undefined): string {
  const client = useClient();
  const { t } = useI18n();
  const peer = useName(conversation?.peerId);
  if (conversation?.kind === "direct" && conversation.peerId === client.me) {
    return t("savedMessages");
  }
  return conversation === undefined ? "" : conversation.kind === "direct" ? peer : (conversation.title ?? "");
}
