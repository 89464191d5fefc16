import type { Conversation } from "@hongyan/sdk";
import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import { Avatar } from "../avatar.js";
import { useClient } from "../client.js";
import { useI18n } from "../i18n.js";
import { matches, useMatch } from "../people/match.js";

export interface Mentionable {
  id: string;
  name: string;
}

const SHOWN = 8;
const PAGES = 5;

export interface Picker {
  options: Mentionable[];
  at: number;
  /** The caret may stand elsewhere. */
  moved(): void;
  /** Whether a key was for the picker. */
  pressed(event: KeyboardEvent, choose: (person: Mentionable) => void): boolean;
  /** The text with somebody's name in the place of what was typed, and where the caret is then. */
  insert(person: Mentionable): { text: string; caret: number };
}

/** Offers the members whose name has, or sounds like, what is typed after an `@`. */
export function useMentions(view: Conversation, text: string, field: RefObject<HTMLTextAreaElement | null>): Picker {
  const client = useClient();
  const { t } = useI18n();
  const [members, setMembers] = useState<string[]>();
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState<string>();
  const typed = view.kind === "group" ? /(?:^|\s|\p{Script=Han})@([^\s@]{0,30})$/u.exec(text.slice(0, caret))?.[1] : undefined;
  const isAsked = typed !== undefined && typed !== closed;
  useEffect(() => {
    if (!isAsked || members !== undefined) {
      return;
    }
    setMembers([]);
    void (async () => {
      const ids: string[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < PAGES && (page === 0 || cursor !== undefined); page++) {
        const answer = await client.conversation(view.id).members(cursor, 200);
        ids.push(...answer.items.map(({ userId }) => userId));
        cursor = answer.nextCursor;
      }
      setMembers(ids.filter((id) => id !== client.me));
    })().catch(() => setMembers(undefined));
  }, [isAsked, members, client, view.id]);
  useEffect(() => setAt(0), [typed]);
  useMatch(isAsked);
  // Names come one after the other.
  const [, named] = useState(0);
  useEffect(() => (isAsked ? client.on("people", () => named((count) => count + 1)) : undefined), [client, isAsked]);

  const options = isAsked ? offered(members ?? [], typed, (id) => client.people.get(id)?.displayName, t("everybodyTag")) : [];
  return {
    options,
    at: Math.min(at, Math.max(0, options.length - 1)),
    moved: () => setCaret(field.current?.selectionStart ?? 0),
    pressed(event, choose) {
      if (options.length === 0) {
        return false;
      }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        setAt((at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length);
      } else if (event.key === "Enter" || event.key === "Tab") {
        choose(options[Math.min(at, options.length - 1)]!);
      } else if (event.key === "Escape") {
        setClosed(typed);
      } else {
        return false;
      }
      event.preventDefault();
      return true;
    },
    insert({ name }) {
      const start = caret - (typed?.length ?? 0);
      const before = `${text.slice(0, start)}${name} `;
      setCaret(before.length);
      return { text: before + text.slice(caret), caret: before.length };
    },
  };
}

function offered(members: string[], typed: string, nameOf: (id: string) => string | undefined, everybody: string): Mentionable[] {
  const options: Mentionable[] = [{ id: "all", name: everybody }];
  for (const id of members) {
    const name = nameOf(id);
    if (name !== undefined) {
      options.push({ id, name });
    }
  }
  return options.filter(({ name }) => matches(name, typed)).slice(0, SHOWN);
}

export function MentionPicker({ picker, choose }: { picker: Picker; choose(person: Mentionable): void }) {
  const { t } = useI18n();
  return (
    <ul id="mention-list" className="mention-list" role="listbox" aria-label={t("members")} hidden={picker.options.length === 0}>
      {picker.options.map((person, index) => (
        <li key={person.id} id={`mention-${index}`} role="option" aria-selected={index === picker.at} className="person"
          onMouseDown={(event) => { event.preventDefault(); choose(person); }}>
          <Avatar id={person.id} name={person.name} size="small" />
          <span className="person-name">{person.name}{person.id === "all" && <small>{t("everybody")}</small>}</span>
        </li>
      ))}
    </ul>
  );
}

/** Of those chosen, who is still named in the text; one who is everybody includes the others. */
export function mentionsIn(text: string, chosen: Mentionable[]): string[] {
  const named = chosen.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id);
  return named.includes("all") ? ["all"] : [...new Set(named)];
}
