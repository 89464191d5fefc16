import type { Post } from "@hongyan/sdk";
import { createContext, useContext } from "react";
import type { Asked } from "../dialog.js";

/** What one does with the posts that are shown. */
export interface Shown {
  change(change: (posts: readonly Post[]) => readonly Post[]): void;
  /** Shows what people say to a post. */
  comment(post: Post): void;
  repost(post: Post): void;
  ask(asked: Asked): void;
}

export const ShownContext = createContext<Shown | undefined>(undefined);

export function useShown(): Shown {
  const shown = useContext(ShownContext);
  if (shown === undefined) {
    throw new Error("no posts are shown");
  }
  return shown;
}
