import type { User } from "@hongyan/sdk";
import { Check, X } from "lucide-react";
import { useState } from "react";
import { Avatar } from "../avatar.js";
import { useI18n } from "../i18n.js";
import { usePeople } from "./usePeople.js";

/** Lets somebody pick people: those picked stand as chips above those found. */
export function PeoplePicker({ picked, change, without = [] }: { picked: User[]; change(picked: User[]): void; without?: string[] }) {
  const { t } = useI18n();
  const [q, setQ] = useState("");
  const found = usePeople(q, true)?.filter(({ id }) => !without.includes(id));
  const toggle = (user: User): void => {
    const isPicked = picked.some(({ id }) => id === user.id);
    change(isPicked ? picked.filter(({ id }) => id !== user.id) : [...picked, user]);
  };
  return (
    <div className="picker">
      {picked.length > 0 && (
        <ul className="chips">
          {picked.map((user) => (
            <li key={user.id} className="chip">
              {user.displayName}
              <button aria-label={t("remove", { name: user.displayName })} onClick={() => toggle(user)}><X /></button>
            </li>
          ))}
        </ul>
      )}
      <input className="field" type="search" placeholder={t("peopleHint")} aria-label={t("pickPeople")} value={q} onChange={(event) => setQ(event.target.value)} autoFocus />
      <ul className="people">
        {found?.map((user) => {
          const isPicked = picked.some(({ id }) => id === user.id);
          return (
            <li key={user.id}>
              <button className="person" role="checkbox" aria-checked={isPicked} onClick={() => toggle(user)}>
                <Avatar id={user.id} name={user.displayName} size="small" />
                <span className="person-name">{user.displayName}<small>@{user.name}</small></span>
                <span className="tick">{isPicked && <Check />}</span>
              </button>
            </li>
          );
        })}
        {found?.length === 0 && <li className="nobody">{t("nobodyFound")}</li>}
      </ul>
    </div>
  );
}
