import type { Post, Visibility } from "@hongyan/sdk";
import { type FormEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { useClient } from "../client.js";
import { Window } from "../dialog.js";
import { useI18n } from "../i18n.js";
import { store, stored } from "../settings.js";
import { useToasts } from "../toast.js";
import { Original, VISIBILITIES } from "./postCard.js";

const MAX = 8_000;

/** Where one writes a post, or hands on that of somebody else. What was begun stays in this browser. */
export function Compose({ original, posted }: { original?: Post; posted(post: Post): void }) {
  const client = useClient();
  const { t } = useI18n();
  const { attempt } = useToasts();
  const draft = original === undefined ? `draft.post.${client.me}` : undefined;
  const [text, setText] = useState(draft === undefined ? "" : (stored(draft) ?? ""));
  const [visibility, setVisibility] = useState<Visibility>("everyone");
  const [busy, setBusy] = useState(false);
  // What is tried again is the same post, until something else is to be posted.
  const tried = useRef({ what: "", key: "" });
  const area = useRef<HTMLTextAreaElement>(null);
  const excess = [...text].length - MAX;
  const canPost = !busy && excess <= 0 && (text.trim() !== "" || original !== undefined);
  useLayoutEffect(() => {
    area.current!.style.height = "auto";
    area.current!.style.height = `${Math.min(area.current!.scrollHeight, 320)}px`;
  }, [text]);
  const write = (next: string): void => {
    setText(next);
    if (draft !== undefined) {
      store(draft, next === "" ? undefined : next);
    }
  };
  const post = async (): Promise<void> => {
    if (!canPost) {
      return;
    }
    const what = `${visibility} ${text}`;
    tried.current = tried.current.what === what ? tried.current : { what, key: client.newId() };
    setBusy(true);
    await attempt(async () => {
      const made = await client.feed.post({ text: text.trim(), visibility, ...(original === undefined ? {} : { repostOf: original.id }) }, tried.current.key);
      tried.current = { what: "", key: "" };
      write("");
      posted(made);
    });
    setBusy(false);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void post();
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void post();
  };
  return (
    <form className="compose" onSubmit={submit}>
      <textarea
        ref={area} className="field" rows={2} value={text} aria-label={t(original === undefined ? "writePost" : "repostWords")}
        placeholder={t(original === undefined ? "writePost" : "repostWords")} onChange={(event) => write(event.target.value)} onKeyDown={pressed}
      />
      {excess > 0 && <p className="too-long" role="alert">{t("tooLong", { count: excess })}</p>}
      {original !== undefined && <Original post={original} />}
      <div className="compose-line">
        <select className="field" aria-label={t("visibility")} value={visibility} onChange={(event) => setVisibility(event.target.value as Visibility)}>
          {VISIBILITIES.map(([value, label]) => <option key={value} value={value}>{t(label)}</option>)}
        </select>
        <button className="primary" disabled={!canPost} title="Ctrl+Enter">{t(original === undefined ? "post" : "repost")}</button>
      </div>
    </form>
  );
}

/** Hands a post on, with words of one's own or without. */
export function Reposting({ original, close, posted }: { original: Post; close(): void; posted(post: Post): void }) {
  const { t } = useI18n();
  return (
    <Window open close={close} title={t("repost")}>
      <div className="reposting"><Compose original={original} posted={(post) => { close(); posted(post); }} /></div>
    </Window>
  );
}
