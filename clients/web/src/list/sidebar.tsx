import { useConversations } from "@hongyan/sdk/react";
import { MessageSquarePlus, Search } from "lucide-react";
import { useState } from "react";
import { Virtuoso } from "react-virtuoso";
import { useClient } from "../client.js";
import { useI18n } from "../i18n.js";
import { NewConversation } from "../people/newConversation.js";
import { AccountMenu } from "./accountMenu.js";
import { Line } from "./line.js";

export function Sidebar({ opened, find, logOut }: { opened: string | undefined; find(): void; logOut(): void }) {
  const { t } = useI18n();
  const conversations = useConversations(useClient());
  const [creating, setCreating] = useState(false);
  return (
    <nav className="sidebar" aria-label={t("conversations")}>
      <header className="sidebar-header">
        <AccountMenu logOut={logOut} />
        <button className="search-button" onClick={find}>
          <Search /> <span>{t("search")}</span> <kbd>Ctrl K</kbd>
        </button>
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
      <NewConversation open={creating} close={() => setCreating(false)} />
    </nav>
  );
}
