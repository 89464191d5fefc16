import { ContextMenu } from "@base-ui/react/context-menu";
import { Menu } from "@base-ui/react/menu";
import { type Conversation, type ConversationHandle, type Entry, textOf, type TimelineView } from "@hongyan/sdk";
import { Check, CircleAlert, Clock3, Copy, Ellipsis, Reply, Undo2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useClient, useName } from "../client.js";
import { type Asked, Confirmation } from "../dialog.js";
import { useI18n } from "../i18n.js";
import { useToasts } from "../toast.js";
import type { Row } from "./rows.js";
import { Text } from "./text.js";

interface Props {
  row: Row;
  view: Conversation;
  handle: ConversationHandle;
  timeline: TimelineView;
  isOwn: boolean;
  reply(entry: Entry): void;
  show(seq: number): void;
}

interface Action {
  label: string;
  icon: ReactNode;
  act(): void;
}

const RECALL_WITHIN_MS = 24 * 3_600_000;

export function Bubble({ row, view, handle, timeline, isOwn, reply, show }: Props) {
  const { t, time, full } = useI18n();
  const { say, attempt } = useToasts();
  const [asked, setAsked] = useState<Asked>();
  const { entry, local } = row;
  const message = entry ?? local!;
  const text = textOf(message.body);
  const actions: Action[] = [];
  if (entry !== undefined) {
    actions.push({ label: t("reply"), icon: <Reply />, act: () => reply(entry) });
  }
  if (text !== "") {
    actions.push({ label: t("copy"), icon: <Copy />, act: () => void copy(text).then(() => say(t("copied"))) });
  }
  const isFresh = Date.now() - Date.parse(message.at) < RECALL_WITHIN_MS;
  const mayRecall = isOwn ? isFresh || isKeeper(view) : isKeeper(view);
  if (entry !== undefined && mayRecall) {
    const act = (): void => void attempt(() => handle.recall(entry.seq));
    actions.push({
      label: t("recall"),
      icon: <Undo2 />,
      act: () => setAsked({ question: t("recallQuestion"), hint: t("recallHint"), yes: t("recall"), act }),
    });
  }

  return (
    <div className="bubble-line">
      <ContextMenu.Root>
        <ContextMenu.Trigger className={`bubble${local?.problem === undefined ? "" : " failed"}`}>
          {message.replyTo !== undefined && <Quote seq={message.replyTo} timeline={timeline} show={show} />}
          {message.kind === "text" ? <Text text={text} mentions={message.mentions} /> : <em className="unsupported">{t("unsupported")}</em>}
          <span className="meta">
            <time dateTime={message.at} title={full(message.at)}>{time(message.at)}</time>
            {isOwn && <State row={row} />}
          </span>
        </ContextMenu.Trigger>
        <ContextMenu.Portal>
          <ContextMenu.Positioner>
            <ContextMenu.Popup className="menu">
              {actions.map(({ label, icon, act }) => <ContextMenu.Item key={label} className="menu-item" onClick={act}>{icon} {label}</ContextMenu.Item>)}
            </ContextMenu.Popup>
          </ContextMenu.Positioner>
        </ContextMenu.Portal>
      </ContextMenu.Root>
      {entry !== undefined && (
        <Menu.Root>
          <Menu.Trigger className="message-more" aria-label={t("actions")}><Ellipsis /></Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner sideOffset={4}>
              <Menu.Popup className="menu">
                {actions.map(({ label, icon, act }) => <Menu.Item key={label} className="menu-item" onClick={act}>{icon} {label}</Menu.Item>)}
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      )}
      {local?.problem !== undefined && (
        <div className="failure" role="alert">
          <CircleAlert /> {t("failed")}: {local.problem.detail ?? local.problem.title}
          <button className="link" onClick={() => void handle.retry(local.clientId)}>{t("retry")}</button>
          <button className="link" onClick={() => void handle.discard(local.clientId)}>{t("discard")}</button>
        </div>
      )}
      <Confirmation asked={asked} close={() => setAsked(undefined)} />
    </div>
  );
}

/** On its way, with the server, or refused. */
function State({ row }: { row: Row }) {
  const { t } = useI18n();
  if (row.entry !== undefined) {
    return <Check className="state" role="img" aria-label={t("sent")} />;
  }
  return row.local?.problem === undefined ? (
    <Clock3 className="state" role="img" aria-label={t("sending")} />
  ) : (
    <CircleAlert className="state" role="img" aria-label={t("failed")} />
  );
}

function Quote({ seq, timeline, show }: { seq: number; timeline: TimelineView; show(seq: number): void }) {
  const { t } = useI18n();
  const client = useClient();
  const first = timeline.entries[0]?.seq ?? 0;
  const quoted = timeline.entries[seq - first];
  const name = useName(quoted?.senderId);
  const text = quoted === undefined ? t("unavailable") : quoted.recalled ? t("recalledShort") : textOf(quoted.body) || t("unsupported");
  return (
    <button className="quote" onClick={() => show(seq)}>
      {quoted !== undefined && <strong>{quoted.senderId === client.me ? t("you") : name}</strong>}
      <span>{text}</span>
    </button>
  );
}

function isKeeper(view: Conversation): boolean {
  return view.kind === "group" && (view.role === "owner" || view.role === "admin");
}

/** Plain http has no clipboard API. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) {
    return navigator.clipboard.writeText(text);
  }
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
