import type { Relation } from "@hongyan/sdk";
import { useContact, usePerson } from "@hongyan/sdk/react";
import { Ban, Newspaper, Star, UserMinus, UserPlus } from "lucide-react";
import { type FormEvent, useCallback, useEffect, useState } from "react";
import { useClient } from "../client.js";
import type { Asked } from "../dialog.js";
import { useI18n } from "../i18n.js";
import { postsOf } from "../route.js";
import { useToasts } from "../toast.js";

/** Who somebody is, and what the user and they are to each other. */
export function PersonCard({ userId, ask }: { userId: string; ask(asked: Asked): void }) {
  const client = useClient();
  const { t } = useI18n();
  const { say, attempt } = useToasts();
  const { contacts } = client;
  const person = usePerson(client, userId);
  const contact = useContact(client, userId);
  const [relation, setRelation] = useState<Relation>();
  const look = useCallback(() => void contacts.relation(userId).then(setRelation, () => {}), [contacts, userId]);
  useEffect(look, [look, contact]);
  // They may have agreed since it was last asked.
  useEffect(() => void contacts.refresh().catch(() => {}), [contacts]);
  const isBlocked = relation?.blocked === true;
  const act = (action: () => Promise<unknown>): void => void attempt(action).then(look);

  const request = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const message = String(new FormData(event.currentTarget).get("message")).trim();
    act(async () => say(t((await contacts.ask(userId, message)).state === "accepted" ? "nowContacts" : "requestSent")));
  };
  const remark = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const labels = String(form.get("labels")).split(/[,，]/).map((label) => label.trim()).filter((label) => label !== "");
    act(async () => {
      await contacts.change(userId, { remark: String(form.get("remark")).trim(), labels });
      say(t("saved"));
    });
  };
  return (
    <section className="person-card">
      <p className="person-account">{person === undefined ? "" : `${person.displayName} · @${person.name}`}</p>
      {contact === undefined ? (
        !isBlocked && (
          <form className="rename" onSubmit={request}>
            <input className="field" name="message" maxLength={200} aria-label={t("requestMessage")} placeholder={t("requestMessage")} />
            <button className="primary"><UserPlus /> {t("addContact")}</button>
          </form>
        )
      ) : (
        <>
          <p>{t(contact.mutual ? "isFriend" : "isContact")}</p>
          <form className="rules-form" onSubmit={remark} key={contact.version}>
            <label>{t("remark")}<input className="field" name="remark" maxLength={64} defaultValue={contact.remark} /></label>
            <label>{t("labels")}<input className="field" name="labels" defaultValue={contact.labels.join(", ")} /></label>
            <button className="secondary">{t("save")}</button>
          </form>
          <button className="link" onClick={() => act(() => contacts.change(userId, { starred: !contact.starred }))}>
            <Star fill={contact.starred ? "currentColor" : "none"} /> {t(contact.starred ? "unstar" : "star")}
          </button>
          <button className="link danger-link" onClick={() => ask({ question: t("removeContactQuestion"), hint: t("removeContactHint"), yes: t("removeContact"), act: () => act(() => contacts.remove(userId)) })}>
            <UserMinus /> {t("removeContact")}
          </button>
        </>
      )}
      <a className="link" href={postsOf(userId)}><Newspaper /> {t("posts")}</a>
      {isBlocked ? (
        <button className="link" onClick={() => act(() => contacts.unblock(userId))}><Ban /> {t("unblock")}</button>
      ) : (
        <button className="link danger-link" onClick={() => ask({ question: t("blockQuestion"), hint: t("blockHint"), yes: t("block"), act: () => act(() => contacts.block(userId)) })}>
          <Ban /> {t("block")}
        </button>
      )}
    </section>
  );
}
