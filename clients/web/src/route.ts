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

export function useOpenedConversation(): string | undefined {
  return useSyncExternalStore((changed) => {
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, openedConversation);
}
