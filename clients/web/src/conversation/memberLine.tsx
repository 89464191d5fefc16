import { Menu } from "@base-ui/react/menu";
import type { ConversationHandle, Member, Role } from "@hongyan/sdk";
import { Ellipsis } from "lucide-react";
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

/** A member, and what the user may do to them. */
export function MemberLine({ member, ownRole, handle, changed, ask }: Props) {
  const client = useClient();
  const { t } = useI18n();
  const { attempt } = useToasts();
  const name = useName(member.userId);
  const isMe = member.userId === client.me;
  const isOwner = ownRole === "owner";
  const mayRemove = !isMe && (isOwner || (ownRole === "admin" && member.role === "member"));
  const act = (action: () => Promise<unknown>) => () => void attempt(action).then(changed);
  const setRole = (role: Role) => act(() => handle.changeMember(member.userId, { role }));
  return (
    <li className="person">
      <Avatar id={member.userId} name={name} size="small" />
      <span className="person-name">{name}{isMe && <small>{t("you")}</small>}</span>
      {member.role !== "member" && <span className="role">{t(member.role)}</span>}
      {!isMe && (
        <Menu.Root>
          <Menu.Trigger className="icon-button" aria-label={`${t("more")}: ${name}`}><Ellipsis /></Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner align="end">
              <Menu.Popup className="menu">
                <Menu.Item className="menu-item" onClick={() => void attempt(async () => openConversation((await client.direct(member.userId)).id))}>{t("openChat")}</Menu.Item>
                {isOwner && (
                  <>
                    <Menu.Item className="menu-item" onClick={setRole(member.role === "admin" ? "member" : "admin")}>{t(member.role === "admin" ? "makeMember" : "makeAdmin")}</Menu.Item>
                    <Menu.Item className="menu-item" onClick={() => ask({ question: `${t("makeOwner")}: ${name}?`, hint: "", yes: t("makeOwner"), act: setRole("owner") })}>{t("makeOwner")}</Menu.Item>
                  </>
                )}
                {mayRemove && <Menu.Item className="menu-item" onClick={act(() => handle.removeMember(member.userId))}>{t("removeMember")}</Menu.Item>}
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      )}
    </li>
  );
}
