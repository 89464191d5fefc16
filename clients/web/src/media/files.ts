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
  /** An address of the picture in this page. */
  preview?: string;
  width?: number;
  height?: number;
  /** Of what lasts. */
  durationMs?: number;
}

/** After so long a film whose length isn't known goes as a file. */
const PATIENCE_MS = 10_000;

let count = 0;

/** A picture or film if the browser can read it as one. */
export async function choose(file: File): Promise<Chosen> {
  const id = `f${++count}`;
  if (file.type.startsWith("video/")) {
    const durationMs = await lengthOf(file).catch(() => 0);
    return durationMs > 0 ? { id, file, kind: "video", durationMs } : { id, file, kind: "file" };
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

/** How many milliseconds a film lasts; rejects where the browser can't show it. */
async function lengthOf(file: File): Promise<number> {
  const video = document.createElement("video");
  const address = URL.createObjectURL(file);
  const heard = (name: string): Promise<void> =>
    new Promise((resolve, reject) => {
      video.addEventListener(name, () => resolve(), { once: true });
      video.addEventListener("error", () => reject(new Error("not a film")), { once: true });
      setTimeout(() => reject(new Error(`no ${name}`)), PATIENCE_MS);
    });
  try {
    const read = heard("loadedmetadata");
    video.src = address;
    await read;
    if (video.duration === Infinity) {
      // What a browser has recorded says its length at its end only.
      const known = heard("durationchange");
      video.currentTime = Number.MAX_SAFE_INTEGER;
      await known;
    }
    return video.videoWidth > 0 && Number.isFinite(video.duration) ? Math.round(video.duration * 1_000) : 0;
  } finally {
    video.removeAttribute("src");
    URL.revokeObjectURL(address);
  }
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
