import { ContextMenu } from "@base-ui/react/context-menu";
import { Menu } from "@base-ui/react/menu";
import { type Entry, textOf } from "@hongyan/sdk";
import { CircleAlert, Ellipsis } from "lucide-react";
import { useName, useClient, useNames } from "../client.js";
import { useI18n } from "../i18n.js";
import { UploadProgress } from "../media/progress.js";
import { uploadsOf, useUploads } from "../media/uploads.js";
import { type Action, EMOJIS, useActions, useReact } from "./actions.js";
import { Content } from "./content.js";
import { useOpened } from "./context.js";
import type { Row } from "./rows.js";
import { State } from "./state.js";
import { summary } from "./summary.js";

/** A message, what was done to it, and what one may do with it. */
export function Bubble({ row, isOwn }: { row: Row; isOwn: boolean }) {
  const { t, time, full } = useI18n();
  const client = useClient();
  const { handle } = useOpened();
  const actionsOf = useActions();
  const react = useReact();
  const { entry, local } = row;
  const message = entry ?? local!;
  const actions = entry === undefined ? [] : actionsOf(entry);
  const choose = (emoji: string): void => entry && react(entry, emoji);
  const upload = useUploads(client, handle.id).find(({ isSent, message: { clientId } }) => isSent !== true && clientId === local?.clientId);
  const retry = (): void => (upload === undefined ? void handle.retry(local!.clientId) : uploadsOf(client).retry(upload));
  const discard = (): void => (upload === undefined ? void handle.discard(local!.clientId) : uploadsOf(client).cancel(upload));

  const bubble = (
    <>
      {message.replyTo !== undefined && <Quote seq={message.replyTo} />}
      <Content kind={message.kind} body={message.body} mentions={message.mentions} clientId={isOwn ? message.clientId : undefined} />
      {upload !== undefined && local?.problem === undefined && <UploadProgress upload={upload} />}
      <span className="meta">
        {entry?.editedAt !== undefined && <span title={full(entry.editedAt)}>{t("edited")}</span>}
        <time dateTime={message.at} title={full(message.at)}>{time(message.at)}</time>
        {isOwn && <State row={row} />}
      </span>
    </>
  );
  const picture = message.kind === "image" ? ` has-picture${textOf(message.body) === "" && upload === undefined ? " is-bare" : ""}` : "";
  const classes = `bubble${local?.problem === undefined ? "" : " failed"}${entry?.editedAt === undefined ? "" : " is-edited"}${picture}`;
  return (
    <div className="bubble-line">
      {entry === undefined ? (
        <div className={classes}>{bubble}</div>
      ) : (
        <>
          <ContextMenu.Root>
            <ContextMenu.Trigger className={classes}>{bubble}</ContextMenu.Trigger>
            <ContextMenu.Portal>
              <ContextMenu.Positioner>
                <ContextMenu.Popup className="menu"><Items actions={actions} choose={choose} /></ContextMenu.Popup>
              </ContextMenu.Positioner>
            </ContextMenu.Portal>
          </ContextMenu.Root>
          <Menu.Root>
            <Menu.Trigger className="message-more" aria-label={t("actions")}><Ellipsis /></Menu.Trigger>
            <Menu.Portal>
              <Menu.Positioner sideOffset={4}>
                <Menu.Popup className="menu"><Items actions={actions} choose={choose} /></Menu.Popup>
              </Menu.Positioner>
            </Menu.Portal>
          </Menu.Root>
          {entry.reactions !== undefined && <Reactions entry={entry} choose={choose} />}
        </>
      )}
      {local?.problem !== undefined && (
        <div className="failure" role="alert">
          <CircleAlert /> {t("failed")}: {local.problem.detail ?? local.problem.title}
          <button className="link" onClick={retry}>{t("retry")}</button>
          <button className="link" onClick={discard}>{t("discard")}</button>
        </div>
      )}
    </div>
  );
}

/** The items of a message's menu, and the emojis to react with above them. */
function Items({ actions, choose }: { actions: Action[]; choose(emoji: string): void }) {
  const { t } = useI18n();
  return (
    <>
      <Menu.Group className="emojis" aria-label={t("react")}>
        {EMOJIS.map((emoji) => (
          <Menu.Item key={emoji} className="menu-emoji" aria-label={t("reactWith", { emoji })} onClick={() => choose(emoji)}>{emoji}</Menu.Item>
        ))}
      </Menu.Group>
      <Menu.Separator className="menu-line" />
      {actions.map(({ label, icon, act }) => <Menu.Item key={label} className="menu-item" onClick={act}>{icon} {label}</Menu.Item>)}
    </>
  );
}

/** Who has reacted how; a click does the same, or takes it back. */
function Reactions({ entry, choose }: { entry: Entry; choose(emoji: string): void }) {
  const client = useClient();
  const { t, list } = useI18n();
  const nameOf = useNames();
  return (
    <ul className="reactions" aria-label={t("reactions")}>
      {entry.reactions!.map(({ emoji, count, userIds }) => {
        const named = userIds.map((id) => (id === client.me ? t("you") : nameOf(id)));
        const who = list(named, count);
        return (
          <li key={emoji}>
            <button className="reaction" aria-pressed={userIds.includes(client.me)} aria-label={t("reactedBy", { emoji, count, people: who })} title={who} onClick={() => choose(emoji)}>
              <span>{emoji}</span> {count}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Quote({ seq }: { seq: number }) {
  const { t } = useI18n();
  const client = useClient();
  const { timeline, show } = useOpened();
  const first = timeline.entries[0]?.seq ?? 0;
  const quoted = timeline.entries[seq - first];
  const name = useName(quoted?.senderId);
  const text = quoted === undefined ? t("unavailable") : summary(quoted, t);
  return (
    <button className="quote" onClick={() => show(seq)}>
      {quoted !== undefined && <strong>{quoted.senderId === client.me ? t("you") : name}</strong>}
      <span>{text}</span>
    </button>
  );
}
