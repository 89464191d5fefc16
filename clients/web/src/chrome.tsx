import type { Conversation, Entry } from "@hongyan/sdk";
import { useUnread } from "@hongyan/sdk/react";
import { useEffect } from "react";
import { useClient } from "./client.js";
import { summary } from "./conversation/summary.js";
import { type I18n, useI18n } from "./i18n.js";
import { openConversation, openedConversation } from "./route.js";
import { stored } from "./settings.js";

/** What shows outside of the page: its title, its icon, and notifications. All of them show the one unread number. */
export function Chrome() {
  const client = useClient();
  const { t } = useI18n();
  const { unread } = useUnread(client);
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${t("appName")}` : t("appName");
    drawIcon(unread);
  }, [unread, t]);
  useEffect(() => {
    const waiting = new Set<() => void>();
    const stop = client.on("message", (entry) => {
      const conversation = client.conversation(entry.conversationId);
      if (conversation.view !== undefined) {
        notify(client, entry, conversation.view, t);
        return;
      }
      // The first message of a new conversation may come before that does.
      const arrived = client.on("conversations", () => {
        if (conversation.view !== undefined) {
          arrived();
          waiting.delete(arrived);
          notify(client, entry, conversation.view, t);
        }
      });
      waiting.add(arrived);
    });
    return () => {
      stop();
      waiting.forEach((arrived) => arrived());
    };
  }, [client, t]);
  return null;
}

function drawIcon(unread: number): void {
  const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  if (link === null) {
    return;
  }
  if (unread === 0) {
    link.href = "/favicon.svg";
    return;
  }
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 64;
    const context = canvas.getContext("2d");
    if (context === null) {
      return;
    }
    const text = unread > 99 ? "99+" : String(unread);
    context.drawImage(image, 0, 0, 64, 64);
    context.fillStyle = "#d43f3a";
    const width = 24 + text.length * 12;
    context.beginPath();
    context.roundRect(64 - width, 28, width, 36, 18);
    context.fill();
    context.fillStyle = "#fff";
    context.font = "700 28px sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(text, 64 - width / 2, 47);
    link.href = canvas.toDataURL();
  };
  image.src = "/favicon.svg";
}

/** Plain http in a LAN has no notifications; nor does who hasn't asked for them get any. */
function notify(client: ReturnType<typeof useClient>, entry: Entry, view: Conversation, t: I18n["t"]): void {
  const isSeen = document.visibilityState === "visible" && openedConversation() === entry.conversationId;
  if (isSeen || view.muted || stored("notifications") !== "on") {
    return;
  }
  if (!("Notification" in globalThis) || Notification.permission !== "granted") {
    return;
  }
  const sender = client.people.get(entry.senderId)?.displayName ?? "";
  const notification = new Notification(view.kind === "group" ? `${view.title ?? ""} · ${sender}` : sender, {
    body: summary(entry, t).slice(0, 200),
    tag: entry.conversationId,
    icon: "/favicon.svg",
  });
  notification.onclick = () => {
    focus();
    openConversation(entry.conversationId);
    notification.close();
  };
}
