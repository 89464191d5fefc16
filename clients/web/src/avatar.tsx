import type { PresenceState } from "@hongyan/sdk";
import { Bookmark, Users } from "lucide-react";

const HUES = 8;

interface Props {
  id: string;
  name: string;
  group?: boolean;
  /** The user's own, of messages that they keep. */
  saved?: boolean;
  size?: "small" | "medium" | "large";
  presence?: PresenceState | undefined;
}

/** A tile with the first letter of a name, or the last character of a Chinese one; its colour is that of the id. */
export function Avatar({ id, name, group = false, saved = false, size = "medium", presence }: Props) {
  const hue = [...id].reduce((sum, digit) => (sum * 31 + digit.charCodeAt(0)) % 997, 7) % HUES;
  return (
    <span className={`avatar ${size} hue-${hue}`} aria-hidden="true">
      {saved ? <Bookmark /> : group && name === "" ? <Users /> : letterOf(name)}
      {presence !== undefined && presence !== "offline" && <span className={`presence ${presence}`} />}
    </span>
  );
}

function letterOf(name: string): string {
  const letters = [...name.trim()];
  const first = letters[0] ?? "";
  const last = letters.at(-1) ?? "";
  return /\p{Script=Han}/u.test(first) && letters.length <= 4 ? last : first.toUpperCase();
}
