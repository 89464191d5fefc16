import type { Post, Visibility } from "@hongyan/sdk";
import { Globe, Heart, Lock, MessageCircle, Repeat2, Trash2, Users } from "lucide-react";
import { memo, type ReactNode } from "react";
import { Avatar } from "../avatar.js";
import { useClient, useName } from "../client.js";
import { Text } from "../conversation/text.js";
import { type Key, useI18n } from "../i18n.js";
import { postsOf } from "../route.js";
import { useToasts } from "../toast.js";
import { useShown } from "./context.js";
import { handedOn, liked, replaced, without } from "./posts.js";

export const VISIBILITIES: [Visibility, Key, typeof Globe][] = [
  ["everyone", "seenByEveryone", Globe], ["friends", "seenByFriends", Users], ["self", "seenBySelf", Lock],
];

/** A post, what it hands on, and what one may do with it. */
export const PostCard = memo(function PostCard({ post }: { post: Post }) {
  const client = useClient();
  const { t } = useI18n();
  const { attempt } = useToasts();
  const { change, comment, repost, ask } = useShown();
  const like = (): void => {
    const on = !post.liked;
    change((posts) => replaced(posts, post.id, (one) => liked(one, on)));
    void attempt(() => client.feed.like(post.id, on)).then((done) => done || change((posts) => replaced(posts, post.id, (one) => liked(one, !on))));
  };
  const remove = (): void =>
    void attempt(async () => {
      await client.feed.delete(post.id);
      change((posts) => without(posts, post.id));
    });
  return (
    <article className="post">
      <Head post={post} />
      {post.text !== "" && <p className="post-text"><Text text={post.text} /></p>}
      {post.repostOf !== undefined && <Original post={post.original} />}
      <footer className="post-actions">
        <Action label={t(post.liked ? "unlike" : "like")} count={post.likes} isOn={post.liked} act={like}><Heart fill={post.liked ? "currentColor" : "none"} /></Action>
        <Action label={t("comments")} count={post.comments} act={() => comment(post)}><MessageCircle /></Action>
        {handedOn(post) !== undefined && <Action label={t("repost")} count={post.reposts} act={() => repost(handedOn(post)!)}><Repeat2 /></Action>}
        {post.authorId === client.me && (
          <span className="post-own">
            <Action label={t("deletePost")} act={() => ask({ question: t("deletePostQuestion"), hint: t("deletePostHint"), yes: t("deletePost"), act: remove })}><Trash2 /></Action>
          </span>
        )}
      </footer>
    </article>
  );
});

export function Head({ post }: { post: Post }) {
  const { t, shortTime, full } = useI18n();
  const name = useName(post.authorId);
  const [, label, Icon] = VISIBILITIES.find(([value]) => value === post.visibility)!;
  return (
    <header className="post-head">
      <a href={postsOf(post.authorId)} className="post-author"><Avatar id={post.authorId} name={name} size="small" /> <strong>{name}</strong></a>
      <time dateTime={post.at} title={full(post.at)}>{shortTime(post.at)}</time>
      <Icon className="post-visibility" role="img" aria-label={t(label)} />
    </header>
  );
}

/** What somebody hands on; gone, or not for the reader, where there is none. */
export function Original({ post }: { post: Post | undefined }) {
  const { t } = useI18n();
  return (
    <div className="post-original">
      {post === undefined ? <p className="post-gone">{t("originalGone")}</p> : <><Head post={post} /><p className="post-text"><Text text={post.text} /></p></>}
    </div>
  );
}

function Action({ label, count, isOn = false, act, children }: { label: string; count?: number; isOn?: boolean; act(): void; children: ReactNode }) {
  const { t } = useI18n();
  return (
    <button className={isOn ? "post-action is-on" : "post-action"} aria-label={count === undefined || count === 0 ? label : t("counted", { label, count })} title={label} onClick={act}>
      {children} {count !== undefined && count > 0 && <span>{count}</span>}
    </button>
  );
}
