import type { Conversation, Entry } from "@hongyan/sdk";
import { useConversations } from "@hongyan/sdk/react";
import { useEffect, useState } from "react";
import { Avatar } from "../avatar.js";
import { useClient, useNames } from "../client.js";
import { Window } from "../dialog.js";
import { useI18n } from "../i18n.js";
import { useMatch } from "../people/match.js";
import { useToasts } from "../toast.js";
import { isSaved, useOpened } from "./context.js";

/** Asks where a message is to be said again. */
export function Forwarding({ entry, close }: { entry: Entry | undefined; close(): void }) {
  const client = useClient();
  const { t } = useI18n();
  const { say, attempt } = useToasts();
  const { handle } = useOpened();
  const conversations = useConversations(client);
  const nameOf = useNames();
  const [q, setQ] = useState("");
  const matches = useMatch(entry !== undefined);
  useEffect(() => setQ(""), [entry]);
  const titleOf = (view: Conversation): string =>
    isSaved(view, client.me) ? t("savedMessages") : view.kind === "direct" ? nameOf(view.peerId ?? "") : (view.title ?? "");
  const targets = conversations.filter((view) => matches(titleOf(view), q)).slice(0, 50);
  const go = (target: () => Promise<string>): void => {
    close();
    void attempt(async () => {
      await client.conversation(await target()).forward(handle.id, [entry!.seq]);
      say(t("forwarded"));
    });
  };
  const hasSaved = conversations.some((view) => isSaved(view, client.me));
  return (
    <Window open={entry !== undefined} close={close} title={t("forwardTo")}>
      <div className="picker">
        <input className="field" type="search" placeholder={t("search")} aria-label={t("search")} value={q} onChange={(event) => setQ(event.target.value)} autoFocus />
        <ul className="people">
          {!hasSaved && matches(t("savedMessages"), q) && (
            <li>
              <button className="person" onClick={() => go(async () => (await client.saved()).id)}>
                <Avatar id={client.me} name="" saved size="small" /><span className="person-name">{t("savedMessages")}</span>
              </button>
            </li>
          )}
          {targets.map((view) => (
            <li key={view.id}>
              <button className="person" onClick={() => go(async () => view.id)}>
                <Avatar id={view.peerId ?? view.id} name={titleOf(view)} group={view.kind === "group"} saved={isSaved(view, client.me)} size="small" />
                <span className="person-name">{titleOf(view)}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Window>
  );
}
