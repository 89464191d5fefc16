import { useSyncExternalStore } from "react";

const PREFIX = "hongyan.";
const listeners = new Set<() => void>();

/** A setting of this browser; undefined where it keeps none. */
export function stored(key: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function store(key: string, value: string | undefined): void {
  try {
    if (value === undefined) {
      localStorage.removeItem(PREFIX + key);
    } else {
      localStorage.setItem(PREFIX + key, value);
    }
  } catch {
    // It lasts as long as the page then.
  }
  listeners.forEach((listener) => listener());
}

export function storedKeys(prefix: string): string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX + prefix))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

/** A setting, as it is in all tabs. */
export function useStored(key: string): string | undefined {
  return useSyncExternalStore(subscribe, () => stored(key));
}

export type Theme = "system" | "light" | "dark";

export function theme(): Theme {
  const chosen = stored("theme");
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

export function applyTheme(): void {
  document.documentElement.dataset.theme = theme();
}
