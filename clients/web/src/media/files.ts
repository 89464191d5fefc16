import type { MediaBody, MediaKind } from "@hongyan/sdk";
import type { I18n } from "../i18n.js";

/** What the server shows as a picture; anything else goes as a file. */
const PICTURES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);
/** A picture's place in a conversation: it fits into this, and is no flatter or narrower than this. */
const SIDE = 320;
const [FLATTEST, NARROWEST] = [3, 0.5];
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** A file that somebody has chosen, and how it is going to be sent. */
export interface Chosen {
  id: string;
  file: File;
  kind: MediaKind;
  /** An address of the picture, or of a film's poster, in this page. */
  preview?: string;
  width?: number;
  height?: number;
  /** Of what lasts. */
  durationMs?: number;
  /** A frame of a film. */
  poster?: Blob;
}

/** After so long a film whose length isn't known goes as a file, and one of which no frame is shown without a poster. */
const PATIENCE_MS = 10_000;
/** The longer side of a film's poster, in pixels, and from where it is taken. */
const POSTER_SIDE = 480;
const POSTER_S = 1;

let count = 0;

/** A picture or film if the browser can read it as one. */
export async function choose(file: File): Promise<Chosen> {
  const id = `f${++count}`;
  if (file.type.startsWith("video/")) {
    const film = await filmOf(file).catch(() => undefined);
    return film === undefined ? { id, file, kind: "file" } : { id, file, kind: "video", ...film };
  }
  if (PICTURES.has(file.type)) {
    const preview = URL.createObjectURL(file);
    const image = new Image();
    image.src = preview;
    try {
      await image.decode();
      return { id, file, kind: "image", preview, width: image.naturalWidth, height: image.naturalHeight };
    } catch {
      URL.revokeObjectURL(preview);
    }
  }
  return { id, file, kind: "file" };
}

/** What somebody has said just now. */
export function recorded(file: File, durationMs: number): Chosen {
  return { id: `f${++count}`, file, kind: "voice", durationMs };
}

type Film = Pick<Chosen, "durationMs" | "poster" | "preview" | "width" | "height">;

/** How long a film lasts, and a frame of it; undefined or rejected where the browser can't show it. */
async function filmOf(file: File): Promise<Film | undefined> {
  const video = document.createElement("video");
  const address = URL.createObjectURL(file);
  try {
    const read = heard(video, "loadedmetadata");
    video.muted = true;
    video.src = address;
    await read;
    if (video.duration === Infinity) {
      // What a browser has recorded says its length at its end only.
      const known = heard(video, "durationchange");
      video.currentTime = Number.MAX_SAFE_INTEGER;
      await known;
    }
    const durationMs = Number.isFinite(video.duration) ? Math.round(video.duration * 1_000) : 0;
    return video.videoWidth > 0 && durationMs > 0 ? { durationMs, ...(await frameOf(video).catch(() => ({}))) } : undefined;
  } finally {
    video.removeAttribute("src");
    URL.revokeObjectURL(address);
  }
}

async function frameOf(video: HTMLVideoElement): Promise<Film> {
  const shown = heard(video, "seeked");
  video.currentTime = Math.min(POSTER_S, video.duration / 2);
  await shown;
  const scale = Math.min(1, POSTER_SIDE / Math.max(video.videoWidth, video.videoHeight));
  const [width, height] = [video.videoWidth, video.videoHeight].map((side) => Math.max(1, Math.round(side * scale))) as [number, number];
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d")!.drawImage(video, 0, 0, width, height);
  const poster = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
  return poster === null ? {} : { poster, preview: URL.createObjectURL(poster), width, height };
}

function heard(video: HTMLVideoElement, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    video.addEventListener(name, () => resolve(), { once: true });
    video.addEventListener("error", () => reject(new Error("not a film")), { once: true });
    setTimeout(() => reject(new Error(`no ${name}`)), PATIENCE_MS);
  });
}

/**
 * The files of a paste or drop, without folders. What office programs copy is a text; the picture of it that comes along
 * isn't meant.
 */
export function filesOf(data: DataTransfer | null): File[] {
  const types = data?.types ?? [];
  if (types.includes("text/rtf") || (types.includes("text/html") && types.includes("text/plain"))) {
    return [];
  }
  return [...(data?.items ?? [])]
    .filter((item) => item.kind === "file" && item.webkitGetAsEntry()?.isDirectory !== true)
    .flatMap((item) => item.getAsFile() ?? []);
}

export interface Box {
  width: number;
  /** Width by height. */
  ratio: number;
}

/** The place of a picture before it is loaded, so that nothing moves when it is. */
export function boxOf({ width = 0, height = 0 }: Pick<MediaBody, "width" | "height">): Box {
  if (width <= 0 || height <= 0) {
    return { width: 240, ratio: 4 / 3 };
  }
  const ratio = Math.min(FLATTEST, Math.max(NARROWEST, width / height));
  const scale = Math.min(1, SIDE / Math.max(width, height));
  return { width: Math.round(Math.max(96, Math.min(SIDE, width * scale, SIDE * ratio))), ratio };
}

/** The place of a film, which small ones fill too. */
export function filmBoxOf({ width = 16, height = 9 }: Pick<MediaBody, "width" | "height">): Box {
  return boxOf({ width: width * SIDE, height: height * SIDE });
}

/** The name of a file without what isn't seen: signs that turn the direction make one that is run look like a picture. */
export function plainName(name: string): string {
  return name.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "");
}

/** A size in words, such as 1.4 MB. */
export function sizeText(size: number, language: I18n["language"]): string {
  const unit = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3));
  const format = new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en", {
    style: "unit", unit: UNITS[unit]!, unitDisplay: unit === 0 ? "long" : "short", maximumFractionDigits: unit < 2 ? 0 : 1,
  });
  return format.format(size / 1_000 ** unit);
}

/** How long a recording lasts, such as 1:05. */
export function lengthText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
