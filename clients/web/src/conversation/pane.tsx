import { type Conversation, type ConversationHandle, type Entry, type MediaBody, textOf, type TimelineView } from "@hongyan/sdk";
import { useConversation, usePresence, useTimeline } from "@hongyan/sdk/react";
import { ArrowLeft, Info, Search } from "lucide-react";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { Avatar } from "../avatar.js";
import { Nicknames, useClient, useTitle } from "../client.js";
import { type Asked, Confirmation } from "../dialog.js";
import { useI18n } from "../i18n.js";
import { DropZone } from "../media/dropZone.js";
import type { Shown as Picture } from "../media/lightbox.js";
import { uploadsOf } from "../media/uploads.js";
import { openConversation } from "../route.js";
import { useToasts } from "../toast.js";
import { Composer } from "./composer.js";
import { isSaved, type Opened, OpenedContext } from "./context.js";
import { Subtitle } from "./heading.js";
import { Messages, type MessagesHandle } from "./messages.js";
import { useNicknames } from "./nicknames.js";
import { PinBar, PinsContext, useLoadedPins } from "./pins.js";
import { useReceipts } from "./receipts.js";

const Details = lazy(() => import("./details.js").then((module) => ({ default: module.Details })));
const Forwarding = lazy(() => import("./forwarding.js").then((module) => ({ default: module.Forwarding })));
const MessageSearch = lazy(() => import("./search.js").then((module) => ({ default: module.MessageSearch })));
const Lightbox = lazy(() => import("../media/lightbox.js").then((module) => ({ default: module.Lightbox })));
const Inspection = lazy(() => import("./inspection.js").then((module) => ({ default: module.Inspection })));

/** The open conversation. */
export function ConversationPane({ id }: { id: string }) {
  const client = useClient();
  const { t } = useI18n();
  const handle = client.conversation(id);
  const view = useConversation(client, id);
  const timeline = useTimeline(client, id);
  const [ready, setReady] = useState(false);
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
  return <OpenedPane view={view} handle={handle} timeline={timeline} ready={ready} />;
}

type Shown = { kind: "details" } | { kind: "forward" | "inspect"; entry: Entry } | { kind: "look"; pictures: Picture[]; first: number };

function OpenedPane({ view, handle, timeline, ready }: { view: Conversation; handle: ConversationHandle; timeline: TimelineView; ready: boolean }) {
  const client = useClient();
  const { t } = useI18n();
  const { attempt } = useToasts();
  const title = useTitle(view);
  const saved = isSaved(view, client.me);
  const presence = usePresence(client, saved ? undefined : view.peerId);
  const nicknames = useNicknames(view, handle, timeline);
  const pins = useLoadedPins(handle, timeline);
  const [about, setAbout] = useState<{ kind: "reply" | "edit"; entry: Entry }>();
  const [shown, setShown] = useState<Shown>();
  const [asked, setAsked] = useState<Asked>();
  const [search, setSearch] = useState<"open" | "closed">();
  useFindKey(() => setSearch("open"));
  const messages = useRef<MessagesHandle>(null);
  useReceipts(handle, ready && !saved);

  const opened = useMemo<Opened>(
    () => ({
      view, handle, timeline,
      reply: (entry) => setAbout({ kind: "reply", entry }),
      edit: (entry) => setAbout({ kind: "edit", entry }),
      forward: (entry) => setShown({ kind: "forward", entry }),
      inspect: (entry) => setShown({ kind: "inspect", entry }),
      look: (body) => setShown({ kind: "look", ...picturesOf(timeline, body) }),
      show: (seq) => messages.current?.show(seq),
      ask: setAsked,
    }),
    [view, handle, timeline],
  );
  const send = (text: string, mentions: string[]): void => {
    setAbout(undefined);
    if (about?.kind === "edit") {
      if (text !== textOf(about.entry.body)) {
        void attempt(() => handle.edit(about.entry.seq, { text }));
      }
      return;
    }
    if (uploadsOf(client).chosen(view.id).length > 0) {
      uploadsOf(client).send(view.id, { text, mentions, replyTo: about?.entry.seq });
      messages.current?.toNewest();
      return;
    }
    const sending = handle.send({ text, mentions, ...(about === undefined ? {} : { replyTo: about.entry.seq }) });
    void attempt(() => sending.acknowledged);
    messages.current?.toNewest();
  };
  const speak = (file: File, durationMs: number): void => {
    uploadsOf(client).speak(view.id, file, durationMs, about?.kind === "reply" ? about.entry.seq : undefined);
    setAbout(undefined);
    messages.current?.toNewest();
  };
  const close = (): void => setShown(undefined);
  const entryOf = (kind: Shown["kind"]): Entry | undefined => (shown?.kind === kind && "entry" in shown ? shown.entry : undefined);
  return (
    <OpenedContext value={opened}>
      <Nicknames value={nicknames}>
        <PinsContext value={pins}>
          <DropZone conversationId={view.id} label={title}>
            <header className="pane-header">
              <button className="icon-button only-phone" aria-label={t("back")} onClick={() => openConversation(undefined)}><ArrowLeft /></button>
              <Avatar id={view.peerId ?? view.id} name={title} group={view.kind === "group"} saved={saved} size="small" presence={presence?.state} />
              <div className="pane-title">
                <h1>{title}</h1>
                <Subtitle view={view} />
              </div>
              <button className="icon-button" aria-label={t("searchMessages")} title={t("searchMessages")} onClick={() => setSearch("open")}><Search /></button>
              <button className="icon-button" aria-label={t("details")} title={t("details")} onClick={() => setShown({ kind: "details" })}><Info /></button>
            </header>
            <PinBar />
            {ready ? <Messages ref={messages} /> : <div className="messages" aria-busy="true" />}
            <Composer view={view} title={title} about={about} cancel={() => setAbout(undefined)} begin={setAbout} send={send} speak={speak} />
            <Suspense>
              {shown?.kind === "details" && <Details open close={close} view={view} handle={handle} title={title} />}
              {shown?.kind === "forward" && <Forwarding entry={entryOf("forward")} close={close} />}
              {shown?.kind === "inspect" && <Inspection entry={entryOf("inspect")} close={close} />}
              {search !== undefined && <MessageSearch open={search === "open"} close={() => setSearch("closed")} handle={handle} show={opened.show} />}
              {shown?.kind === "look" && <Lightbox pictures={shown.pictures} first={shown.first} close={close} />}
            </Suspense>
            <Confirmation asked={asked} close={() => setAsked(undefined)} />
          </DropZone>
        </PinsContext>
      </Nicknames>
    </OpenedContext>
  );
}

/** Ctrl+F searches the conversation, where no window is over it. */
function useFindKey(find: () => void): void {
  const latest = useRef(find);
  latest.current = find;
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const isFind = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "f";
      if (isFind && document.querySelector("[role=dialog][data-open]") === null) {
        event.preventDefault();
        latest.current();
      }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

/** The pictures that are loaded, and which of them is meant; one that stands elsewhere is alone. */
function picturesOf({ entries }: TimelineView, body: MediaBody): { pictures: Picture[]; first: number } {
  const pictures = entries
    .filter(({ type, kind, recalled }) => type === "message" && kind === "image" && recalled !== true)
    .map(({ body: of, senderId, at }) => ({ body: of as MediaBody, senderId, at }));
  const first = pictures.findIndex((picture) => picture.body.mediaId === body.mediaId);
  return first < 0 ? { pictures: [{ body }], first: 0 } : { pictures, first };
}
