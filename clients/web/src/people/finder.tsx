import { Dialog } from "@base-ui/react/dialog";
import type { Client, Conversation, User } from "@hongyan/sdk";
import { useConversations } from "@hongyan/sdk/react";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { Avatar } from "../avatar.js";
import { useClient } from "../client.js";
import { isSaved } from "../conversation/context.js";
import { useI18n } from "../i18n.js";
import { openConversation } from "../route.js";
import { useToasts } from "../toast.js";
import { useMatch } from "./match.js";
import { usePeople } from "./usePeople.js";

interface Found {
  key: string;
  tile: string;
  name: string;
  hint: string;
  isGroup: boolean;
  isSaved: boolean;
  open(): Promise<void>;
}

/** Ctrl+K: conversations by their name, then people. */
export function Finder({ open, close }: { open: boolean; close(): void }) {
  const client = useClient();
  const { t } = useI18n();
  const { attempt } = useToasts();
  const conversations = useConversations(client);
  const [q, setQ] = useState("");
  const [at, setAt] = useState(0);
  const matches = useMatch(open);
  const people = usePeople(q, open && q.trim() !== "") ?? [];
  useEffect(() => setQ(""), [open]);
  useEffect(() => setAt(0), [q]);

  const lines = conversations.map((view) => named(client, view, t("savedMessages"))).filter(({ name }) => matches(name, q));
  const met = new Set(lines.map(({ tile }) => tile));
  const found: Found[] = [
    ...lines.slice(0, 12).map(({ view, name, tile }) => ({
      key: view.id, tile, name, isSaved: isSaved(view, client.me), hint: t(view.kind === "group" ? "groupOf" : "person"), isGroup: view.kind === "group",
      open: async () => openConversation(view.id),
    })),
    ...(q.trim() === "" ? [] : people.filter(({ id }) => !met.has(id))).map((user: User) => ({
      key: user.id, tile: user.id, name: user.displayName, hint: `@${user.name}`, isGroup: false, isSaved: false,
      open: async () => openConversation((await client.direct(user.id)).id),
    })),
  ];
  const choose = (chosen: Found | undefined): void => {
    if (chosen !== undefined) {
      close();
      void attempt(chosen.open);
    }
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((now) => Math.max(0, Math.min(found.length - 1, now + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(found[at]);
    }
  };
  return (
    <Dialog.Root open={open} onOpenChange={(isOpen) => isOpen || close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="window finder" aria-label={t("search")}>
          <div className="finder-field">
            <Search />
            <input
              role="combobox" aria-expanded="true" aria-controls="finder-list" aria-activedescendant={found.length > 0 ? `finder-${at}` : undefined}
              aria-label={t("searchHint")} placeholder={t("searchHint")} value={q} autoFocus
              onChange={(event) => setQ(event.target.value)} onKeyDown={pressed}
            />
          </div>
          <ul id="finder-list" role="listbox" aria-label={t("search")} className="people">
            {found.map((item, index) => (
              <li key={item.key} id={`finder-${index}`} role="option" aria-selected={index === at} className="person" onClick={() => choose(item)} onMouseMove={() => setAt(index)}>
                <Avatar id={item.tile} name={item.name} group={item.isGroup} saved={item.isSaved} size="small" />
                <span className="person-name">{item.name}<small>{item.hint}</small></span>
              </li>
            ))}
          </ul>
          {found.length === 0 && <p className="nobody">{t("nobodyFound")}</p>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function named(client: Client, view: Conversation, saved: string): { view: Conversation; name: string; tile: string } {
  const peer = view.peerId === undefined ? undefined : client.contacts.get(view.peerId)?.remark || client.people.get(view.peerId)?.displayName;
  if (isSaved(view, client.me)) {
    return { view, name: saved, tile: client.me };
  }
  return { view, name: view.kind === "direct" ? (peer ?? "") : (view.title ?? ""), tile: view.peerId ?? view.id };
}
