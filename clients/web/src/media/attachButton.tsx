import { Paperclip } from "lucide-react";
import { type ChangeEvent, useRef } from "react";
import { useI18n } from "../i18n.js";
import { useAdding } from "./useAdding.js";

export function AttachButton({ conversationId, disabled }: { conversationId: string; disabled: boolean }) {
  const { t } = useI18n();
  const add = useAdding(conversationId);
  const input = useRef<HTMLInputElement>(null);
  const picked = (event: ChangeEvent<HTMLInputElement>): void => {
    add([...(event.target.files ?? [])]);
    // The same file may be chosen again.
    event.target.value = "";
  };
  return (
    <>
      <button className="icon-button attach" aria-label={t("attach")} title={t("attach")} disabled={disabled} onClick={() => input.current?.click()}><Paperclip /></button>
      <input ref={input} type="file" multiple hidden onChange={picked} />
    </>
  );
}
