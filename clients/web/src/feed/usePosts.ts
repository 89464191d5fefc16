import type { Page, Post } from "@hongyan/sdk";
import { useCallback, useEffect, useRef, useState } from "react";
import { appended } from "./posts.js";

export interface Posts {
  posts: readonly Post[];
  state: "loading" | "ready" | "failed";
  /** Whether all are there. */
  ended: boolean;
  /** Whether it is known where the next page begins. */
  hasMore: boolean;
  change(change: (posts: readonly Post[]) => readonly Post[]): void;
  /** From the newest on. */
  reload(): Promise<void>;
  more(): void;
}

/** Posts page by page. What is new since comes when it is asked for, so that nothing moves while somebody reads. */
export function usePosts(page: (cursor?: string) => Promise<Page<Post>>): Posts {
  const [posts, setPosts] = useState<readonly Post[]>([]);
  const [state, setState] = useState<Posts["state"]>("loading");
  const [cursor, setCursor] = useState<string>();
  const generation = useRef(0);
  const busy = useRef(false);

  const load = useCallback(
    async (from: string | undefined): Promise<void> => {
      const asked = from === undefined ? ++generation.current : generation.current;
      busy.current = true;
      setCursor(from);
      setState("loading");
      try {
        // A page may be empty and not the last.
        for (let at = from; ; ) {
          const found = await page(at);
          if (asked !== generation.current) {
            return;
          }
          setPosts((known) => appended(at === undefined ? [] : known, found));
          at = found.nextCursor;
          if (found.items.length > 0 || at === undefined) {
            setCursor(at);
            break;
          }
        }
        setState("ready");
      } catch {
        if (asked === generation.current) {
          setState("failed");
        }
      } finally {
        if (asked === generation.current) {
          busy.current = false;
        }
      }
    },
    [page],
  );
  const reload = useCallback(() => load(undefined), [load]);
  useEffect(() => void reload(), [reload]);
  const more = (): void => {
    if (!busy.current && cursor !== undefined) {
      void load(cursor);
    }
  };
  return { posts, state, ended: state === "ready" && cursor === undefined, hasMore: cursor !== undefined, change: setPosts, reload, more };
}
