import type { Conversation, Entry, MemberBody } from "@hongyan/sdk";
import { usePerson } from "@hongyan/sdk/react";
import { useClient, useName } from "../client.js";
import { useI18n } from "../i18n.js";

const NAMED = 3;

/** What has happened in a conversation, in one line. */
export function Note({ entry, view }: { entry: Entry; view: Conversation }) {
  const client = useClient();
  const { t, language } = useI18n();
  const actor = useName(entry.senderId);
  const body = (entry.body ?? {}) as Partial<MemberBody>;
  const ids = body.userIds ?? [];
  // One of those named may not be known yet; who is asked for last tells.
  usePerson(client, ids[0]);
  usePerson(client, ids[1]);
  usePerson(client, ids[2]);
  const nameOf = (id: string): string => (id === client.me ? t("you") : (client.people.get(id)?.displayName ?? "…"));
  const name = entry.senderId === client.me ? t("you") : actor;
  const named = ids.slice(0, NAMED).map(nameOf).join(language === "zh" ? "、" : ", ");
  const more = (body.count ?? ids.length) - Math.min(NAMED, ids.length);
  const people = more > 0 ? t("andOthers", { people: named, count: language === "zh" ? more + NAMED : more }) : named;

  return <div className="note">{text()}</div>;

  function text(): string {
    if (entry.type === "message") {
      return entry.senderId === client.me ? t("recalledYou") : t("recalled", { name });
    }
    if (entry.type === "settings") {
      return t("renamed", { name });
    }
    switch (body.action) {
      case "created":
        return view.kind === "direct" ? t("directBegan", { people: nameOf(view.peerId ?? "") }) : t("created", { name });
      case "added":
        return t("addedSome", { name, people });
      case "joined":
        return t("joined", { name });
      case "left":
        return t("left", { name });
      case "removed":
        return t("removedSome", { name, people });
      case "role":
        return t("roleChanged", { name, people, role: t(body.role ?? "member") });
      default:
        return t("renamed", { name });
    }
  }
}
