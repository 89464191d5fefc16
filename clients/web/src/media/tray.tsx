import { File as FileIcon, X } from "lucide-react";
import { useClient } from "../client.js";
import { useI18n } from "../i18n.js";
import { sizeText } from "./files.js";
import { uploadsOf, useChosen } from "./uploads.js";

/** The files that are going to be sent with what is written. */
export function Tray({ conversationId }: { conversationId: string }) {
  const client = useClient();
  const { t, language } = useI18n();
  const chosen = useChosen(client, conversationId);
  if (chosen.length === 0) {
    return null;
  }
  return (
    <ul className="tray" aria-label={t("attachments")}>
      {chosen.map((one) => (
        <li key={one.id} className={one.kind === "image" ? "tray-picture" : "tray-file"}>
          {one.kind === "image" ? (
            <img src={one.preview} alt={one.file.name} draggable={false} />
          ) : (
            <><FileIcon /><span className="file-name">{one.file.name}<small>{sizeText(one.file.size, language)}</small></span></>
          )}
          <button className="tray-remove" aria-label={t("remove", { name: one.file.name })} onClick={() => uploadsOf(client).remove(conversationId, one)}><X /></button>
        </li>
      ))}
    </ul>
  );
}
