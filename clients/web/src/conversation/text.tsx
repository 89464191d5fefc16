import type { ReactNode } from "react";
import { useClient } from "../client.js";
import { useI18n } from "../i18n.js";

const LINK = /https?:\/\/[^\s<>"'，。！？、）】]+[^\s<>"'，。！？、）】.,!?;:)\]]/g;

/** The text of a message, with its links and the people it mentions made visible. */
export function Text({ text, mentions = [] }: { text: string; mentions?: string[] | undefined }) {
  const client = useClient();
  const { t } = useI18n();
  const names = mentions.flatMap((id) => {
    const name = id === "all" ? undefined : client.people.get(id)?.displayName;
    return id === "all" ? ["@all", "@所有人", `@${t("everybodyTag")}`] : name === undefined ? [] : [`@${name}`];
  });
  const parts: ReactNode[] = [];
  let at = 0;
  for (const found of text.matchAll(LINK)) {
    parts.push(...marked(text.slice(at, found.index), names, parts.length));
    parts.push(<a key={`l${parts.length}`} href={found[0]} target="_blank" rel="noopener noreferrer">{found[0]}</a>);
    at = found.index + found[0].length;
  }
  parts.push(...marked(text.slice(at), names, parts.length));
  return <span className="text">{parts}</span>;
}

function marked(text: string, names: string[], base: number): ReactNode[] {
  if (names.length === 0 || text === "") {
    return text === "" ? [] : [text];
  }
  const pattern = new RegExp(`(${[...new Set(names)].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`);
  return text.split(pattern).map((part, index) =>
    index % 2 === 1 ? <span key={`m${base}-${index}`} className="mention">{part}</span> : part,
  );
}
