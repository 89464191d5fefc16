import { Dialog } from "@base-ui/react/dialog";
import type { MediaBody } from "@hongyan/sdk";
import { ChevronLeft, ChevronRight, Download, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useClient, useName } from "../client.js";
import { useI18n } from "../i18n.js";
import { useToasts } from "../toast.js";
import { plainName } from "./files.js";
import { save } from "./fileRow.js";
import { useLinks } from "./useLinks.js";

export interface Shown {
  body: MediaBody;
  senderId?: string;
  at?: string;
}

/** Pictures over the whole page, beginning with one of them. */
export function Lightbox({ pictures, first, close }: { pictures: readonly Shown[]; first: number; close(): void }) {
  const client = useClient();
  const { t, full } = useI18n();
  const { attempt } = useToasts();
  const [at, setAt] = useState(first);
  const { body, senderId, at: time } = pictures[at]!;
  const name = plainName(body.name);
  const sender = useName(senderId);
  const go = (by: number): void => setAt((now) => Math.min(pictures.length - 1, Math.max(0, now + by)));
  useEffect(() => {
    // Of the whole page: a button that has just been disabled has no focus any more.
    const pressed = (event: KeyboardEvent): void => {
      if (!event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
        event.preventDefault();
        go(event.key === "ArrowLeft" ? -1 : 1);
      }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop lightbox-backdrop" />
        <Dialog.Popup className="lightbox">
          <header className="lightbox-header">
            <div className="lightbox-title">
              <Dialog.Title>{name}</Dialog.Title>
              {time !== undefined && <p>{sender} · {full(time)}</p>}
            </div>
            <button className="icon-button" aria-label={t("saveFile", { name })} title={t("download")} onClick={() => void attempt(() => save(client, body.mediaId, name))}><Download /></button>
            <Dialog.Close className="icon-button" aria-label={t("close")}><X /></Dialog.Close>
          </header>
          <Whole key={body.mediaId} body={body} close={close} />
          {pictures.length > 1 && (
            <footer className="lightbox-footer">
              <button className="icon-button" aria-label={t("previousPicture")} disabled={at === 0} onClick={() => go(-1)}><ChevronLeft /></button>
              <span aria-live="polite">{at + 1} / {pictures.length}</span>
              <button className="icon-button" aria-label={t("nextPicture")} disabled={at === pictures.length - 1} onClick={() => go(1)}><ChevronRight /></button>
            </footer>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The picture itself, over its thumbnail until it is there. */
function Whole({ body, close }: { body: MediaBody; close(): void }) {
  const client = useClient();
  const { t } = useI18n();
  const { links, isFailed, renew } = useLinks(client, body.mediaId);
  const [loaded, setLoaded] = useState(false);
  const { width, height } = body;
  return (
    <div className="lightbox-picture" onClick={(event) => event.target === event.currentTarget && close()}>
      {links?.thumbnail !== undefined && !loaded && <img className="lightbox-blur" src={links.thumbnail} alt="" draggable={false} width={width} height={height} />}
      {links !== undefined && <img src={links.content} alt={plainName(body.name)} draggable={false} width={width} height={height} hidden={!loaded} onLoad={() => setLoaded(true)} onError={renew} />}
      {isFailed && <p role="alert">{t("notLoaded")}</p>}
    </div>
  );
}
