import { Menu } from "@base-ui/react/menu";
import type { ConversationHandle, Member, MemberPatch, Role } from "@hongyan/sdk";
import { Ellipsis, MicOff } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Avatar } from "../avatar.js";
import { useClient, useName } from "../client.js";
import type { Asked } from "../dialog.js";
import { useI18n } from "../i18n.js";
import { openConversation } from "../route.js";
import { useToasts } from "../toast.js";

interface Props {
  member: Member;
  ownRole: Role | undefined;
  handle: ConversationHandle;
  changed(): void;
  ask(asked: Asked): void;
}

const HOUR_MS = 3_600_000;
const RANK: Record<Role, number> = { member: 0, admin: 1, owner: 2 };

/** A member, and what the user may do to them. */
export function MemberLine({ member, ownRole = "member", handle, changed, ask }: Props) {
  const client = useClient();
  const { t, full } = useI18n();
  const { attempt } = useToasts();
  const called = useName(member.userId);
  const name = member.nickname ?? called;
  const [naming, setNaming] = useState(false);
  const isMe = member.userId === client.me;
  const isOwner = ownRole === "owner";
  const isAbove = !isMe && RANK[ownRole] > RANK[member.role];
  const isMuted = member.mutedUntil !== undefined && Date.parse(member.mutedUntil) > Date.now();
  const act = (action: () => Promise<unknown>) => () => void attempt(action).then(changed);
  const change = (patch: MemberPatch) => act(() => handle.changeMember(member.userId, patch));
  const mute = (hours: number) => (): void => change({ mutedUntil: new Date(Date.now() + hours * HOUR_MS).toISOString() })();
  const rename = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setNaming(false);
    change({ nickname: String(new FormData(event.currentTarget).get("nickname")).trim() })();
  };
  if (naming) {
    return (
      <li className="person">
        <form className="rename" onSubmit={rename}>
          <input className="field" name="nickname" aria-label={t("nickname")} placeholder={called} defaultValue={member.nickname ?? ""} maxLength={64} autoFocus />
          <button className="primary">{t("save")}</button>
        </form>
      </li>
    );
  }
  return (
    <li className="person">
      <Avatar id={member.userId} name={name} size="small" />
      <span className="person-name">{name}{isMe && <small>{t("you")}</small>}{isMuted && <small>{t("mutedUntil", { time: full(member.mutedUntil!) })}</small>}</span>
      {isMuted && <MicOff className="line-icon" aria-hidden="true" />}
      {member.role !== "member" && <span className="role">{t(member.role)}</span>}
      <Menu.Root>
        <Menu.Trigger className="icon-button" aria-label={t("moreOf", { name })}><Ellipsis /></Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="end">
            <Menu.Popup className="menu">
              {!isMe && <Menu.Item className="menu-item" onClick={() => void attempt(async () => openConversation((await client.direct(member.userId)).id))}>{t("openChat")}</Menu.Item>}
              {(isMe || isAbove) && <Menu.Item className="menu-item" onClick={() => setNaming(true)}>{t("nickname")}</Menu.Item>}
              {isOwner && !isMe && (
                <>
                  <Menu.Item className="menu-item" onClick={change({ role: member.role === "admin" ? "member" : "admin" })}>{t(member.role === "admin" ? "makeMember" : "makeAdmin")}</Menu.Item>
                  <Menu.Item className="menu-item" onClick={() => ask({ question: t("makeOwnerQuestion", { name }), hint: t("makeOwnerHint"), yes: t("makeOwner"), act: change({ role: "owner" }) })}>{t("makeOwner")}</Menu.Item>
                </>
              )}
              {isAbove && (
                <>
                  {isMuted ? (
                    <Menu.Item className="menu-item" onClick={mute(-1)}>{t("letSpeak")}</Menu.Item>
                  ) : (
                    <>
                      <Menu.Item className="menu-item" onClick={mute(1)}>{t("muteHour")}</Menu.Item>
                      <Menu.Item className="menu-item" onClick={mute(24)}>{t("muteDay")}</Menu.Item>
                    </>
                  )}
                  <Menu.Item className="menu-item" onClick={act(() => handle.removeMember(member.userId))}>{t("removeMember")}</Menu.Item>
                </>
              )}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </li>
  );
}
