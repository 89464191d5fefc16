import type { User } from "@hongyan/sdk";
import { useEffect, useState } from "react";
import { useClient } from "../client.js";
import { Window } from "../dialog.js";
import { useI18n } from "../i18n.js";
import { openConversation } from "../route.js";
import { useToasts } from "../toast.js";
import { PeoplePicker } from "./picker.js";

/** One person makes a direct conversation, several a group. */
export function NewConversation({ open, close }: { open: boolean; close(): void }) {
  const client = useClient();
  const { t } = useI18n();
  const { attempt } = useToasts();
  const [picked, setPicked] = useState<User[]>([]);
  const [title, setTitle] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    setPicked([]);
    setTitle("");
  }, [open]);
  const isGroup = picked.length > 1;
  const named = title.trim() || picked.map(({ displayName }) => displayName).join(", ").slice(0, 60);

  const make = async (): Promise<void> => {
    setBusy(true);
    const done = await attempt(async () => {
      const ids = picked.map(({ id }) => id);
      const made = isGroup ? await client.createGroup(named, ids) : await client.direct(ids[0]!);
      openConversation(made.id);
    });
    setBusy(false);
    if (done) {
      close();
    }
  };

  return (
    <Window open={open} close={close} title={t("newConversation")}>
      <PeoplePicker picked={picked} change={setPicked} />
      <footer className="window-footer">
        {isGroup && <input className="field" placeholder={named || t("groupName")} aria-label={t("groupName")} value={title} maxLength={100} onChange={(event) => setTitle(event.target.value)} />}
        <button className="primary" disabled={picked.length === 0 || busy} onClick={() => void make()}>
          {t(isGroup ? "createGroup" : "openChat")}
        </button>
      </footer>
    </Window>
  );
}
