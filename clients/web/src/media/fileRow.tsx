import type { Client, MediaBody } from "@hongyan/sdk";
import { Download, File as FileIcon, FileAudio, FileVideo } from "lucide-react";
import { useClient } from "../client.js";
import { useI18n } from "../i18n.js";
import { useToasts } from "../toast.js";
import { lengthText, plainName, sizeText } from "./files.js";

/** A file, recording or film, to be saved. */
export function FileRow({ kind, body }: { kind: string; body: Partial<MediaBody> }) {
  const client = useClient();
  const { t, language } = useI18n();
  const { attempt } = useToasts();
  const { mediaId, size = 0, durationMs } = body;
  const name = plainName(body.name ?? "");
  const details = `${durationMs === undefined ? "" : `${lengthText(durationMs)} · `}${sizeText(size, language)}`;
  const Icon = kind === "voice" ? FileAudio : kind === "video" ? FileVideo : FileIcon;
  return (
    <button className="file" aria-label={t("saveFileOf", { name, details })} disabled={mediaId === undefined} onClick={() => void attempt(() => save(client, mediaId!, name))}>
      <span className="file-icon"><Icon /></span>
      <span className="file-name">{name} <small>{details}</small></span>
      {mediaId !== undefined && <Download className="file-save" />}
    </button>
  );
}

/** Has the browser save a medium under its name. */
export async function save(client: Client, mediaId: string, name: string): Promise<void> {
  const { content } = await client.media.links(mediaId);
  const link = document.createElement("a");
  link.href = content;
  link.download = plainName(name);
  link.click();
}
