import { Dialog } from "@base-ui/react/dialog";
import type { ConversationHandle, Entry } from "@hongyan/sdk";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { Avatar } from "../avatar.js";
import { useName } from "../client.js";
import { useI18n } from "../i18n.js";
import { excerpt, saying } from "./excerpt.js";
import { useSearch } from "./useSearch.js";

interface Props {
  open: boolean;
  close(): void;
  handle: ConversationHandle;
  show(seq: number): void;
}

/** Messages of the open conversation by what they say; choosing one shows it where it stands. */
export function MessageSearch({ open, close, handle, show }: Props) {
  const { t } = useI18n();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const { entries, state, more } = useSearch(handle, typed.trim(), open);
  useEffect(() => setAt(0), [typed]);
  useEffect(() => document.getElementById(`found-${at}`)?.scrollIntoView({ block: "nearest" }), [at]);

  const choose = (entry: Entry | undefined): void => {
    if (entry !== undefined) {
      close();
      show(entry.seq);
    }
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((now) => Math.max(0, Math.min(entries.length - 1, now + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(entries[at]);
    }
  };
  const status = { none: "", busy: t("searching"), failed: t("searchFailed"), done: entries.length === 0 ? t("nothingFound") : "" }[state];
  return (
    <Dialog.Root open={open} onOpenChange={(isOpen) => isOpen || close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="window finder" aria-label={t("searchMessages")}>
          <div className="finder-field">
            <Search />
            <input
              role="combobox" aria-expanded="true" aria-controls="found" aria-activedescendant={entries.length > 0 ? `found-${at}` : undefined}
              aria-label={t("searchMessages")} placeholder={t("searchMessages")} value={typed} maxLength={100} autoFocus
              onFocus={(event) => event.target.select()} onChange={(event) => setTyped(event.target.value)} onKeyDown={pressed}
            />
          </div>
          <div className="found">
            <ul id="found" role="listbox" aria-label={t("messages")} className="people">
              {entries.map((entry, index) => (
                <li key={entry.seq} id={`found-${index}`} role="option" aria-selected={index === at} className="person" onClick={() => choose(entry)} onMouseMove={() => setAt(index)}>
                  <Line entry={entry} q={typed.trim()} />
                </li>
              ))}
            </ul>
            {more !== undefined && <button className="link" onClick={more}>{t("more")}</button>}
            <p className="nobody" role="status">{status}</p>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Line({ entry, q }: { entry: Entry; q: string }) {
  const { shortTime } = useI18n();
  const name = useName(entry.senderId);
  return (
    <>
      <Avatar id={entry.senderId} name={name} size="small" />
      <span className="person-name">
        <small>{name} <time dateTime={entry.at}>{shortTime(entry.at)}</time></small>
        <span className="found-text">{excerpt(saying(entry.body, q), q).map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}</span>
      </span>
    </>
  );
}
