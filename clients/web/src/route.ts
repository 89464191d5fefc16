import { useSyncExternalStore } from "react";

/** What is open is in the address behind `#`, so that back, reload and links work without the server. */
export function openConversation(id: string | undefined, replace = false): void {
  const hash = id === undefined ? "#/" : `#/c/${id}`;
  if (location.hash === hash) {
    return;
  }
  if (replace) {
    history.replaceState(null, "", hash);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = hash;
  }
}

export function openedConversation(): string | undefined {
  return /^#\/c\/(\w+)/.exec(location.hash)?.[1];
}

/** Whose posts are open: `home` are those of all whom the user follows. */
export function openedFeed(): string | undefined {
  return location.hash === "#/feed" ? "home" : /^#\/u\/(\w+)/.exec(location.hash)?.[1];
}

export function postsOf(userId: string): string {
  return `#/u/${userId}`;
}

/** The code of a link into a group, where the page was opened by one. */
export function joinCode(): string | undefined {
  return /^#\/j\/([\w-]+)/.exec(location.hash)?.[1];
}

/** A link that brings whoever opens it into a group. */
export function linkOf(code: string): string {
  return `${location.origin}/#/j/${code}`;
}

export function useJoinCode(): string | undefined {
  return useSyncExternalStore(subscribe, joinCode);
}

function subscribe(changed: () => void): () => void {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

export function useOpenedConversation(): string | undefined {
  return useSyncExternalStore(subscribe, openedConversation);
}

export function useOpenedFeed(): string | undefined {
  return useSyncExternalStore(subscribe, openedFeed);
}
