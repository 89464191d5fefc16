import { SendHorizontal, Trash2 } from "lucide-react";
import { useI18n } from "../i18n.js";
import { lengthText } from "./files.js";
import type { Recording } from "./useRecording.js";

/** What stands in the place of the text while one speaks. */
export function RecordingLine({ recording }: { recording: Recording }) {
  const { t } = useI18n();
  return (
    <div className="composer-line recording" onKeyDown={({ key }) => key === "Escape" && recording.cancel()}>
      <button className="icon-button" aria-label={t("throwAway")} title={t("throwAway")} onClick={recording.cancel}><Trash2 /></button>
      <span className="recording-length"><span role="status">{t("recording")}</span> <span role="timer">{lengthText(recording.milliseconds ?? 0)}</span></span>
      <button className="send" aria-label={t("send")} autoFocus onClick={recording.finish}><SendHorizontal /></button>
    </div>
  );
}
