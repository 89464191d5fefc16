import { type Client, type LocalMessage, mediaBody, type MediaKind, type Medium, ProblemError } from "@hongyan/sdk";
import { useSyncExternalStore } from "react";
import { type Chosen, choose, recorded } from "./files.js";

/** A file on its way to the server, shown as the message that it becomes. */
export interface Upload {
  chosen: Chosen;
  message: LocalMessage;
  /** From 0 to 1. */
  share: number;
  /** Whether the message was handed to the outbox, so that it can't be given up any more. */
  isSent?: true;
}

export interface Words {
  text: string;
  mentions: string[];
  replyTo?: number | undefined;
}

/** A caption isn't longer; a longer text is a message of its own. */
const MAX_CAPTION = 1_000;
/** A preview keeps its whole file in memory: after so many later ones a picture that was sent comes from the server. */
const MOST_PREVIEWS = 20;
const NO_UPLOADS: readonly Upload[] = [];
const NONE_CHOSEN: readonly Chosen[] = [];
const all = new WeakMap<Client, Uploads>();

/** The uploads of this page; they end with it. */
export function uploadsOf(client: Client): Uploads {
  let uploads = all.get(client);
  if (uploads === undefined) {
    uploads = new Uploads(client);
    all.set(client, uploads);
  }
  return uploads;
}

/** What has been chosen in each conversation, and what is uploaded: one file of a conversation after the other, so that they keep their order. */
export class Uploads {
  readonly #chosen = new Map<string, readonly Chosen[]>();
  readonly #uploads = new Map<string, readonly Upload[]>();
  readonly #aborts = new Map<string, AbortController>();
  readonly #previews = new Map<string, string>();
  readonly #busy = new Set<string>();
  readonly #listeners = new Set<() => void>();

  constructor(private readonly client: Client) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  chosen(conversationId: string): readonly Chosen[] {
    return this.#chosen.get(conversationId) ?? NONE_CHOSEN;
  }

  of(conversationId: string): readonly Upload[] {
    return this.#uploads.get(conversationId) ?? NO_UPLOADS;
  }

  /** The picture, or the poster of the film, of a message that this page has sent. */
  preview(clientId: string | undefined): string | undefined {
    return clientId === undefined ? undefined : this.#previews.get(clientId);
  }

  async add(conversationId: string, files: File[]): Promise<void> {
    const added = await Promise.all(files.map(choose));
    this.#choose(conversationId, [...this.chosen(conversationId), ...added]);
  }

  remove(conversationId: string, { id, preview }: Chosen): void {
    if (preview !== undefined) {
      URL.revokeObjectURL(preview);
    }
    this.#choose(conversationId, this.chosen(conversationId).filter((one) => one.id !== id));
  }

  /** Sends what was chosen, with `words` as the caption of the first. */
  send(conversationId: string, words: Words): void {
    const chosen = this.chosen(conversationId);
    this.#choose(conversationId, NONE_CHOSEN);
    this.#begin(conversationId, chosen, words);
  }

  /** Sends what somebody has said. */
  speak(conversationId: string, file: File, durationMs: number, replyTo?: number): void {
    this.#begin(conversationId, [recorded(file, durationMs)], { text: "", mentions: [], replyTo });
  }

