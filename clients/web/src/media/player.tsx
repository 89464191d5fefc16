import type { MediaBody } from "@hongyan/sdk";
import { Download, Play } from "lucide-react";
import { type SyntheticEvent, useRef, useState } from "react";
import { useClient } from "../client.js";
import { useI18n } from "../i18n.js";
import { useToasts } from "../toast.js";
import { FileRow, save } from "./fileRow.js";
import { filmBoxOf, lengthText, plainName } from "./files.js";
import { uploadsOf } from "./uploads.js";
import { useLinks } from "./useLinks.js";

type Playable = HTMLAudioElement | HTMLVideoElement;

interface Props {
  /** Of a message that is still uploaded the id is missing. */
  body: Partial<MediaBody>;
}

/** A film, shown by its poster where it has one. Nothing else of it is loaded before somebody wants to see it. */
export function Film({ body, clientId }: Props & { clientId?: string | undefined }) {
  const client = useClient();
  const { t } = useI18n();
  const preview = uploadsOf(client).preview(clientId);
  const { links, renew } = useLinks(client, preview === undefined && body.thumbnail === true ? body.mediaId : undefined);
  const poster = preview ?? links?.thumbnail;
  const { width, ratio } = filmBoxOf(body);
  const name = plainName(body.name ?? "");
  const { element, attempt, isFailed, play } = usePlaying(body);
  const length = body.durationMs === undefined ? "" : lengthText(body.durationMs);
  return (
    <>
      <div className="film" style={{ width: `min(${width}px, 66vw)`, aspectRatio: ratio }}>
        {element === undefined ? (
          <button className="film-start" aria-label={t("playFilm", { name, length })} disabled={body.mediaId === undefined} onClick={play}>
            {poster !== undefined && <img src={poster} alt="" draggable={false} onError={renew} />}
            <Play />
            <span>{length}</span>
          </button>
        ) : (
          <video key={attempt} controls autoPlay playsInline aria-label={name} poster={poster} {...element} />
        )}
      </div>
      {isFailed && <Failure />}
      <FileRow kind="video" body={body} />
    </>
  );
}

/** A recording, which is loaded when somebody wants to hear it. */
export function Voice({ body }: Props) {
  const client = useClient();
  const { t } = useI18n();
  const toasts = useToasts();
  const { element, attempt, isFailed, play } = usePlaying(body);
  const { mediaId, name = "", durationMs = 0 } = body;
  const length = lengthText(durationMs);
  return (
    <div className="voice">
      {element === undefined ? (
        <>
          <button className="file-icon" aria-label={t("playVoice", { length })} disabled={mediaId === undefined} onClick={play}><Play /></button>
          <span className="voice-length">{length}</span>
        </>
      ) : (
        <audio key={attempt} controls autoPlay aria-label={t("voiceMessage", { length })} {...element} />
      )}
      {mediaId !== undefined && (
        <button className="icon-button" aria-label={t("saveFile", { name: plainName(name) })} onClick={() => void toasts.attempt(() => save(client, mediaId, name))}><Download /></button>
      )}
      {isFailed && <Failure />}
    </div>
  );
}

function Failure() {
  const { t } = useI18n();
  return <p className="not-played" role="alert">{t("notPlayed")}</p>;
}

interface Playing {
  /** What the element that plays is to have; undefined while there is nothing to play. */
  element: { src: string; onError(): void; onTimeUpdate(event: SyntheticEvent<Playable>): void; onLoadedMetadata(event: SyntheticEvent<Playable>): void } | undefined;
  /** An element that failed plays no more, though its address be the same: each attempt has its own. */
  attempt: number;
  isFailed: boolean;
  play(): void;
}

/** An address is good for some minutes: where another is needed, playing goes on where it was. */
function usePlaying({ mediaId }: Partial<MediaBody>): Playing {
  const client = useClient();
  const [wanted, setWanted] = useState(false);
  const { links, isFailed, renew } = useLinks(client, wanted ? mediaId : undefined);
  const [attempt, setAttempt] = useState(0);
  const at = useRef(0);
  return {
    attempt,
    isFailed,
    play: () => setWanted(true),
    element: links && {
      src: links.content,
      onError: () => {
        setAttempt(attempt + 1);
        renew();
      },
      onTimeUpdate: ({ currentTarget }) => {
        at.current = currentTarget.currentTime;
      },
      onLoadedMetadata: ({ currentTarget }) => {
        if (at.current > 0) {
          currentTarget.currentTime = at.current;
        }
      },
    },
  };
}
