import { useDeliveredTo, useReadBy } from "@hongyan/sdk/react";
import { Check, CheckCheck, CircleAlert, Clock3 } from "lucide-react";
import { useClient } from "../client.js";
import { useI18n } from "../i18n.js";
import { isSaved, useOpened } from "./context.js";
import type { Row } from "./rows.js";

/** On its way, with the server, on a device of somebody, read by somebody, or refused. */
export function State({ row }: { row: Row }) {
  const client = useClient();
  const { t } = useI18n();
  const { view } = useOpened();
  const readBy = useReadBy(client, view.id);
  const deliveredTo = useDeliveredTo(client, view.id);
  const seq = row.entry?.seq;
  if (seq === undefined) {
    return row.local?.problem === undefined ? (
      <Clock3 className="state" role="img" aria-label={t("sending")} />
    ) : (
      <CircleAlert className="state" role="img" aria-label={t("failed")} />
    );
  }
  const readers = Object.values(readBy).filter((read) => read >= seq).length;
  if (readers === 0 || isSaved(view, client.me)) {
    return seq <= deliveredTo ? (
      <CheckCheck className="state" role="img" aria-label={t("delivered")} />
    ) : (
      <Check className="state" role="img" aria-label={t("sent")} />
    );
  }
  return <CheckCheck className="state is-read" role="img" aria-label={view.kind === "direct" ? t("read") : t("readBy", { count: readers })} />;
}