  #begin(conversationId: string, all: readonly Chosen[], { text, mentions, replyTo }: Words): void {
    const isCaption = [...text].length <= MAX_CAPTION;
    if (!isCaption) {
      this.client.conversation(conversationId).send({ text, mentions, ...(replyTo === undefined ? {} : { replyTo }) });
    }
    const uploads = all.map((chosen, index): Upload => {
      const first = index === 0 && isCaption;
      const clientId = this.client.newId();
      const { file, kind, preview, width, height, durationMs } = chosen;
      const size = width === undefined || height === undefined ? {} : { width, height };
      if (preview !== undefined) {
        this.#previews.set(clientId, preview);
      }
      return {
        chosen,
        share: 0,
        message: {
          clientId, conversationId, kind, at: new Date().toISOString(),
          body: { name: nameOf(file), size: file.size, ...size, ...(durationMs === undefined ? {} : { durationMs }), ...(first && text !== "" ? { text } : {}) },
          ...(first && replyTo !== undefined ? { replyTo } : {}),
          ...(first && mentions.length > 0 ? { mentions } : {}),
        },
      };
    });
    this.#set(conversationId, [...this.of(conversationId), ...uploads]);
    void this.#run(conversationId);
  }

  /** Gives an upload up; the other side never hears of it. */
  cancel({ message: { conversationId, clientId } }: Upload): void {
    this.#aborts.get(clientId)?.abort();
    this.#set(conversationId, this.of(conversationId).filter(({ message }) => message.clientId !== clientId));
    this.#revoke(clientId);
  }

  /** Begins one anew that was refused. */
  retry(upload: Upload): void {
    const { problem: _, ...message } = upload.message;
    this.#replace(upload, { share: 0, message });
    void this.#run(message.conversationId);
  }

  /** Gives up everything: whoever sends it is logged out. */
  end(): void {
    [...this.#uploads.values()].flat().forEach((upload) => this.cancel(upload));
    [...this.#chosen].forEach(([conversationId, chosen]) => chosen.forEach((one) => this.remove(conversationId, one)));
    [...this.#previews.keys()].forEach((clientId) => this.#revoke(clientId));
  }

  async #run(conversationId: string): Promise<void> {
    if (this.#busy.has(conversationId)) {
      return;
    }
    this.#busy.add(conversationId);
    for (let next = this.#next(conversationId); next !== undefined; next = this.#next(conversationId)) {
      await this.#upload(next);
    }
    this.#busy.delete(conversationId);
  }

  #next(conversationId: string): Upload | undefined {
    return this.of(conversationId).find(({ share, message }) => share === 0 && message.problem === undefined);
  }

  async #upload(upload: Upload): Promise<void> {
    const { chosen, message } = upload;
    const { clientId, conversationId, replyTo, mentions } = message;
    const abort = new AbortController();
    this.#aborts.set(clientId, abort);
    addEventListener("beforeunload", warn);
    try {
      const medium = await this.#bytes(upload, chosen.kind, abort.signal);
      const text = typeof message.body.text === "string" ? message.body.text : undefined;
      const sending = this.client.conversation(conversationId).send({
        clientId, kind: medium.kind, body: mediaBody(medium, text),
        ...(replyTo === undefined ? {} : { replyTo }),
        ...(mentions === undefined ? {} : { mentions }),
      });
      this.#replace(upload, { isSent: true });
      // It stays until the outbox has it, or the timeline: there it hides this.
      void sending.acknowledged.catch(() => {}).finally(() => this.#drop(upload));
    } catch (failure) {
      if (!abort.signal.aborted) {
        const problem = failure instanceof ProblemError ? failure.problem : { type: "about:blank", title: "Not sent", status: 0, detail: String(failure), code: "unknown", retryable: true };
        this.#replace(upload, { message: { ...message, problem } });
      }
    } finally {
      this.#aborts.delete(clientId);
      if (this.#aborts.size === 0) {
        removeEventListener("beforeunload", warn);
      }
    }
  }

  /** A picture, film or recording that the server doesn't take as one goes as a file. */
  async #bytes(upload: Upload, kind: MediaKind, signal: AbortSignal): Promise<Medium> {
    const { file, durationMs, poster } = upload.chosen;
    const film = { ...(durationMs === undefined ? {} : { durationMs }), ...(poster === undefined ? {} : { poster }) };
    // What is done when all bytes are there takes a moment too.
    const progress = (received: number): void => this.#replace(upload, { share: Math.max(0.01, (received / file.size) * 0.98) });
    progress(0);
    try {
      return await this.client.media.upload(file, { kind, name: nameOf(file), ...(kind === "file" ? {} : film), progress, signal });
    } catch (failure) {
      if (kind !== "file" && failure instanceof ProblemError && (failure.problem.code === "unsupportedMedia" || failure.problem.code === "tooLarge")) {
        return this.#bytes(upload, "file", signal);
      }
      throw failure;
    }
  }

  #replace({ message: { conversationId, clientId } }: Upload, part: Partial<Upload>): void {
    this.#set(conversationId, this.of(conversationId).map((one) => (one.message.clientId === clientId ? { ...one, ...part } : one)));
  }

  #drop({ message: { conversationId, clientId } }: Upload): void {
    this.#set(conversationId, this.of(conversationId).filter(({ message }) => message.clientId !== clientId));
    const uploading = new Set([...this.#uploads.values()].flat().map(({ message }) => message.clientId));
    const sent = [...this.#previews.keys()].filter((id) => !uploading.has(id));
    sent.slice(0, -MOST_PREVIEWS).forEach((id) => this.#revoke(id));
  }

  #revoke(clientId: string): void {
    const preview = this.#previews.get(clientId);
    if (preview !== undefined) {
      URL.revokeObjectURL(preview);
      this.#previews.delete(clientId);
    }
  }

  #choose(conversationId: string, chosen: readonly Chosen[]): void {
    this.#chosen.set(conversationId, chosen);
    this.#tell();
  }

  #set(conversationId: string, uploads: readonly Upload[]): void {
    this.#uploads.set(conversationId, uploads);
    this.#tell();
  }

  #tell(): void {
    this.#listeners.forEach((listener) => listener());
  }
}

/** The server takes at most so long a name. */
function nameOf({ name }: File): string {
  const letters = [...name];
  return letters.length <= 255 ? name || "file" : [...letters.slice(0, 200), "…", ...letters.slice(-50)].join("");
}

/** Asks before the page is left: an upload ends with it. */
function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

export function useUploads(client: Client, conversationId: string): readonly Upload[] {
  const uploads = uploadsOf(client);
  return useSyncExternalStore(uploads.subscribe, () => uploads.of(conversationId));
}

export function useChosen(client: Client, conversationId: string): readonly Chosen[] {
  const uploads = uploadsOf(client);
  return useSyncExternalStore(uploads.subscribe, () => uploads.chosen(conversationId));
}
