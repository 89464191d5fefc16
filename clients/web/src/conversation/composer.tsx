import { type Conversation, type Entry, textOf } from "@hongyan/sdk";
import { Check, Mic, SendHorizontal, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useClient, useName } from "../client.js";
import { keepDraft, useDraft } from "../drafts.js";
import { useI18n } from "../i18n.js";
import { AttachButton } from "../media/attachButton.js";
import { filesOf } from "../media/files.js";
import { RecordingLine } from "../media/recordingLine.js";
import { Tray } from "../media/tray.js";
import { useChosen } from "../media/uploads.js";
import { useAdding } from "../media/useAdding.js";
import { canRecord, useRecording } from "../media/useRecording.js";
import { type Mentionable, MentionPicker, mentionsIn, useMentions } from "./mentions.js";
import { summary } from "./summary.js";

const MAX = 8_000;

interface About {
  kind: "reply" | "edit";
  entry: Entry;
}

interface Props {
  view: Conversation;
  title: string;
  /** The message that is answered or changed. */
  about: About | undefined;
  cancel(): void;
  begin(about: About): void;
  send(text: string, mentions: string[]): void;
  speak(file: File, durationMs: number): void;
}

export function Composer({ view, title, about, cancel, begin, send, speak }: Props) {
  const client = useClient();
  const { t } = useI18n();
  const draft = useDraft(client.me, view.id);
  const [text, setText] = useState(draft.text);
  const isEditing = about?.kind === "edit";
  const [chosen, setChosen] = useState<Mentionable[]>([]);
  const field = useRef<HTMLTextAreaElement>(null);
  const stored = useRef(draft);
  stored.current = draft;
  const quoted = useName(about?.entry.senderId);
  const handle = client.conversation(view.id);
  const picker = useMentions(view, text, field);
  const excess = [...text].length - MAX;
  const attach = useAdding(view.id);
  const recording = useRecording(speak);
  const files = useChosen(client, view.id).length;
  const withFiles = files > 0 && !isEditing;
  const canSend = (text.trim() !== "" || withFiles) && excess <= 0;

  useEffect(() => {
    if (!matchMedia("(pointer: coarse)").matches || about !== undefined) {
      // A menu that closes gives the focus back to where it was, after this.
      const timer = setTimeout(() => field.current?.focus(), 0);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [about]);
  // Whoever has chosen files goes on to write, or to send.
  useEffect(() => {
    if (files > 0 && !matchMedia("(pointer: coarse)").matches) {
      field.current?.focus();
    }
  }, [files]);
  // What is changed stands in the place of what was begun, until that is over.
  const editing = isEditing ? about.entry : undefined;
  useEffect(() => setText(editing === undefined ? stored.current.text : textOf(editing.body)), [editing]);
  // What was begun on another device, where nothing was here.
  useEffect(() => {
    if (editing === undefined && draft.isNew !== true) {
      setText(draft.text);
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [draft.text, draft.isNew]);
  // What the draft answers, once that is loaded.
  const isAnswered = useRef(false);
  useEffect(() => {
    const answered = draft.replyTo === undefined || isAnswered.current ? undefined : handle.timeline.entries.find(({ seq }) => seq === draft.replyTo);
    if (answered !== undefined) {
      isAnswered.current = true;
      if (about === undefined) {
        begin({ kind: "reply", entry: answered });
      }
    }
  });
  const replyTo = about?.kind === "reply" ? about.entry.seq : undefined;
  useEffect(() => {
    if (replyTo !== undefined) {
      keepDraft(client, view.id, stored.current.text, replyTo);
    }
  }, [client, view.id, replyTo]);
  useLayoutEffect(() => {
    const area = field.current;
    if (area !== null) {
      area.style.height = "auto";
      area.style.height = `${Math.min(area.scrollHeight, 200)}px`;
    }
  }, [text]);

  const write = (next: string): void => {
    setText(next);
    if (!isEditing) {
      keepDraft(client, view.id, next, next === "" ? undefined : replyTo);
    }
    if (next !== "") {
      handle.typing();
    }
  };
  const submit = (): void => {
    if (!canSend) {
      return;
    }
    const said = text.trim();
    send(said, mentionsIn(said, chosen));
    setChosen([]);
    if (!isEditing) {
      setText("");
      keepDraft(client, view.id, "", undefined);
    }
  };
  const giveUp = (): void => {
    cancel();
    if (!isEditing) {
      keepDraft(client, view.id, text, undefined);
    }
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
    } else if (event.key === "Escape" && about !== undefined) {
      event.preventDefault();
      giveUp();
    } else if (event.key === "ArrowUp" && text === "" && about === undefined && !event.altKey) {
      const last = handle.timeline.entries.findLast(
        ({ type, senderId, recalled, kind }) => type === "message" && senderId === client.me && recalled !== true && kind === "text",
      );
      if (last !== undefined) {
        event.preventDefault();
        begin({ kind: "edit", entry: last });
      }
    }
  };

  return (
    <footer className="composer">
      {about !== undefined && (
        <div className="replying">
          <span className="replying-text">
            <strong>{isEditing ? t("editing") : t("replyingTo", { name: about.entry.senderId === client.me ? t("you") : quoted })}</strong>
            <span>{summary(about.entry, t)}</span>
          </span>
          <button className="icon-button" aria-label={t("cancel")} onClick={giveUp}><X /></button>
        </div>
      )}
      <MentionPicker picker={picker} choose={mention} />
      {!isEditing && <Tray conversationId={view.id} />}
      {recording.milliseconds !== undefined && <RecordingLine recording={recording} />}
      <div className="composer-line" hidden={recording.milliseconds !== undefined}>
        <AttachButton conversationId={view.id} disabled={isEditing} />
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
          onPaste={(event) => {
            const files = isEditing ? [] : filesOf(event.clipboardData);
            if (files.length > 0) {
              event.preventDefault();
              attach(files);
            }
          }}
        />
        {text === "" && files === 0 && about?.kind !== "edit" && canRecord() && (
          <button className="icon-button record" aria-label={t("record")} title={t("record")} onClick={recording.start}><Mic /></button>
        )}
        <button className="send" aria-label={t(isEditing ? "save" : "send")} disabled={!canSend} onClick={submit}>{isEditing ? <Check /> : <SendHorizontal />}</button>
      </div>
      {excess > 0 && <p className="too-long" role="alert">{t("tooLong", { count: excess })}</p>}
    </footer>
  );
}
