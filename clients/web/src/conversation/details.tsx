import type { Conversation, ConversationHandle, Member, User } from "@hongyan/sdk";
import { LogOut, Pencil, Trash2, UserPlus } from "lucide-react";
import { type FormEvent, useCallback, useEffect, useState } from "react";
import { Avatar } from "../avatar.js";
import { useClient } from "../client.js";
import { type Asked, Confirmation, Window } from "../dialog.js";
import { useI18n } from "../i18n.js";
import { settingsItems } from "../list/settingsItems.js";
import { PersonCard } from "../people/personCard.js";
import { PeoplePicker } from "../people/picker.js";
import { useToasts } from "../toast.js";
import { isKeeper, isSaved } from "./context.js";
import { GroupRules } from "./groupRules.js";
import { MemberLine } from "./memberLine.js";

interface Props {
  open: boolean;
  close(): void;
  view: Conversation;
  handle: ConversationHandle;
  title: string;
}

/** What a conversation is, who is in it, and what one may do with it. */
export function Details({ open, close, view, handle, title }: Props) {
  const client = useClient();
  const { t } = useI18n();
  const { attempt } = useToasts();
  const isGroup = view.kind === "group";
  const keeps = isKeeper(view);
  const saved = isSaved(view, client.me);
  const mayAdd = keeps || (isGroup && view.adding !== "admins");
  const [asked, setAsked] = useState<Asked>();
  const [renaming, setRenaming] = useState(false);
  const [adding, setAdding] = useState(false);
  const { members, more, reload } = useMembers(handle, open && isGroup, view.memberCount);

  const rename = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const next = String(new FormData(event.currentTarget).get("title")).trim();
    if (next === title || (await attempt(() => handle.rename(next)))) {
      setRenaming(false);
    }
  };
  return (
    <Window open={open} close={close} title={t("details")} drawer>
      <div className="details">
        <Avatar id={view.peerId ?? view.id} name={title} group={isGroup} saved={saved} size="large" />
        {renaming ? (
          <form className="rename" onSubmit={(event) => void rename(event)}>
            <input className="field" name="title" aria-label={t("groupName")} defaultValue={title} required maxLength={100} autoFocus />
            <button className="primary">{t("save")}</button>
          </form>
        ) : (
          <h3>
            {title}
            {keeps && <button className="icon-button" aria-label={t("rename")} onClick={() => setRenaming(true)}><Pencil /></button>}
          </h3>
        )}
        {view.notice !== undefined && view.notice !== "" && !keeps && <p className="notice">{view.notice}</p>}
        <div className="detail-actions">
          {settingsItems(view, handle, t).map(({ label, icon, act }) => (
            <button key={label} className="detail-action" onClick={() => void attempt(act)}>{icon}<span>{label}</span></button>
          ))}
        </div>
        {!isGroup && !saved && view.peerId !== undefined && <PersonCard userId={view.peerId} ask={setAsked} />}
        {isGroup && (
          <>
            {keeps && <GroupRules view={view} handle={handle} letIn={reload} />}
            <div className="section-title">
              <h4>{t("memberCount", { count: view.memberCount })}</h4>
              {mayAdd && <button className="link" onClick={() => setAdding(true)}><UserPlus /> {t("addMembers")}</button>}
            </div>
            <ul className="people members">
              {members.map((member) => (
                <MemberLine key={member.userId} member={member} ownRole={view.role} handle={handle} changed={reload} ask={setAsked} />
              ))}
            </ul>
            {more !== undefined && <button className="link" onClick={more}>{t("more")}</button>}
            <div className="danger-zone">
              {view.role === "owner" ? (
                <button className="link danger-link" onClick={() => setAsked({ question: t("dissolveQuestion"), hint: t("dissolveHint"), yes: t("dissolve"), act: () => void attempt(() => handle.dissolve()) })}>
                  <Trash2 /> {t("dissolve")}
                </button>
              ) : (
                <button className="link danger-link" onClick={() => setAsked({ question: t("leaveQuestion"), hint: t("leaveHint"), yes: t("leave"), act: () => void attempt(() => handle.leave()) })}>
                  <LogOut /> {t("leave")}
                </button>
              )}
            </div>
          </>
        )}
      </div>
      <Confirmation asked={asked} close={() => setAsked(undefined)} />
      <AddMembers open={adding} close={() => setAdding(false)} handle={handle} without={members.map(({ userId }) => userId)} added={reload} />
    </Window>
  );
}

function AddMembers({ open, close, handle, without, added }: { open: boolean; close(): void; handle: ConversationHandle; without: string[]; added(): void }) {
  const { t } = useI18n();
  const { attempt } = useToasts();
  const [picked, setPicked] = useState<User[]>([]);
  useEffect(() => setPicked([]), [open]);
  const add = async (): Promise<void> => {
    if (await attempt(() => handle.addMembers(picked.map(({ id }) => id)))) {
      added();
      close();
    }
  };
  return (
    <Window open={open} close={close} title={t("addMembers")}>
      <PeoplePicker picked={picked} change={setPicked} without={without} />
      <footer className="window-footer">
        <button className="primary" disabled={picked.length === 0} onClick={() => void add()}>{t("add")}</button>
      </footer>
    </Window>
  );
}

/** The members, page by page, anew when there are more or fewer of them. */
function useMembers(handle: ConversationHandle, active: boolean, count: number) {
  const [members, setMembers] = useState<Member[]>([]);
  const [cursor, setCursor] = useState<string>();
  const [version, setVersion] = useState(0);
  // Who lists the members may be some milliseconds behind who has changed them.
  const reload = useCallback(() => {
    setVersion((now) => now + 1);
    setTimeout(() => setVersion((now) => now + 1), 1_000);
  }, []);
  useEffect(() => {
    if (!active) {
      return undefined;
    }
    let current = true;
    void handle.members().then((page) => {
      if (current) {
        setMembers(page.items);
        setCursor(page.nextCursor);
      }
    }, () => {});
    return () => {
      current = false;
    };
  }, [handle, active, count, version]);
  const next = (): void =>
    void handle.members(cursor).then((page) => {
      setMembers((known) => [...known, ...page.items]);
      setCursor(page.nextCursor);
    }, () => {});
  return { members, more: cursor === undefined ? undefined : next, reload };
}
