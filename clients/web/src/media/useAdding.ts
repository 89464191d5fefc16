import { useCallback } from "react";
import { useClient } from "../client.js";
import { useI18n } from "../i18n.js";
import { useToasts } from "../toast.js";
import { uploadsOf } from "./uploads.js";

/** Chooses files to be sent in a conversation. */
export function useAdding(conversationId: string): (files: File[]) => void {
  const client = useClient();
  const { t } = useI18n();
  const { say } = useToasts();
  return useCallback(
    (files) => {
      const full = files.filter(({ size }) => size > 0);
      if (full.length < files.length) {
        say(t("emptyFile"));
      }
      if (full.length > 0) {
        void uploadsOf(client).add(conversationId, full);
      }
    },
    [client, conversationId, say, t],
  );
}
