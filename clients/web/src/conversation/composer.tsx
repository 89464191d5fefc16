import { type Conversation, type Entry, textOf } from "@hongyan/sdk";
import { SendHorizontal, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useClient, useName } from "../client.js";
import { keepDraft, useDraft } from "../drafts.js";
import { useI18n } from "../i18n.js";
import { type Mentionable, MentionPicker, mentionsIn, useMentions } from "./mentions.js";

const MAX = 8_000;

interface Props {
  view: Conversation;
  title: string;
  replyTo: Entry | undefined;
  cancelReply(): void;
  send(text: string, mentions: string[]): void;
}

export function Composer({ view, title, replyTo, cancelReply, send }: Props) {
  const client = useClient();
  const { t } = useI18n();
  const draft = useDraft(client.me, view.id);
  const [text, setText] = useState(draft);
  const [chosen, setChosen] = useState<Mentionable[]>([]);
  const field = useRef<HTMLTextAreaElement>(null);
  const quoted = useName(replyTo?.senderId);
  const picker = useMentions(view, text, field);
  const excess = [...text].length - MAX;
  const canSend = text.trim() !== "" && excess <= 0;

  useEffect(() => {
    if (!matchMedia("(pointer: coarse)").matches || replyTo !== undefined) {
      field.current?.focus();
    }
  }, [replyTo]);
  useLayoutEffect(() => {
    const area = field.current;
    if (area !== null) {
      area.style.height = "auto";
      area.style.height = `${Math.min(area.scrollHeight, 200)}px`;
    }
  }, [text]);

  const write = (next: string): void => {
    setText(next);
    keepDraft(client.me, view.id, next);
  };
  const submit = (): void => {
    if (!canSend) {
      return;
    }
    const said = text.trim();
    send(said, mentionsIn(said, chosen));
    setChosen([]);
    write("");
  };
  const mention = (person: Mentionable): void => {
    const { text: next, caret } = picker.insert(person);
    write(next);
    setChosen([...chosen, person]);
    setTimeout(() => field.current?.setSelectionRange(caret, caret), 0);
  };
  const pressed = (event: KeyboardEvent): void => {
    // Enter, while an input method composes, is its own; 229 says so where the event came after the composition's end.
    if (event.nativeEvent.isComposing || event.keyCode === 229) {
      return;
    }
    if (picker.pressed(event, mention)) {
      return;
    }
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && replyTo !== undefined) {
      event.preventDefault();
      cancelReply();
    }
  };

  return (
    <footer className="composer">
      {replyTo !== undefined && (
        <div className="replying">
          <span className="replying-text">
            <strong>{t("replyingTo", { name: replyTo.senderId === client.me ? t("you") : quoted })}</strong>
            <span>{textOf(replyTo.body)}</span>
          </span>
          <button className="icon-button" aria-label={t("cancel")} onClick={cancelReply}><X /></button>
        </div>
      )}
      <MentionPicker picker={picker} choose={mention} />
      <div className="composer-line">
        <textarea
          ref={field}
          rows={1}
          value={text}
          aria-label={t("messageTo", { name: title })}
          placeholder={t("messageTo", { name: title })}
          enterKeyHint="send"
          aria-expanded={picker.options.length > 0}
          aria-controls="mention-list"
          role="combobox"
          aria-autocomplete="list"
          aria-activedescendant={picker.options.length > 0 ? `mention-${picker.at}` : undefined}
          onChange={(event) => write(event.target.value)}
          onSelect={() => picker.moved()}
          onKeyDown={pressed}
        />
        <button className="send" aria-label={t("send")} disabled={!canSend} onClick={submit}><SendHorizontal /></button>
      </div>
      {excess > 0 && <p className="too-long" role="alert">{t("tooLong", { count: excess })}</p>}
    </footer>
  );
}
