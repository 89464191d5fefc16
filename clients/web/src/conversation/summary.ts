import { type Entry, textOf } from "@hongyan/sdk";
import type { I18n, Key } from "../i18n.js";
import { plainName } from "../media/files.js";

const KINDS: Record<string, Key> = {
  image: "kindImage", voice: "kindVoice", video: "kindVideo", file: "kindFile", location: "kindLocation", card: "kindCard", merged: "merged",
};

/** What is said of a kind of message that is more than a text. */
export function kindText(kind: string | undefined, t: I18n["t"]): string {
  return t(KINDS[kind ?? ""] ?? "unsupported");
}

/** A message in one line. */
export function summary({ kind, body, recalled }: Pick<Entry, "kind" | "body" | "recalled">, t: I18n["t"]): string {
  if (recalled === true) {
    return t("recalledShort");
  }
  const text = textOf(body);
  if (kind === "text") {
    return text;
  }
  const name = kind === "file" && typeof body?.name === "string" ? plainName(body.name) : text;
  return name === "" ? kindText(kind, t) : `${kindText(kind, t)} ${name}`;
}
