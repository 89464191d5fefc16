import { useConversations, useFeedUnread, useFriendRequests } from "@hongyan/sdk/react";
import { ContactRound, MessageSquarePlus, Newspaper, Search } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Virtuoso } from "react-virtuoso";
import { useClient } from "../client.js";
import { useI18n } from "../i18n.js";
import { NewConversation } from "../people/newConversation.js";
import { useOpenedFeed } from "../route.js";
import { AccountMenu } from "./accountMenu.js";
import { Line } from "./line.js";

const ContactsWindow = lazy(() => import("../people/contactsWindow.js").then((module) => ({ default: module.ContactsWindow })));

export function Sidebar({ opened, find, logOut }: { opened: string | undefined; find(): void; logOut(): void }) {
  const { t } = useI18n();
  const client = useClient();
  const conversations = useConversations(client);
  const requests = useFriendRequests(client).length;
  const posts = useFeedUnread(client);
  const isFeed = useOpenedFeed() !== undefined;
  const [contacts, setContacts] = useState(false);
  const [creating, setCreating] = useState(false);
  return (
    <nav className="sidebar" aria-label={t("conversations")}>
      <header className="sidebar-header">
        <AccountMenu logOut={logOut} />
        <button className="search-button" title="Ctrl+K" onClick={find}>
          <Search /> <span>{t("search")}</span>
        </button>
        <button
          className="icon-button with-badge" title={t("contacts")} onClick={() => setContacts(true)}
          aria-label={requests === 0 ? t("contacts") : t("contactsAsked", { count: requests })}
        >
          <ContactRound />
          {requests > 0 && <span className="badge">{requests}</span>}
        </button>
        <a
          className="icon-button with-badge" href="#/feed" title={t("feed")} aria-current={isFeed ? "page" : undefined}
          aria-label={posts === 0 ? t("feed") : t("feedNews", { count: posts })}
        >
          <Newspaper />
          {posts > 0 && <span className="badge">{posts > 99 ? "99+" : posts}</span>}
        </a>
        <button className="icon-button" aria-label={t("newConversation")} title={t("newConversation")} onClick={() => setCreating(true)}>
          <MessageSquarePlus />
        </button>
      </header>
      {conversations.length === 0 ? (
        <div className="empty">
          <h2>{t("noConversations")}</h2>
          <p>{t("noConversationsHint")}</p>
          <button className="primary" onClick={() => setCreating(true)}>{t("newConversation")}</button>
        </div>
      ) : (
        <Virtuoso
          className="conversations"
          data={conversations}
          computeItemKey={(_, conversation) => conversation.id}
          fixedItemHeight={68}
          increaseViewportBy={300}
          itemContent={(_, conversation) => <Line conversation={conversation} isOpen={conversation.id === opened} />}
        />
      )}
      <Suspense>{contacts && <ContactsWindow close={() => setContacts(false)} />}</Suspense>
      <NewConversation open={creating} close={() => setCreating(false)} />
    </nav>
  );
}
