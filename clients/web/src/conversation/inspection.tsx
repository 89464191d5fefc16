import { type Entry, type Receipts, type Revision, textOf } from "@hongyan/sdk";
import { useEffect, useState } from "react";
import { Avatar } from "../avatar.js";
import { useClient, useName } from "../client.js";
import { Window } from "../dialog.js";
import { useI18n } from "../i18n.js";
import { useOpened } from "./context.js";

/** Who has read a message and reacted to it, and what it said before. */
export function Inspection({ entry, close }: { entry: Entry | undefined; close(): void }) {
  const { t } = useI18n();
  return (
    <Window open={entry !== undefined} close={close} title={t("messageInfo")}>
      {entry !== undefined && <Findings entry={entry} />}
    </Window>
  );
}

function Findings({ entry }: { entry: Entry }) {
  const client = useClient();
  const { t, full } = useI18n();
  const { handle, timeline } = useOpened();
  // As it is now: somebody may react while one looks.
  const now = timeline.entries.find(({ seq }) => seq === entry.seq) ?? entry;
  const isOwn = entry.senderId === client.me;
  const [receipts, setReceipts] = useState<Receipts>();
  const [edits, setEdits] = useState<Revision[]>();
  useEffect(() => {
    if (isOwn) {
      handle.receipts(entry.seq).then(setReceipts, () => {});
    }
  }, [handle, entry.seq, isOwn]);
  useEffect(() => {
    if (now.editedAt !== undefined) {
      handle.edits(entry.seq).then(setEdits, () => {});
    }
  }, [handle, entry.seq, now.editedAt]);
  const more = receipts?.nextCursor;
  const next = (): void =>
    void handle.receipts(entry.seq, more).then(
      (page) => setReceipts((known) => ({
        ...page, read: [...(known?.read ?? []), ...page.read], unread: [...(known?.unread ?? []), ...page.unread],
        delivered: [...(known?.delivered ?? []), ...page.delivered],
      })),
      () => {},
    );
  return (
    <div className="inspection">
      <p className="inspection-time">{full(entry.at)}</p>
      {now.reactions?.map(({ emoji, count, userIds }) => (
        <Group key={emoji} title={`${emoji} ${count}`} userIds={userIds} />
      ))}
      {receipts !== undefined && (
        <>
          <Group title={t("readByCount", { count: receipts.readCount })} userIds={receipts.read} />
          <Group title={t("unreadByCount", { count: receipts.unreadCount })} userIds={receipts.unread} delivered={receipts.delivered} />
          {more !== undefined && <button className="link" onClick={next}>{t("more")}</button>}
        </>
      )}
      {edits !== undefined && edits.length > 1 && (
        <section>
          <h4>{t("editHistory")}</h4>
          <ol className="edits">
            {edits.map(({ seq, at, body }) => (
              <li key={seq}><time dateTime={at}>{full(at)}</time><p>{textOf(body)}</p></li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

/** Some people; `delivered` are those of them who have the message on a device. */
function Group({ title, userIds, delivered = [] }: { title: string; userIds: string[]; delivered?: string[] }) {
  return (
    <section>
      <h4>{title}</h4>
      <ul className="people">{userIds.map((id) => <Person key={id} id={id} hasIt={delivered.includes(id)} />)}</ul>
    </section>
  );
}

function Person({ id, hasIt }: { id: string; hasIt: boolean }) {
  const { t } = useI18n();
  const name = useName(id);
  return <li className="person"><Avatar id={id} name={name} size="small" /><span className="person-name">{name}{hasIt && <small>{t("delivered")}</small>}</span></li>;
}
