import type { ConversationHandle, Entry, TimelineView } from "@hongyan/sdk";
import { useConnection } from "@hongyan/sdk/react";
import { ChevronDown, Pin, PinOff } from "lucide-react";
import { createContext, useContext, useEffect, useState } from "react";
import { useClient, useName } from "../client.js";
import { Window } from "../dialog.js";
import { useI18n } from "../i18n.js";
import { useToasts } from "../toast.js";
import { isKeeper, useOpened } from "./context.js";
import { summary } from "./summary.js";

const NONE: Entry[] = [];

export const PinsContext = createContext<readonly Entry[]>(NONE);

export function usePins(): readonly Entry[] {
  return useContext(PinsContext);
}

/** The pinned messages of a conversation, asked for again whenever something in it may have changed them. */
export function useLoadedPins(handle: ConversationHandle, timeline: TimelineView): readonly Entry[] {
  const state = useConnection(useClient());
  const [pins, setPins] = useState<readonly Entry[]>(NONE);
  const news = timeline.entries.findLast(({ type, target }) => type === "pin" || (target !== undefined && pins.some(({ seq }) => seq === target)));
  useEffect(() => {
    if (state !== "online") {
      return undefined;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const ask = (triesLeft: number): void =>
      void handle.pins().then((items) => {
        if (!current) {
          return;
        }
        setPins(items);
        // Who answers may be some milliseconds behind who told of it.
        if (news?.type === "pin" && items.some(({ seq }) => seq === news.target) !== (news.body?.on === true) && triesLeft > 0) {
          timer = setTimeout(() => ask(triesLeft - 1), 300);
        }
      }, () => {});
    ask(4);
    return () => {
      current = false;
      clearTimeout(timer);
    };
    // An operation is known by its seq.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [handle, state, news?.seq]);
  return pins;
}

/** The last pinned message above the timeline, the others behind it. */
export function PinBar() {
  const { t } = useI18n();
  const { show } = useOpened();
  const pins = usePins();
  const [all, setAll] = useState(false);
  const last = pins[0];
  if (last === undefined) {
    return null;
  }
  return (
    <div className="pin-bar">
      <Pin aria-hidden="true" />
      <button className="pin-text" onClick={() => show(last.seq)}>
        <strong>{t("pinnedMessage")}</strong>
        <span>{summary(last, t)}</span>
      </button>
      <button className="link" aria-label={t("allPins", { count: pins.length })} onClick={() => setAll(true)}>{pins.length} <ChevronDown /></button>
      <Window open={all} close={() => setAll(false)} title={t("pinnedMessages")}>
        <ul className="pins">
          {pins.map((entry) => <PinLine key={entry.seq} entry={entry} close={() => setAll(false)} />)}
        </ul>
      </Window>
    </div>
  );
}

function PinLine({ entry, close }: { entry: Entry; close(): void }) {
  const { t, full } = useI18n();
  const { attempt } = useToasts();
  const { view, handle, show } = useOpened();
  const name = useName(entry.senderId);
  return (
    <li>
      <button className="pin-text" onClick={() => { close(); show(entry.seq); }}>
        <strong>{name} <small>{full(entry.at)}</small></strong>
        <span>{summary(entry, t)}</span>
      </button>
      {(view.kind === "direct" || isKeeper(view)) && (
        <button className="icon-button" aria-label={t("unpinMessage")} onClick={() => void attempt(() => handle.pin(entry.seq, false))}><PinOff /></button>
      )}
    </li>
  );
}
