import type { Relation } from "@hongyan/sdk";
import { usePerson } from "@hongyan/sdk/react";
import { MessageSquare, UserCheck, UserPlus } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { Avatar } from "../avatar.js";
import { useClient, useName } from "../client.js";
import { useI18n } from "../i18n.js";
import { openConversation } from "../route.js";
import { useToasts } from "../toast.js";

/** Who somebody is whose posts are shown, with the way to follow them. */
export function Profile({ userId, changed }: { userId: string; changed(): void }) {
  const client = useClient();
  const { t } = useI18n();
  const { attempt } = useToasts();
  const name = useName(userId);
  const person = usePerson(client, userId);
  const [relation, setRelation] = useState<Relation>();
  const look = useCallback(() => client.contacts.relation(userId).then(setRelation, () => {}), [client, userId]);
  useEffect(() => void look(), [look]);
  const isMe = userId === client.me;
  const follows = relation?.following === true;
  const follow = (): void =>
    void attempt(async () => {
      await client.feed.follow(userId, !follows);
      await look();
      changed();
    });
  return (
    <section className="profile">
      <Avatar id={userId} name={name} size="large" />
      <div className="profile-text">
        <h2>{name}</h2>
        <p>{person === undefined ? "" : `@${person.name}`}</p>
        {relation !== undefined && <p>{t("followers", { count: relation.followers })} · {t("followees", { count: relation.followees })}</p>}
        {relation?.followed === true && !isMe && <p>{t("followsYou")}</p>}
      </div>
      {!isMe && (
        <div className="profile-actions">
          {relation !== undefined && (
            <button className={follows ? "secondary" : "primary"} onClick={follow}>
              {follows ? <UserCheck /> : <UserPlus />} {t(follows ? "following" : "follow")}
            </button>
          )}
          <button className="secondary" onClick={() => void attempt(async () => openConversation((await client.direct(userId)).id))}><MessageSquare /> {t("writeTo")}</button>
        </div>
      )}
    </section>
  );
}
