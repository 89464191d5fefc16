import type { Device } from "@hongyan/sdk";
import { Bot, Monitor, Smartphone } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useClient } from "../client.js";
import { Window } from "../dialog.js";
import { useI18n } from "../i18n.js";
import { useToasts } from "../toast.js";

/** Where the user is logged in, and the way to end that from here. */
export function DevicesWindow({ close }: { close(): void }) {
  const client = useClient();
  const { t } = useI18n();
  const { attempt } = useToasts();
  const [devices, setDevices] = useState<Device[]>([]);
  const load = useCallback(() => void client.devices().then(setDevices, () => {}), [client]);
  useEffect(load, [load]);
  const logOut = (id?: string): void => void attempt(() => client.logOutDevice(id)).then(load);
  return (
    <Window open close={close} title={t("devices")}>
      <div className="picker">
        <ul className="people">
          {devices.map((device) => <DeviceLine key={device.id} device={device} logOut={() => logOut(device.id)} />)}
        </ul>
      </div>
      <footer className="window-footer">
        <button className="secondary" disabled={devices.length < 2} onClick={() => logOut()}>{t("logOutOthers")}</button>
      </footer>
    </Window>
  );
}

function DeviceLine({ device, logOut }: { device: Device; logOut(): void }) {
  const { t, full } = useI18n();
  const Icon = device.kind === "ios" || device.kind === "android" ? Smartphone : device.kind === "bot" ? Bot : Monitor;
  return (
    <li className="person">
      <Icon />
      <span className="person-name">{device.name}<small>{device.current ? t("thisDevice") : full(device.createdAt)}</small></span>
      {!device.current && <button className="link danger-link" aria-label={t("logOutDevice", { name: device.name })} onClick={logOut}>{t("logOut")}</button>}
    </li>
  );
}
