import type { Page, Post } from "@hongyan/sdk";

/** A page behind those that are there; what has moved meanwhile isn't shown twice. */
export function appended<T extends { id: string }>(there: readonly T[], { items }: Page<T>): readonly T[] {
  const known = new Set(there.map(({ id }) => id));
  return [...there, ...items.filter(({ id }) => !known.has(id))];
}

/** A post as it is now, wherever it stands: by itself, or handed on by others. */
export function replaced(posts: readonly Post[], id: string, change: (post: Post) => Post): readonly Post[] {
  return posts.map((post) => {
    const now = post.id === id ? change(post) : post;
    return now.original?.id === id ? { ...now, original: change(now.original) } : now;
  });
}

/** Without a post that is gone; who has handed it on has nothing to show any more. */
export function without(posts: readonly Post[], id: string): readonly Post[] {
  return posts
    .filter((post) => post.id !== id)
    .map((post) => {
      const { original, ...rest } = post;
      return original?.id === id ? rest : post;
    });
}

export function liked(post: Post, on: boolean): Post {
  return post.liked === on ? post : { ...post, liked: on, likes: Math.max(0, post.likes + (on ? 1 : -1)) };
}

/** What is handed on with a post: what it hands on itself, or it. Only what everybody sees may be. */
export function handedOn(post: Post): Post | undefined {
  const original = post.repostOf === undefined ? post : post.original;
  return original?.visibility === "everyone" ? original : undefined;
}
