import type { Conversation, ConversationHandle } from "@hongyan/sdk";
import { Bell, BellOff, EyeOff, MailOpen, Mail, Pin, PinOff } from "lucide-react";
import type { ReactNode } from "react";
import type { I18n } from "../i18n.js";

export interface Item {
  label: string;
  icon: ReactNode;
  act(): Promise<unknown>;
}

/** What one can do with a conversation, wherever it shows. */
export function settingsItems(view: Conversation, handle: ConversationHandle, t: I18n["t"]): Item[] {
  return [
    view.unread > 0
      ? { label: t("markRead"), icon: <MailOpen />, act: async () => handle.markRead(view.head.seq) }
      : { label: t("markUnread"), icon: <Mail />, act: () => handle.markUnread() },
    view.pinned
      ? { label: t("unpin"), icon: <PinOff />, act: () => handle.settings({ pinned: false }) }
      : { label: t("pin"), icon: <Pin />, act: () => handle.settings({ pinned: true }) },
    view.muted
      ? { label: t("unmute"), icon: <Bell />, act: () => handle.settings({ muted: false }) }
      : { label: t("mute"), icon: <BellOff />, act: () => handle.settings({ muted: true }) },
    { label: t("hide"), icon: <EyeOff />, act: () => handle.settings({ hidden: true }) },
  ];
}
