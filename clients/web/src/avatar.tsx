import { Users } from "lucide-react";

const HUES = 8;

/** A tile with the first letter of a name, or the last character of a Chinese one; its colour is that of the id. */
export function Avatar({ id, name, group = false, size = "medium" }: { id: string; name: string; group?: boolean; size?: "small" | "medium" | "large" }) {
  const hue = [...id].reduce((sum, digit) => (sum * 31 + digit.charCodeAt(0)) % 997, 7) % HUES;
  return (
    <span className={`avatar ${size} hue-${hue}`} aria-hidden="true">
      {group && name === "" ? <Users /> : letterOf(name)}
    </span>
  );
}

function letterOf(name: string): string {
  const letters = [...name.trim()];
  const first = letters[0] ?? "";
  const last = letters.at(-1) ?? "";
  return /\p{Script=Han}/u.test(first) && letters.length <= 4 ? last : first.toUpperCase();
}
