import type { Entry, LocalMessage, TimelineView } from "@hongyan/sdk";

/** A line of the shown timeline: a message, or what has happened. */
export interface Row {
  key: string;
  at: string;
  senderId: string;
  entry?: Entry;
  local?: LocalMessage;
  /** Who has taken it back, where that is loaded; owner and admins may do so too. */
  recalledBy?: string;
  startsDay: boolean;
  startsUnread: boolean;
  /** Whether it follows another message of the same person closely. */
  continues: boolean;
  /** Whether another one follows it. */
  isContinued: boolean;
}

const TOGETHER_MS = 5 * 60_000;
/** What was acknowledged this moment is among so many. */
const RECENT = 200;

/**
 * What is shown of entries and messages on their way; the first unread of others after `readSeq` has the divider, where
 * that is among them.
 *
 * Whether the first row starts a day isn't known while there are older ones: a day that went away with them would move
 * what is read.
 */
export function rowsOf(
  entries: readonly Entry[],
  pending: readonly LocalMessage[],
  me: string,
  readSeq: number | undefined,
  hasOlder = false,
): Row[] {
  const rows: Row[] = [];
  let divided = readSeq === undefined || (entries[0]?.seq ?? 0) > readSeq + 1;
  const add = (row: Pick<Row, "key" | "at" | "senderId" | "entry" | "local" | "recalledBy">): void => {
    const last = rows.at(-1);
    const startsDay = last === undefined ? !hasOlder : dayOf(last.at) !== dayOf(row.at);
    const isMessage = row.local !== undefined || isShownAsMessage(row.entry);
    const startsUnread = !divided && isMessage && row.senderId !== me && (row.entry?.seq ?? 0) > (readSeq ?? 0);
    divided ||= startsUnread;
    const continues =
      last !== undefined && isMessage && !startsDay && !startsUnread && last.senderId === row.senderId &&
      (last.local !== undefined || isShownAsMessage(last.entry)) && Date.parse(row.at) - Date.parse(last.at) < TOGETHER_MS;
    if (continues) {
      last.isContinued = true;
    }
    rows.push({ ...row, startsDay, startsUnread, continues, isContinued: false });
  };
  const recalls = new Map(entries.flatMap(({ type, target, senderId }) => (type === "recall" && target !== undefined ? [[target, senderId]] : [])));
  for (const entry of entries) {
    const recalledBy = recalls.get(entry.seq);
    if (entry.type === "message" || entry.type === "member" || entry.type === "settings") {
      add({ key: entry.senderId === me && entry.clientId !== undefined ? entry.clientId : `${entry.seq}`, at: entry.at, senderId: entry.senderId, entry, ...(recalledBy === undefined ? {} : { recalledBy }) });
    }
  }
  for (const local of pending) {
    add({ key: local.clientId, at: local.at, senderId: me, local });
  }
  return rows;
}

/** What the server doesn't have: the outbox, then what is uploaded and in neither outbox nor timeline. */
export function onTheirWay({ entries, pending, hasNewer }: TimelineView, uploads: readonly { message: LocalMessage }[]): readonly LocalMessage[] {
  if (uploads.length === 0 || hasNewer) {
    return pending;
  }
  const known = new Set([...pending, ...entries.slice(-RECENT)].map(({ clientId }) => clientId));
  return [...pending, ...uploads.map(({ message }) => message).filter(({ clientId }) => !known.has(clientId))];
}

export function isShownAsMessage(entry: Entry | undefined): boolean {
  return entry?.type === "message" && entry.recalled !== true;
}

function dayOf(at: string): string {
  return new Date(at).toDateString();
}
