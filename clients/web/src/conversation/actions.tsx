import { type Entry, textOf } from "@hongyan/sdk";
import { Copy, Download, Forward, Info, Pencil, Pin, PinOff, Reply, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { useClient } from "../client.js";
import { copy } from "../clipboard.js";
import { useI18n } from "../i18n.js";
import { save } from "../media/fileRow.js";
import { useToasts } from "../toast.js";
import { isKeeper, useOpened } from "./context.js";
import { usePins } from "./pins.js";

export interface Action {
  label: string;
  icon: ReactNode;
  act(): void;
}

/** For how long a message may be changed or taken back, where the server isn't configured otherwise. */
const CHANGE_WITHIN_MS = 24 * 3_600_000;

export const EMOJIS = ["👍", "❤️", "😂", "🎉", "😮", "😢", "🙏", "👏", "🔥", "✅", "👀", "💯"];

/** What one may do with a message. */
export function useActions(): (entry: Entry) => Action[] {
  const client = useClient();
  const { t } = useI18n();
  const { say, attempt } = useToasts();
  const { view, handle, reply, edit, forward, inspect, ask } = useOpened();
  const pins = usePins();
  return (entry) => {
    const isOwn = entry.senderId === client.me;
    const text = textOf(entry.body);
    const isFresh = Date.now() - Date.parse(entry.at) < CHANGE_WITHIN_MS;
    const isPinned = pins.some(({ seq }) => seq === entry.seq);
    const actions: Action[] = [{ label: t("reply"), icon: <Reply />, act: () => reply(entry) }];
    if (text !== "") {
      actions.push({ label: t("copy"), icon: <Copy />, act: () => void copy(text).then(() => say(t("copied"))) });
    }
    if (typeof entry.body?.mediaId === "string") {
      const { mediaId, name } = entry.body;
      actions.push({ label: t("download"), icon: <Download />, act: () => void attempt(() => save(client, mediaId, String(name))) });
    }
    if (isOwn && isFresh && entry.kind === "text") {
      actions.push({ label: t("edit"), icon: <Pencil />, act: () => edit(entry) });
    }
    actions.push({ label: t("forward"), icon: <Forward />, act: () => forward(entry) });
    if (view.kind === "direct" || isKeeper(view)) {
      actions.push({
        label: t(isPinned ? "unpinMessage" : "pinMessage"),
        icon: isPinned ? <PinOff /> : <Pin />,
        act: () => void attempt(() => handle.pin(entry.seq, !isPinned)),
      });
    }
    actions.push({ label: t("messageInfo"), icon: <Info />, act: () => inspect(entry) });
    if (isKeeper(view) || (isOwn && isFresh)) {
      const act = (): void => void attempt(() => handle.recall(entry.seq));
      actions.push({
        label: t("recall"),
        icon: <Undo2 />,
        act: () => ask({ question: t("recallQuestion"), hint: t("recallHint"), yes: t("recall"), act }),
      });
    }
    return actions;
  };
}

/** Reacts to a message, or takes that back. */
export function useReact(): (entry: Entry, emoji: string) => void {
  const client = useClient();
  const { attempt } = useToasts();
  const { handle } = useOpened();
  return (entry, emoji) => {
    const known = entry.reactions?.find((reaction) => reaction.emoji === emoji);
    const on = !(known?.userIds.includes(client.me) ?? false);
    void attempt(async () => {
      const done = await handle.react(entry.seq, emoji, on);
      // Not all of many are named: the user may have been among the others.
      if (on && done.duplicate && known !== undefined && known.count > known.userIds.length) {
        await handle.react(entry.seq, emoji, false);
      }
    });
  };
}
