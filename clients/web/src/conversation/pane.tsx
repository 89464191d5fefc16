import type { Entry } from "@hongyan/sdk";
import { useConversation, usePerson, useTimeline } from "@hongyan/sdk/react";
import { ArrowLeft, Info } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Avatar } from "../avatar.js";
import { useClient, useTitle } from "../client.js";
import { useI18n } from "../i18n.js";
import { openConversation } from "../route.js";
import { useToasts } from "../toast.js";
import { Composer } from "./composer.js";
import { Details } from "./details.js";
import { Messages, type MessagesHandle } from "./messages.js";

/** The open conversation. */
export function ConversationPane({ id }: { id: string }) {
  const client = useClient();
  const { t } = useI18n();
  const { attempt } = useToasts();
  const handle = client.conversation(id);
  const view = useConversation(client, id);
  const timeline = useTimeline(client, id);
  const title = useTitle(view);
  const peer = usePerson(client, view?.peerId);
  const [ready, setReady] = useState(false);
  const [replyTo, setReplyTo] = useState<Entry>();
  const [detailed, setDetailed] = useState(false);
  const messages = useRef<MessagesHandle>(null);
  useEffect(() => {
    let shown = true;
    void handle.open().catch(() => {}).finally(() => shown && setReady(true));
    return () => {
      shown = false;
    };
  }, [handle]);

  if (view === undefined || view.left) {
    return ready ? (
      <div className="placeholder">
        <p>{t("notFound")}</p>
        <button className="secondary" onClick={() => openConversation(undefined)}>{t("back")}</button>
      </div>
    ) : (
      <div className="placeholder" aria-busy="true"><p>{t("loading")}</p></div>
    );
  }
  const isGroup = view.kind === "group";
  return (
    <section className="conversation" aria-label={title}>
      <header className="pane-header">
        <button className="icon-button only-phone" aria-label={t("back")} onClick={() => openConversation(undefined)}><ArrowLeft /></button>
        <Avatar id={view.peerId ?? id} name={title} group={isGroup} size="small" />
        <div className="pane-title">
          <h1>{title}</h1>
          <p>{isGroup ? t("memberCount", { count: view.memberCount }) : peer === undefined ? "" : `@${peer.name}`}</p>
        </div>
        <button className="icon-button" aria-label={t("details")} title={t("details")} onClick={() => setDetailed(true)}><Info /></button>
      </header>
      {ready ? (
        <Messages ref={messages} view={view} handle={handle} timeline={timeline} reply={setReplyTo} />
      ) : (
        <div className="messages" aria-busy="true" />
      )}
      <Composer
        view={view}
        title={title}
        replyTo={replyTo}
        cancelReply={() => setReplyTo(undefined)}
        send={(text, mentions) => {
          const sending = handle.send({ text, mentions, ...(replyTo === undefined ? {} : { replyTo: replyTo.seq }) });
          void attempt(() => sending.acknowledged);
          setReplyTo(undefined);
          messages.current?.toNewest();
        }}
      />
      <Details open={detailed} close={() => setDetailed(false)} view={view} handle={handle} title={title} />
    </section>
  );
}
