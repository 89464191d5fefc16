import type { User } from "@hongyan/sdk";
import { useEffect, useState } from "react";
import { useClient } from "../client.js";

/** The people whose name begins with what was typed, but the user; undefined while they are asked for. */
export function usePeople(q: string, active: boolean): User[] | undefined {
  const client = useClient();
  const [found, setFound] = useState<{ q: string; users: User[] }>();
  useEffect(() => {
    if (!active) {
      return undefined;
    }
    let current = true;
    const timer = setTimeout(
      () =>
        void client.search(q.trim(), 30).then(
          (users) => current && setFound({ q, users: users.filter(({ id }) => id !== client.me) }),
          () => current && setFound({ q, users: [] }),
        ),
      q === "" ? 0 : 150,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, q, active]);
  return found?.users;
}
