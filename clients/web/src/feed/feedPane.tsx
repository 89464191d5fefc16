import "../styles/feed.css";
import type { Post } from "@hongyan/sdk";
import { useConnection, useFeedUnread } from "@hongyan/sdk/react";
import { ArrowLeft, ArrowUp, RotateCw } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Virtuoso, type VirtuosoHandle } from "react-virtuoso";
import { useClient, useName } from "../client.js";
import { type Asked, Confirmation } from "../dialog.js";
import { useI18n } from "../i18n.js";
import { postsOf } from "../route.js";
import { Comments } from "./comments.js";
import { Compose, Reposting } from "./compose.js";
import { type Shown, ShownContext } from "./context.js";
import { PostCard } from "./postCard.js";
import { replaced } from "./posts.js";
import { Profile } from "./profile.js";
import { type Posts, usePosts } from "./usePosts.js";

/** The posts of those whom the user follows, or of one person. */
export function FeedPane({ whose }: { whose: string }) {
  const client = useClient();
  const { t } = useI18n();
  const isHome = whose === "home";
  const name = useName(isHome ? undefined : whose);
  const page = useCallback((cursor?: string) => (isHome ? client.feed.home(cursor) : client.feed.of(whose, cursor)), [client, isHome, whose]);
  const loaded = usePosts(page);
  const { posts, change, reload } = loaded;
  const [opened, setOpened] = useState<{ kind: "comments" | "repost"; post: Post }>();
  const [asked, setAsked] = useState<Asked>();
  const list = useRef<VirtuosoHandle>(null);
  const isSeen = useSeen(isHome ? posts[0]?.id : undefined) || (posts.length === 0 && loaded.state === "ready");
  const shown = useMemo<Shown>(
    () => ({
      change,
      comment: (post) => setOpened({ kind: "comments", post }),
      repost: (post) => setOpened({ kind: "repost", post }),
      ask: setAsked,
    }),
    [change],
  );
  const posted = useCallback(
    (post: Post) => {
      change((known) => [post, ...(post.repostOf === undefined ? known : replaced(known, post.repostOf, (one) => ({ ...one, reposts: one.reposts + 1 })))]);
      list.current?.scrollToIndex(0);
    },
    [change],
  );
  const anew = useCallback(() => {
    list.current?.scrollTo({ top: 0 });
    void reload();
  }, [reload]);
  const context = useMemo<Context>(() => ({ whose, loaded, posted, anew }), [whose, loaded, posted, anew]);
  return (
    <ShownContext value={shown}>
      <section className="feed" aria-label={isHome ? t("feed") : t("postsOf", { name })}>
        <header className="pane-header">
          <a className={isHome ? "icon-button only-phone" : "icon-button"} href={isHome ? "#/" : "#/feed"} aria-label={t("back")}><ArrowLeft /></a>
          <div className="pane-title"><h1>{isHome ? t("feed") : t("postsOf", { name })}</h1></div>
          {isHome && <a className="link" href={postsOf(client.me)}>{t("ownPosts")}</a>}
          <button className="icon-button" aria-label={t("reload")} title={t("reload")} onClick={anew}><RotateCw /></button>
        </header>
        <div className="feed-body">
          {isHome && isSeen && <NewPosts anew={anew} />}
          <Virtuoso
            ref={list}
            className="feed-list"
            tabIndex={0}
            data={posts}
            context={context}
            computeItemKey={(_, post) => post.id}
            endReached={loaded.more}
            increaseViewportBy={{ top: 400, bottom: 1_200 }}
            components={COMPONENTS}
            itemContent={(_, post) => <PostCard post={post} />}
          />
        </div>
        {opened?.kind === "comments" && <Comments post={opened.post} close={() => setOpened(undefined)} />}
        {opened?.kind === "repost" && <Reposting original={opened.post} close={() => setOpened(undefined)} posted={isHome || whose === client.me ? posted : () => {}} />}
        <Confirmation asked={asked} close={() => setAsked(undefined)} />
      </section>
    </ShownContext>
  );
}

interface Context {
  whose: string;
  loaded: Posts;
  posted(post: Post): void;
  anew(): void;
}

const COMPONENTS = { Header: Top, Footer: Bottom };

function Top({ context: { whose, posted } }: { context: Context }) {
  const client = useClient();
  return (
    <div className="feed-top">
      {whose !== "home" && <Profile userId={whose} changed={() => void client.feed.refresh().catch(() => {})} />}
      {(whose === "home" || whose === client.me) && <Compose posted={posted} />}
    </div>
  );
}

function Bottom({ context: { whose, loaded: { posts, state, ended, hasMore, more }, anew } }: { context: Context }) {
  const { t } = useI18n();
  if (state === "failed") {
    return <div className="note" role="alert">{t("notLoaded")} <button className="link" onClick={hasMore ? more : anew}>{t("retry")}</button></div>;
  }
  return <div className="note feed-end">{!ended ? t("loading") : posts.length > 0 ? t("noMorePosts") : t(whose === "home" ? "noPostsHint" : "noPosts")}</div>;
}

/** What has come since the list was loaded waits above it. */
function NewPosts({ anew }: { anew(): void }) {
  const { t } = useI18n();
  const count = useFeedUnread(useClient());
  return count === 0 ? null : (
    <button className="new-posts" onClick={anew}><ArrowUp /> {t("newPosts", { count: count > 99 ? "99+" : count })}</button>
  );
}

/** The newest post that is shown has been seen, once the server knows. */
function useSeen(newest: string | undefined): boolean {
  const client = useClient();
  const [told, setTold] = useState<string>();
  const isOnline = useConnection(client) === "online";
  useEffect(() => {
    if (newest === undefined || !isOnline) {
      return undefined;
    }
    // Nobody sees what is in a hidden tab.
    const mark = (): void => {
      if (document.visibilityState === "visible") {
        void client.feed.markRead(newest).then(() => setTold(newest), () => {});
      }
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [client, newest, isOnline]);
  return newest !== undefined && told === newest;
}
