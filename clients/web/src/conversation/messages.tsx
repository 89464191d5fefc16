import type { ConversationHandle } from "@hongyan/sdk";
import { ArrowDown } from "lucide-react";
import { type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import { Virtuoso, type VirtuosoHandle } from "react-virtuoso";
import { useClient } from "../client.js";
import { useI18n } from "../i18n.js";
import { useUploads } from "../media/uploads.js";
import { useToasts } from "../toast.js";
import { useOpened } from "./context.js";
import { MessageRow } from "./messageRow.js";
import { onTheirWay, type Row, rowsOf } from "./rows.js";

export interface MessagesHandle {
  toNewest(): void;
  /** Shows a message, which may be an old one. */
  show(seq: number): void;
}

/** Rows that come before others must not move these: their indexes count down from here. */
const BASE = 10_000_000;
/** What takes longer than this to be loaded is told of. */
const SLOW_MS = 700;

export function Messages({ ref }: { ref: Ref<MessagesHandle> }) {
  const client = useClient();
  const { view, handle, timeline } = useOpened();
  const { t } = useI18n();
  const { say, attempt } = useToasts();
  const list = useRef<VirtuosoHandle>(null);
  // Where the divider is stays as it was when the conversation was opened.
  const [readSeq] = useState(() => (timeline.firstUnread === undefined ? undefined : timeline.firstUnread - 1));
  const [shownTo, setShownTo] = useState(0);
  const [atBottom, setAtBottom] = useState(true);
  const [marked, setMarked] = useState<number>();
  const uploads = useUploads(client, view.id);
  const rows = useMemo(
    () => rowsOf(timeline.entries, onTheirWay(timeline, uploads), client.me, readSeq, timeline.hasOlder),
    [timeline, uploads, client.me, readSeq],
  );
  const { first, generation } = useFirstIndex(rows);

  useReadMarks(handle, atBottom ? (timeline.entries.at(-1)?.seq ?? 0) : shownTo);

  const show = useCallback(
    async (seq: number) => {
      const telling = setTimeout(() => say(t("olderLoading")), SLOW_MS);
      const isLoaded = await handle.loadAround(seq).finally(() => clearTimeout(telling));
      if (isLoaded) {
        setMarked(seq);
      } else if (isLoaded === false) {
        say(t("tooFarBack"));
      }
    },
    [handle, say, t],
  );
  const isAtBottom = useRef(true);
  isAtBottom.current = atBottom;
  const toNewest = useCallback(() => {
    handle.toNewest();
    // Rows have their height once they were shown: what lies between is only guessed at first.
    const go = (triesLeft: number): void => {
      list.current?.scrollToIndex({ index: "LAST", align: "end" });
      if (triesLeft > 0) {
        setTimeout(() => isAtBottom.current || go(triesLeft - 1), 120);
      }
    };
    setTimeout(() => go(5), 0);
  }, [handle]);
  useImperativeHandle(ref, () => ({
    toNewest,
    show: (seq) => void attempt(() => show(seq)),
  }));
  useEffect(() => {
    if (marked === undefined) {
      return undefined;
    }
    const index = rows.findIndex(({ entry }) => entry?.seq === marked);
    list.current?.scrollToIndex({ index, align: "center" });
    const timer = setTimeout(() => setMarked(undefined), 1_600);
    return () => clearTimeout(timer);
    // Only when another message is to be shown; rows that come meanwhile don't scroll back to it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [marked]);

  // A page that is loaded behind the last message isn't news to be followed.
  const hadNewer = useRef(timeline.hasNewer);
  useEffect(() => {
    hadNewer.current = timeline.hasNewer;
  }, [timeline]);

  if (rows.length === 0) {
    return <div className="messages" />;
  }
  const divider = rows.findIndex(({ startsUnread }) => startsUnread);
  const shown = rows.findIndex(({ entry }) => entry?.seq === marked && marked !== undefined);
  const below = timeline.hasNewer ? view.unread : timeline.entries.filter(({ seq, type, senderId }) => seq > shownTo && type === "message" && senderId !== client.me).length;
  return (
    <div className="messages">
      <Virtuoso
        key={generation}
        ref={list}
        className="message-list"
        role="log"
        aria-label={t("messages")}
        tabIndex={0}
        data={rows}
        firstItemIndex={first}
        initialTopMostItemIndex={
          shown >= 0 ? { index: shown, align: "center" }
          : divider >= 0 ? { index: divider, align: "start", offset: -48 }
          : { index: rows.length - 1, align: "end" }
        }
        computeItemKey={(_, row) => row.key}
        alignToBottom
        atBottomThreshold={60}
        atBottomStateChange={setAtBottom}
        followOutput={timeline.hasNewer || hadNewer.current ? false : (isAtBottom) => (isAtBottom ? "auto" : false)}
        startReached={() => timeline.hasOlder && void handle.loadOlder().catch(() => {})}
        endReached={() => timeline.hasNewer && void handle.loadNewer().catch(() => {})}
        rangeChanged={({ endIndex }) => setShownTo(rows[endIndex - first]?.entry?.seq ?? shownTo)}
        increaseViewportBy={{ top: 1_200, bottom: 400 }}
        components={timeline.hasOlder ? (timeline.hasNewer ? BETWEEN : LOADING) : timeline.hasNewer ? FROM_BEGINNING : BEGINNING}
        itemContent={(_, row) => <MessageRow row={row} isMarked={row.entry?.seq === marked && marked !== undefined} />}
      />
      {(!atBottom || timeline.hasNewer) && (
        <button className="to-newest" aria-label={below > 0 ? t("newBelowToNewest", { count: below }) : t("toNewest")} onClick={toNewest}>
          {below > 0 && <span>{t("newBelow", { count: below })}</span>}
          <ArrowDown />
        </button>
      )}
    </div>
  );
}

const LOADING = { Header: OlderLoading, Footer: End };
const BEGINNING = { Header: Beginning, Footer: End };
const BETWEEN = { Header: OlderLoading, Footer: NewerLoading };
const FROM_BEGINNING = { Header: Beginning, Footer: NewerLoading };

function End() {
  return <div className="list-end" />;
}

function OlderLoading() {
  const { t } = useI18n();
  return <div className="note">{t("olderLoading")}</div>;
}

function NewerLoading() {
  const { t } = useI18n();
  return <div className="note">{t("newerLoading")}</div>;
}

function Beginning() {
  const { t } = useI18n();
  return <div className="note">{t("beginning")}</div>;
}

/** The index of the first row: it falls by as many rows as come before it. Other rows altogether are another generation. */
function useFirstIndex(rows: Row[]): { first: number; generation: number } {
  const anchor = useRef({ key: "", first: BASE, generation: 0 });
  const key = rows[0]?.key;
  if (key !== undefined && key !== anchor.current.key) {
    const before = rows.findIndex((row) => row.key === anchor.current.key);
    const { first, generation } = anchor.current;
    anchor.current =
      before >= 0
        ? { key, first: first - before, generation }
        : { key, first: BASE, generation: generation + (anchor.current.key === "" ? 0 : 1) };
  }
  return anchor.current;
}

/** What was on the screen while somebody could look at it is read. */
function useReadMarks(handle: ConversationHandle, seq: number): void {
  useEffect(() => {
    const mark = (): void => {
      if (seq > 0 && document.visibilityState === "visible" && document.hasFocus()) {
        handle.markRead(seq);
      }
    };
    const timer = setTimeout(mark, 150);
    addEventListener("focus", mark);
    document.addEventListener("visibilitychange", mark);
    return () => {
      clearTimeout(timer);
      removeEventListener("focus", mark);
      document.removeEventListener("visibilitychange", mark);
    };
  }, [handle, seq]);
}
