import { ContextMenu } from "@base-ui/react/context-menu";
import type { Conversation } from "@hongyan/sdk";
import { usePresence } from "@hongyan/sdk/react";
import { AtSign, BellOff, Pin } from "lucide-react";
import { memo } from "react";
import { Avatar } from "../avatar.js";
import { useClient, useName, useTitle } from "../client.js";
import { isSaved } from "../conversation/context.js";
import { useTypingText } from "../conversation/heading.js";
import { kindText } from "../conversation/summary.js";
import { useDraft } from "../drafts.js";
import { useI18n } from "../i18n.js";
import { useToasts } from "../toast.js";
import { settingsItems } from "./settingsItems.js";

/** A conversation in the list. */
export const Line = memo(function Line({ conversation, isOpen }: { conversation: Conversation; isOpen: boolean }) {
  const client = useClient();
  const i18n = useI18n();
  const { t, shortTime } = i18n;
  const { attempt } = useToasts();
  const title = useTitle(conversation);
  const { id, kind, pinned, muted, unread, mentions, head } = conversation;
  const saved = isSaved(conversation, client.me);
  const presence = usePresence(client, saved ? undefined : conversation.peerId);
  const items = settingsItems(conversation, client.conversation(id), t);
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger
        render={
          <a className={`line${isOpen ? " is-open" : ""}${pinned ? " is-pinned" : ""}`} href={`#/c/${id}`} aria-current={isOpen ? "page" : undefined}>
            <Avatar id={conversation.peerId ?? id} name={title} group={kind === "group"} saved={saved} presence={presence?.state} />
            <span className="line-text">
              <span className="line-top">
                <span className="line-title">{title}</span>
                {muted && <BellOff className="line-icon" aria-label={t("muted")} />}
                <time dateTime={head.at}>{shortTime(head.at)}</time>
              </span>
              <span className="line-bottom">
                <PreviewText conversation={conversation} isOpen={isOpen} />
                {mentions > 0 && <AtSign className="mention-icon" aria-label={t("mentioned")} />}
                {unread > 0 ? (
                  <span className={muted ? "badge quiet" : "badge"} aria-label={t("unreadCount", { count: unread })}>{unread > 99 ? "99+" : unread}</span>
                ) : (
                  pinned && <Pin className="line-icon" aria-label={t("pinned")} />
                )}
              </span>
            </span>
          </a>
        }
      />
      <ContextMenu.Portal>
        <ContextMenu.Positioner>
          <ContextMenu.Popup className="menu">
            {items.map(({ label, act, icon }) => (
              <ContextMenu.Item key={label} className="menu-item" onClick={() => void attempt(act)}>{icon} {label}</ContextMenu.Item>
            ))}
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
});

function PreviewText({ conversation, isOpen }: { conversation: Conversation; isOpen: boolean }) {
  const client = useClient();
  const { t } = useI18n();
  const draft = useDraft(client.me, conversation.id).text;
  const typing = useTypingText(conversation);
  const preview = conversation.head.preview;
  const sender = useName(preview?.senderId);
  if (typing !== undefined) {
    return <span className="preview typing">{typing}</span>;
  }
  if (draft !== "" && !isOpen) {
    return <span className="preview"><span className="draft">{t("draft")}</span> {draft}</span>;
  }
  if (preview === undefined) {
    return <span className="preview" />;
  }
  const text = preview.kind === "recalled" ? t("recalledShort") : (preview.text ?? (preview.kind === "text" ? t("recalledShort") : kindText(preview.kind, t)));
  const who = preview.senderId === client.me ? t("you") : conversation.kind === "group" ? sender : undefined;
  return <span className="preview">{who === undefined ? text : t("said", { name: who, text })}</span>;
}
