import { Menu } from "@base-ui/react/menu";
import { usePerson } from "@hongyan/sdk/react";
import type { Status } from "@hongyan/sdk";
import { Bell, BellOff, Bookmark, Check, LogOut, MonitorSmartphone } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Avatar } from "../avatar.js";
import { useClient } from "../client.js";
import { type Asked, Confirmation } from "../dialog.js";
import { type Key, type Language, useI18n } from "../i18n.js";
import { openConversation } from "../route.js";
import { applyTheme, store, type Theme, theme, useStored } from "../settings.js";
import { useStatus } from "../status.js";
import { useToasts } from "../toast.js";

const LANGUAGES: [Language, string][] = [["en", "English"], ["zh", "中文"]];
const THEMES: [Theme, Key][] = [["system", "themeSystem"], ["light", "themeLight"], ["dark", "themeDark"]];

const STATUSES: [Status, Key][] = [["online", "statusOnline"], ["away", "statusAway"], ["busy", "statusBusy"], ["invisible", "statusInvisible"]];

const DevicesWindow = lazy(() => import("./devicesWindow.js").then((module) => ({ default: module.DevicesWindow })));

/** The user's own tile, with language, appearance and the way out behind it. */
export function AccountMenu({ logOut }: { logOut(): void }) {
  const client = useClient();
  const { t, language, choose } = useI18n();
  const me = usePerson(client, client.me);
  const { attempt } = useToasts();
  const status = useStatus();
  const [asked, setAsked] = useState<Asked>();
  const [devices, setDevices] = useState(false);
  useStored("theme");
  const notifies = useStored("notifications") === "on";
  const canNotify = "Notification" in globalThis && isSecureContext;

  const toggleNotifications = async (): Promise<void> => {
    const allowed = notifies || (await Notification.requestPermission()) === "granted";
    store("notifications", !notifies && allowed ? "on" : undefined);
  };
  const end = (): void =>
    setAsked({ question: t("logOutQuestion"), hint: t("logOutHint"), yes: t("logOut"), act: logOut });

  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="account-button" aria-label={t("menuOf", { name: me?.displayName ?? "" })}>
          <Avatar id={client.me} name={me?.displayName ?? ""} size="small" presence={status === "invisible" ? undefined : status} />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="start" sideOffset={6}>
            <Menu.Popup className="menu">
              <div className="menu-head"><strong>{me?.displayName}</strong><span>@{me?.name}</span></div>
              <Menu.RadioGroup value={status} onValueChange={(next: Status) => store("status", next)}>
                <div className="menu-label">{t("status")}</div>
                {STATUSES.map(([value, label]) => <Choice key={value} value={value} label={t(label)} />)}
              </Menu.RadioGroup>
              <Menu.RadioGroup value={language} onValueChange={(next: Language) => choose(next)}>
                <div className="menu-label">{t("language")}</div>
                {LANGUAGES.map(([code, label]) => <Choice key={code} value={code} label={label} />)}
              </Menu.RadioGroup>
              <Menu.RadioGroup value={theme()} onValueChange={(next: Theme) => { store("theme", next); applyTheme(); }}>
                <div className="menu-label">{t("theme")}</div>
                {THEMES.map(([value, label]) => <Choice key={value} value={value} label={t(label)} />)}
              </Menu.RadioGroup>
              <Menu.Separator className="menu-line" />
              <Menu.Item className="menu-item" onClick={() => void attempt(async () => openConversation((await client.saved()).id))}><Bookmark /> {t("savedMessages")}</Menu.Item>
              <Menu.Item className="menu-item" onClick={() => setDevices(true)}><MonitorSmartphone /> {t("devices")}</Menu.Item>
              {canNotify && (
                <Menu.Item className="menu-item" onClick={() => void toggleNotifications()}>
                  {notifies ? <BellOff /> : <Bell />} {t(notifies ? "notificationsOff" : "notificationsOn")}
                </Menu.Item>
              )}
              <Menu.Item className="menu-item" onClick={end}><LogOut /> {t("logOut")}</Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <Suspense>{devices && <DevicesWindow close={() => setDevices(false)} />}</Suspense>
      <Confirmation asked={asked} close={() => setAsked(undefined)} />
    </>
  );
}

function Choice({ value, label }: { value: string; label: string }) {
  return (
    <Menu.RadioItem className="menu-item" value={value} closeOnClick>
      <span className="menu-check"><Menu.RadioItemIndicator><Check /></Menu.RadioItemIndicator></span> {label}
    </Menu.RadioItem>
  );
}
