import { Tabs } from "@base-ui/react/tabs";
import type { Contact, FriendRequest, User } from "@hongyan/sdk";
import { useContacts, useFriendRequests, usePresence } from "@hongyan/sdk/react";
import { Check, Star, UserPlus, X } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { Avatar } from "../avatar.js";
import { useClient, useName } from "../client.js";
import { presenceText } from "../conversation/heading.js";
import { Window } from "../dialog.js";
import { useI18n } from "../i18n.js";
import { openConversation } from "../route.js";
import { useToasts } from "../toast.js";
import { useMatch } from "./match.js";
import { usePeople } from "./usePeople.js";

/** The user's contacts, the requests that wait, people who may be asked, and those who are blocked. */
export function ContactsWindow({ close }: { close(): void }) {
  const client = useClient();
  const { t } = useI18n();
  const requests = useFriendRequests(client);
  useEffect(() => void client.contacts.refresh().catch(() => {}), [client]);
  return (
    <Window open close={close} title={t("contacts")} drawer>
      <Tabs.Root className="tabs" defaultValue="contacts">
        <Tabs.List className="tab-list">
          <Tabs.Tab className="tab" value="contacts">{t("contacts")}</Tabs.Tab>
          <Tabs.Tab className="tab" value="requests">{t("requests")}{requests.length > 0 && <span className="badge">{requests.length}</span>}</Tabs.Tab>
          <Tabs.Tab className="tab" value="add">{t("find")}</Tabs.Tab>
          <Tabs.Tab className="tab" value="blocked">{t("blocked")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel className="tab-panel" value="contacts"><ContactList close={close} /></Tabs.Panel>
        <Tabs.Panel className="tab-panel" value="requests"><Requests incoming={requests} /></Tabs.Panel>
        <Tabs.Panel className="tab-panel" value="add"><Find /></Tabs.Panel>
        <Tabs.Panel className="tab-panel" value="blocked"><Blocked /></Tabs.Panel>
      </Tabs.Root>
    </Window>
  );
}

function ContactList({ close }: { close(): void }) {
  const client = useClient();
  const { t, language } = useI18n();
  const [q, setQ] = useState("");
  const matches = useMatch(true);
  const order = new Intl.Collator(language === "zh" ? "zh-CN" : "en");
  const nameOf = ({ remark, user }: Contact): string => remark || (user?.displayName ?? "");
  const shown = useContacts(client)
    .filter((contact) => [nameOf(contact), contact.user?.displayName ?? "", contact.user?.name ?? "", ...contact.labels].some((text) => matches(text, q)))
    .sort((a, b) => Number(b.starred) - Number(a.starred) || order.compare(nameOf(a), nameOf(b)));
  return (
    <>
      <input className="field" type="search" placeholder={t("search")} aria-label={t("search")} value={q} onChange={(event) => setQ(event.target.value)} />
      <ul className="people">
        {shown.map((contact) => <ContactLine key={contact.userId} contact={contact} close={close} />)}
      </ul>
      {shown.length === 0 && <p className="nobody">{t(q === "" ? "noContacts" : "nobodyFound")}</p>}
    </>
  );
}

function ContactLine({ contact, close }: { contact: Contact; close(): void }) {
  const client = useClient();
  const i18n = useI18n();
  const { attempt } = useToasts();
  const name = useName(contact.userId);
  const presence = usePresence(client, contact.userId);
  const talk = (): void =>
    void attempt(async () => {
      openConversation((await client.direct(contact.userId)).id);
      close();
    });
  return (
    <li>
      <button className="person" onClick={talk}>
        <Avatar id={contact.userId} name={name} size="small" presence={presence?.state} />
        <span className="person-name">{name}<small>{[...contact.labels, presenceText(presence, i18n)].filter(Boolean).join(" · ")}</small></span>
        {contact.starred && <Star className="line-icon" fill="currentColor" role="img" aria-label={i18n.t("starred")} />}
      </button>
    </li>
  );
}

function Requests({ incoming }: { incoming: readonly FriendRequest[] }) {
  const client = useClient();
  const { t } = useI18n();
  const { attempt } = useToasts();
  const [outgoing, setOutgoing] = useState<FriendRequest[]>([]);
  const load = useCallback(() => void client.contacts.outgoing().then(setOutgoing, () => {}), [client]);
  useEffect(load, [load]);
  return (
    <>
      {incoming.length + outgoing.length === 0 && <p className="nobody">{t("noRequests")}</p>}
      <ul className="people">
        {incoming.map((request) => (
          <RequestLine key={request.id} userId={request.from} text={request.message}>
            {(name) => (
              <>
                <button className="icon-button" aria-label={t("acceptName", { name })} onClick={() => void attempt(() => client.contacts.accept(request.id))}><Check /></button>
                <button className="icon-button" aria-label={t("declineName", { name })} onClick={() => void attempt(() => client.contacts.decline(request.id))}><X /></button>
              </>
            )}
          </RequestLine>
        ))}
      </ul>
      {outgoing.length > 0 && <h4>{t("ownRequests")}</h4>}
      <ul className="people">
        {outgoing.map((request) => (
          <RequestLine key={request.id} userId={request.to} text={request.message}>
            {(name) => <button className="link" aria-label={t("withdrawFrom", { name })} onClick={() => void attempt(() => client.contacts.withdraw(request.id)).then(load)}>{t("withdraw")}</button>}
          </RequestLine>
        ))}
      </ul>
    </>
  );
}

function RequestLine({ userId, text, children }: { userId: string; text: string; children(name: string): ReactNode }) {
  const name = useName(userId);
  return (
    <li className="person">
      <Avatar id={userId} name={name} size="small" />
      <span className="person-name">{name}<small>{text}</small></span>
      {children(name)}
    </li>
  );
}

function Find() {
  const client = useClient();
  const { t } = useI18n();
  const { say, attempt } = useToasts();
  const [q, setQ] = useState("");
  const found = usePeople(q, true);
  useContacts(client);
  const ask = (user: User): void =>
    void attempt(async () => say(t((await client.contacts.ask(user.id)).state === "accepted" ? "nowContacts" : "requestSent")));
  return (
    <>
      <input className="field" type="search" placeholder={t("peopleHint")} aria-label={t("peopleHint")} value={q} onChange={(event) => setQ(event.target.value)} />
      <ul className="people">
        {found?.map((user) => (
          <li key={user.id} className="person">
            <Avatar id={user.id} name={user.displayName} size="small" />
            <span className="person-name">{user.displayName}<small>@{user.name}</small></span>
            {client.contacts.get(user.id) === undefined ? (
              <button className="icon-button" aria-label={t("addName", { name: user.displayName })} onClick={() => ask(user)}><UserPlus /></button>
            ) : (
              <Check className="line-icon" role="img" aria-label={t("isContact")} />
            )}
          </li>
        ))}
      </ul>
      {found?.length === 0 && <p className="nobody">{t("nobodyFound")}</p>}
    </>
  );
}

function Blocked() {
  const client = useClient();
  const { t } = useI18n();
  const { attempt } = useToasts();
  const [blocked, setBlocked] = useState<string[]>();
  const load = useCallback(() => void client.contacts.blocked().then(setBlocked, () => {}), [client]);
  useEffect(load, [load]);
  return (
    <>
      {blocked?.length === 0 && <p className="nobody">{t("nobodyBlocked")}</p>}
      <ul className="people">
        {blocked?.map((id) => (
          <RequestLine key={id} userId={id} text="">
            {(name) => <button className="link" aria-label={t("unblockName", { name })} onClick={() => void attempt(() => client.contacts.unblock(id)).then(load)}>{t("unblock")}</button>}
          </RequestLine>
        ))}
      </ul>
    </>
  );
}
