import type { ConversationHandle, Entry } from "@hongyan/sdk";
import { useCallback, useEffect, useRef, useState } from "react";

interface Found {
  q: string;
  entries: readonly Entry[];
  /** Where the search goes on. */
  next: number | undefined;
  state: "none" | "busy" | "done" | "failed";
}

const NOTHING: Found = { q: "", entries: [], next: undefined, state: "none" };
const PAGE = 30;
const PAUSE_MS = 250;

/** The newest messages that say `q`; `more` looks for older ones, where there may be some. */
export function useSearch(handle: ConversationHandle, q: string, active: boolean): Found & { more: (() => void) | undefined } {
  const [found, setFound] = useState(NOTHING);
  const turn = useRef(0);
  const look = useCallback(
    async (known: Found) => {
      const own = ++turn.current;
      const enough = known.entries.length + PAGE;
      let now: Found = { ...known, state: "busy" };
      const tell = (next: Found): void => {
        now = next;
        if (own === turn.current) {
          setFound(now);
        }
      };
      tell(now);
      try {
        // A page may be empty: the server looks through a piece of the conversation for each.
        do {
          const page = await handle.search(now.q, now.next, PAGE);
          tell({ ...now, entries: [...now.entries, ...page.items], next: page.nextBefore });
        } while (own === turn.current && now.next !== undefined && now.entries.length < enough);
        tell({ ...now, state: "done" });
      } catch {
        tell({ ...now, state: "failed" });
      }
    },
    [handle],
  );
  useEffect(() => {
    if (!active) {
      return undefined;
    }
    if (q === "") {
      setFound(NOTHING);
    }
    const timer = q === "" ? undefined : setTimeout(() => void look({ ...NOTHING, q }), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      turn.current++;
    };
  }, [q, active, look]);
  return { ...found, more: found.state === "done" && found.next !== undefined ? () => void look(found) : undefined };
}
