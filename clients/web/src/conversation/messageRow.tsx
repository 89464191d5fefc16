import { memo } from "react";
import { Avatar } from "../avatar.js";
import { useClient, useName } from "../client.js";
import { useI18n } from "../i18n.js";
import { Bubble } from "./bubble.js";
import { useOpened } from "./context.js";
import { Note } from "./note.js";
import { isShownAsMessage, type Row } from "./rows.js";

interface Props {
  row: Row;
  isMarked: boolean;
}

/** A line of the timeline, with the day and the divider that stand above it. */
export const MessageRow = memo(function MessageRow({ row, isMarked }: Props) {
  const client = useClient();
  const { view } = useOpened();
  const { t, day } = useI18n();
  const sender = useName(row.senderId);
  const isOwn = row.senderId === client.me;
  const isMessage = row.local !== undefined || isShownAsMessage(row.entry);
  const withName = view.kind === "group" && !isOwn && !row.continues;
  return (
    <div className={`row${isOwn ? " own" : ""}${row.continues ? " continues" : ""}${isMarked ? " is-marked" : ""}`} data-seq={row.entry?.seq}>
      {row.startsDay && <div className="day" role="separator"><time dateTime={row.at}>{day(row.at)}</time></div>}
      {row.startsUnread && <div className="unread-divider" role="separator"><span>{t("unreadFrom")}</span></div>}
      {isMessage ? (
        <div className="message">
          {!isOwn && <span className="message-avatar">{!row.isContinued && <Avatar id={row.senderId} name={sender} size="small" />}</span>}
          <div className="message-column">
            {withName && <span className="sender">{sender}</span>}
            <Bubble row={row} isOwn={isOwn} />
          </div>
        </div>
      ) : (
        row.entry !== undefined && <Note entry={row.entry} view={view} by={row.recalledBy} />
      )}
    </div>
  );
});
