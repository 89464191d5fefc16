import type { Conversation, ConversationHandle, JoinLink, JoinRequest } from "@hongyan/sdk";
import { Check, Copy, Link, X } from "lucide-react";
import { type FormEvent, useCallback, useEffect, useState } from "react";
import { Avatar } from "../avatar.js";
import { useName } from "../client.js";
import { copy } from "../clipboard.js";
import { useI18n } from "../i18n.js";
import { linkOf } from "../route.js";
import { useToasts } from "../toast.js";

interface Props {
  view: Conversation;
  handle: ConversationHandle;
  /** Somebody who asked was let in. */
  letIn(): void;
}

/** What owner and admins decide of a group. */
export function GroupRules({ view, handle, letIn }: Props) {
  const { t } = useI18n();
  const { say, attempt } = useToasts();
  const write = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const notice = String(form.get("notice")).trim();
    const maxMembers = Number(form.get("maxMembers"));
    const done = await attempt(() =>
      handle.change({
        ...(notice === (view.notice ?? "") ? {} : { notice }),
        ...(maxMembers === (view.maxMembers ?? 0) ? {} : { maxMembers }),
      }),
    );
    if (done) {
      say(t("saved"));
    }
  };
  return (
    <details className="rules">
      <summary>{t("rules")}</summary>
      <form className="rules-form" onSubmit={(event) => void write(event)}>
        <label>
          {t("notice")}
          <textarea className="field" name="notice" rows={3} maxLength={4_000} defaultValue={view.notice ?? ""} />
        </label>
        <label>
          {t("maxMembers")}
          <input className="field" name="maxMembers" type="number" min={0} max={100_000} defaultValue={view.maxMembers ?? 0} />
        </label>
        <button className="secondary">{t("save")}</button>
      </form>
      <Choice label={t("whoAdds")} value={view.adding ?? "all"} options={[["all", t("everybody")], ["admins", t("onlyAdmins")]]} choose={(adding) => handle.change({ adding })} />
      <Choice label={t("whoWrites")} value={view.silenced === true ? "admins" : "all"} options={[["all", t("everybody")], ["admins", t("onlyAdmins")]]} choose={(who) => handle.change({ silenced: who === "admins" })} />
      <Choice label={t("historyFor")} value={view.history ?? "sinceJoined"} options={[["sinceJoined", t("sinceJoined")], ["all", t("allHistory")]]} choose={(history) => handle.change({ history })} />
      <Choice label={t("joining")} value={view.joining ?? "closed"} options={[["closed", t("joiningClosed")], ["link", t("joiningLink")], ["approval", t("joiningApproval")]]} choose={(joining) => handle.change({ joining })} />
      {view.joining !== undefined && view.joining !== "closed" && <Links handle={handle} />}
      {view.joining === "approval" && <Waiting handle={handle} letIn={letIn} />}
    </details>
  );
}

function Choice<Value extends string>({ label, value, options, choose }: { label: string; value: Value; options: [Value, string][]; choose(value: Value): Promise<unknown> }) {
  const { attempt } = useToasts();
  return (
    <label className="choice">
      <span>{label}</span>
      <select className="field" value={value} onChange={(event) => void attempt(() => choose(event.target.value as Value))}>
        {options.map(([of, text]) => <option key={of} value={of}>{text}</option>)}
      </select>
    </label>
  );
}

function Links({ handle }: { handle: ConversationHandle }) {
  const { t, full } = useI18n();
  const { say, attempt } = useToasts();
  const [link, setLink] = useState<JoinLink>();
  const make = (): void => void attempt(async () => setLink(await handle.makeLink()));
  const forget = (): void => void attempt(async () => {
    await handle.forgetLinks();
    setLink(undefined);
    say(t("linksGone"));
  });
  return (
    <div className="links">
      {link !== undefined && (
        <>
          <div className="link-line">
            <input className="field" readOnly aria-label={t("joinLink")} value={linkOf(link.code)} onFocus={(event) => event.target.select()} />
            <button className="icon-button" aria-label={t("copyLink")} onClick={() => void copy(linkOf(link.code)).then(() => say(t("copied")))}><Copy /></button>
          </div>
          <small>{t("goodUntil", { time: full(link.expiresAt) })}</small>
        </>
      )}
      <button className="link" onClick={make}><Link /> {t("makeLink")}</button>
      <button className="link danger-link" onClick={forget}>{t("forgetLinks")}</button>
    </div>
  );
}

/** Those who came by a link and wait for somebody to agree. */
function Waiting({ handle, letIn }: { handle: ConversationHandle; letIn(): void }) {
  const { t } = useI18n();
  const { attempt } = useToasts();
  const [waiting, setWaiting] = useState<JoinRequest[]>([]);
  const load = useCallback(() => void handle.joinRequests().then(setWaiting, () => {}), [handle]);
  useEffect(load, [load]);
  const answer = (userId: string, isLetIn: boolean): void =>
    void attempt(async () => {
      await handle.answerJoin(userId, isLetIn);
      load();
      letIn();
    });
  return (
    <section>
      <h4>{t("waitingToJoin", { count: waiting.length })}</h4>
      <ul className="people">
        {waiting.map(({ userId }) => <WaitingLine key={userId} userId={userId} answer={(isLetIn) => answer(userId, isLetIn)} />)}
      </ul>
    </section>
  );
}

function WaitingLine({ userId, answer }: { userId: string; answer(isLetIn: boolean): void }) {
  const { t } = useI18n();
  const name = useName(userId);
  return (
    <li className="person">
      <Avatar id={userId} name={name} size="small" />
      <span className="person-name">{name}</span>
      <button className="icon-button" aria-label={t("letIn", { name })} onClick={() => answer(true)}><Check /></button>
      <button className="icon-button" aria-label={t("declineName", { name })} onClick={() => answer(false)}><X /></button>
    </li>
  );
}
