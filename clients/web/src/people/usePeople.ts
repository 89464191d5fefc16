import type { User } from "@hongyan/sdk";
import { useEffect, useState } from "react";
import { useClient } from "../client.js";
import { useMatch } from "./match.js";

const KNOWN = 20;

/**
 * The people whose name begins with what was typed, but the user; and those this device knows whose name has it, or
 * sounds like it. While they are asked for, those of the last answer who fit as well; undefined before the first.
 */
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
  const matches = useMatch(active);
  if (found === undefined || q.trim() === "") {
    return found?.users;
  }
  const fits = ({ id, name, displayName }: User): boolean =>
    [displayName, name, client.contacts.get(id)?.remark ?? ""].some((text) => matches(text, q));
  const answered = found.q === q ? found.users : found.users.filter(fits);
  const ids = new Set(answered.map(({ id }) => id));
  const known = client.people.known.filter((user) => user.id !== client.me && !ids.has(user.id) && fits(user));
  return [...answered, ...known.slice(0, KNOWN)];
}
