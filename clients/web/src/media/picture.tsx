import type { MediaBody } from "@hongyan/sdk";
import { useState } from "react";
import { useClient } from "../client.js";
import { useI18n } from "../i18n.js";
import { boxOf, plainName } from "./files.js";
import { uploadsOf } from "./uploads.js";
import { useLinks } from "./useLinks.js";

interface Props {
  /** Of a message whose picture is still uploaded the id is missing. */
  body: Partial<MediaBody>;
  clientId?: string | undefined;
  look(body: MediaBody): void;
}

/** A picture in a conversation, in a place that is as large before it is loaded as after. */
export function Picture({ body, clientId, look }: Props) {
  const client = useClient();
  const { t } = useI18n();
  const { mediaId, name = "" } = body;
  const preview = uploadsOf(client).preview(clientId);
  const { links, isFailed, renew } = useLinks(client, preview === undefined ? mediaId : undefined);
  const [loaded, setLoaded] = useState(false);
  const { width, ratio } = boxOf(body);
  const source = preview ?? (body.thumbnail === true ? links?.thumbnail : links?.content);
  return (
    <button
      className={loaded ? "picture" : "picture is-loading"} style={{ width, aspectRatio: ratio }}
      aria-label={t("openPicture", { name: plainName(name) })} disabled={mediaId === undefined} onClick={() => look({ ...body, mediaId: mediaId!, name, size: body.size ?? 0 })}
    >
      {source !== undefined && <img src={source} alt="" draggable={false} onLoad={() => setLoaded(true)} onError={renew} />}
      {isFailed && <span className="picture-failed">{t("notLoaded")}</span>}
    </button>
  );
}
