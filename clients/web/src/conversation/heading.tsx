import type { Conversation, Presence } from "@hongyan/sdk";
import { usePerson, usePresence, useTypists } from "@hongyan/sdk/react";
import { useClient, useNames } from "../client.js";
import { type I18n, useI18n } from "../i18n.js";
import { isSaved } from "./context.js";

/** What stands under the title: who is typing, else how the other person is, or how many there are. */
export function Subtitle({ view }: { view: Conversation }) {
  const client = useClient();
  const i18n = useI18n();
  const { t } = i18n;
  const isMe = isSaved(view, client.me);
  const peer = usePerson(client, view.peerId);
  const presence = usePresence(client, isMe ? undefined : view.peerId);
  const typing = useTypingText(view);
  if (typing !== undefined) {
    return <p className="typing" aria-live="polite">{typing}</p>;
  }
  if (view.kind === "group") {
    return <p>{t("memberCount", { count: view.memberCount })}</p>;
  }
  return <p>{isMe ? t("savedHint") : (presenceText(presence, i18n) ?? (peer === undefined ? "" : `@${peer.name}`))}</p>;
}

/** Who is typing, in words; undefined while nobody is. */
export function useTypingText(view: Conversation): string | undefined {
  const client = useClient();
  const { t, list } = useI18n();
  const nameOf = useNames();
  const typists = useTypists(client, view.id);
  if (typists.length === 0) {
    return undefined;
  }
  return view.kind === "direct" ? t("typing") : t("typingNamed", { people: list(typists.slice(0, 3).map(nameOf)), count: typists.length });
}

export function presenceText(presence: Presence | undefined, { t, shortTime }: I18n): string | undefined {
  switch (presence?.state) {
    case "online":
      return t("statusOnline");
    case "away":
      return t("statusAway");
    case "busy":
      return t("statusBusy");
    case "offline":
      return presence.since === undefined ? t("statusOffline") : t("lastSeen", { time: shortTime(presence.since) });
    default:
      return undefined;
  }
}
