import type { Conversation, Entry, GroupChange, MemberBody } from "@hongyan/sdk";
import { useClient, useName, useNames } from "../client.js";
import { useI18n } from "../i18n.js";

const NAMED = 3;

/** What has happened in a conversation, in one line. */
export function Note({ entry, view, by = entry.senderId }: { entry: Entry; view: Conversation; by?: string | undefined }) {
  const client = useClient();
  const { t, full, list } = useI18n();
  const actor = useName(by);
  const body = (entry.body ?? {}) as Partial<MemberBody>;
  const ids = body.userIds ?? [];
  const settings = (entry.body ?? {}) as GroupChange & { dissolved?: boolean };
  const known = useNames();
  const nameOf = (id: string): string => (id === client.me ? t("you") : known(id));
  const name = by === client.me ? t("you") : actor;
  const people = list(ids.slice(0, NAMED).map(nameOf), body.count ?? ids.length);

  return <div className="note">{text()}</div>;

  function text(): string {
    if (entry.type === "message") {
      return by === client.me ? t("recalledYou") : t("recalled", { name });
    }
    if (entry.type === "settings") {
      return changed();
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
      case "muted":
        return Date.parse(body.until ?? "") > Date.parse(entry.at) ? t("mutedSome", { name, people, until: full(body.until!) }) : t("unmutedSome", { name, people });
      case "nickname":
        return body.nickname === "" || body.nickname === undefined ? t("nicknameGone", { people }) : t("nicknamed", { people, nickname: body.nickname });
      default:
        return t("changedGroup", { name });
    }
  }

  /** What of the group is another now; several things may have been changed at once. */
  function changed(): string {
    const { title, notice, silenced, dissolved } = settings;
    if (dissolved === true) {
      return t("dissolved", { name });
    }
    const said: string[] = [];
    if (title !== undefined) {
      said.push(t("renamed", { name, title }));
    }
    if (notice !== undefined) {
      said.push(notice === "" ? t("noticeGone", { name }) : t("noticeSet", { name, notice }));
    }
    if (silenced !== undefined) {
      said.push(t(silenced ? "silenced" : "unsilenced", { name }));
    }
    return said.length === 0 ? t("changedGroup", { name }) : list(said);
  }
}
