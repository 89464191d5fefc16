import type { Comment, Post } from "@hongyan/sdk";
import { SendHorizontal, Trash2 } from "lucide-react";
import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { Avatar } from "../avatar.js";
import { useClient, useName } from "../client.js";
import { Text } from "../conversation/text.js";
import { type Asked, Confirmation, Window } from "../dialog.js";
import { useI18n } from "../i18n.js";
import { useToasts } from "../toast.js";
import { useShown } from "./context.js";
import { appended, replaced } from "./posts.js";

const MAX = 2_000;

/** What people say to a post, the latest first. */
export function Comments({ post, close }: { post: Post; close(): void }) {
  const client = useClient();
  const { t } = useI18n();
  const { attempt } = useToasts();
  const { change } = useShown();
  const [comments, setComments] = useState<readonly Comment[]>();
  const [cursor, setCursor] = useState<string>();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [loadingMore, setLoadingMore] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const tried = useRef({ text: "", key: "" });
  const load = useCallback(
    (from?: string) =>
      attempt(async () => {
        const page = await client.feed.comments(post.id, from);
        // What was written while the first page was on its way stays above it.
        setComments((known = []) => appended(known, page));
        setCursor(page.nextCursor);
      }),
    [client, post.id, attempt],
  );
  useEffect(() => void load(), [load]);
  const more = async (): Promise<void> => {
    setLoadingMore(true);
    await load(cursor);
    setLoadingMore(false);
  };
  const count = (by: number): void => change((posts) => replaced(posts, post.id, (one) => ({ ...one, comments: Math.max(0, one.comments + by) })));
  const say = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const said = text.trim();
    if (said === "" || busy) {
      return;
    }
    tried.current = tried.current.text === said ? tried.current : { text: said, key: client.newId() };
    setBusy(true);
    await attempt(async () => {
      const comment = await client.feed.comment(post.id, said, tried.current.key);
      tried.current = { text: "", key: "" };
      setComments((known = []) => [comment, ...known]);
      setText("");
      count(1);
    });
    setBusy(false);
  };
  const remove = (comment: Comment): void =>
    void attempt(async () => {
      await client.feed.deleteComment(post.id, comment.id);
      setComments((known = []) => known.filter(({ id }) => id !== comment.id));
      count(-1);
    });
  return (
    <Window open close={close} title={t("comments")}>
      <ul className="comments" aria-busy={comments === undefined}>
        {comments?.map((comment) => (
          <CommentLine key={comment.id} comment={comment} remove={comment.authorId === client.me || post.authorId === client.me ? () => setAsked({ question: t("deleteCommentQuestion"), hint: comment.text, yes: t("delete"), act: () => remove(comment) }) : undefined} />
        ))}
        {comments?.length === 0 && <li className="nobody">{t("noComments")}</li>}
        {cursor !== undefined && <li><button className="link" disabled={loadingMore} onClick={() => void more()}>{t("more")}</button></li>}
      </ul>
      <form className="comment-form" onSubmit={(event) => void say(event)}>
        <input className="field" value={text} maxLength={MAX} aria-label={t("writeComment")} placeholder={t("writeComment")} onChange={(event) => setText(event.target.value)} autoFocus />
        <button className="send" aria-label={t("send")} disabled={busy || text.trim() === ""}><SendHorizontal /></button>
      </form>
      <Confirmation asked={asked} close={() => setAsked(undefined)} />
    </Window>
  );
}

function CommentLine({ comment, remove }: { comment: Comment; remove: (() => void) | undefined }) {
  const { t, shortTime, full } = useI18n();
  const name = useName(comment.authorId);
  return (
    <li className="comment">
      <Avatar id={comment.authorId} name={name} size="small" />
      <div className="comment-text">
        <p><strong>{name}</strong> <time dateTime={comment.at} title={full(comment.at)}>{shortTime(comment.at)}</time></p>
        <Text text={comment.text} />
      </div>
      {remove !== undefined && <button className="icon-button" aria-label={t("deleteComment", { name })} title={t("delete")} onClick={remove}><Trash2 /></button>}
    </li>
  );
}
