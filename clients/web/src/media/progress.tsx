import { X } from "lucide-react";
import { useClient } from "../client.js";
import { useI18n } from "../i18n.js";
import { type Upload, uploadsOf } from "./uploads.js";

/** How far an upload is, and the way to give it up. */
export function UploadProgress({ upload }: { upload: Upload }) {
  const client = useClient();
  const { t } = useI18n();
  const { name } = upload.chosen.file;
  return (
    <div className="upload">
      <progress value={upload.share} max={1} aria-label={t("uploading", { name })} />
      <button className="icon-button" aria-label={t("cancelUpload", { name })} title={t("cancel")} onClick={() => uploadsOf(client).cancel(upload)}><X /></button>
    </div>
  );
}
