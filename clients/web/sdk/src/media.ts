import { delayAfter } from "./backoff.js";
import type { MediaBody, MediaKind, MediaLinks, Medium } from "./model.js";
import { isRetryable, ProblemError } from "./problem.js";
import type { Rest } from "./rest.js";

export interface UploadOptions {
  kind: MediaKind;
  name: string;
  /** Of what lasts: sound and films. */
  durationMs?: number;
  /** Of a film: a JPEG or PNG that stands for it before it is played. */
  poster?: Blob;
  /** Told how many of the bytes the server has. */
  progress?(received: number): void;
  /** Gives the upload up; what the server has of it is thrown away. */
  signal?: AbortSignal;
}

/** Pieces are small enough for progress to be seen on a slow line, and large enough not to wait between them on a fast one. */
const FIRST_PIECE = 256 * 1_024;
const SMALLEST_PIECE = 64 * 1_024;
/** The server puts what comes in one request into objects of at most so much. */
const LARGEST_PIECE = 8 * 1_024 * 1_024;
const PIECE_TYPE = "application/offset+octet-stream";
const FAST_MS = 1_000;
const SLOW_MS = 5_000;
/** The last piece is answered when the server has looked into all of it. */
const PIECE_MS = 90_000;
const MOST_LINKED_MS = 8 * 60_000;
const SPARE_MS = 30_000;

/** What messages carry: uploaded first, then shown to whoever may see the message. */
export class Media {
  readonly #links = new Map<string, { links: Promise<MediaLinks>; until: number }>();

  constructor(
    private readonly rest: Rest,
    private readonly url: string,
    private readonly newId: () => string,
  ) {}

  /**
   * Uploads something in pieces, and goes on where the server is when a piece was lost, for as long as it takes; rejects
   * if the server refuses it, or its `signal` says so.
   */
  async upload(bytes: Blob, { kind, name, durationMs, poster, progress, signal }: UploadOptions): Promise<Medium> {
    // A retry whose first answer was lost begins the same upload.
    const body = { clientId: this.newId(), kind, name, size: bytes.size, ...(durationMs === undefined ? {} : { durationMs }) };
    const { id } = await insist(() => this.rest.call("POST", "/media", { body, ...given(signal) }), signal);
    try {
      await this.#send(id, bytes, progress, signal);
      if (poster !== undefined) {
        await this.#illustrate(id, poster, signal);
      }
      return await insist(() => this.rest.get("/media/{media}", { path: { media: id }, ...given(signal) }), signal);
    } catch (failure) {
      if (signal?.aborted === true) {
        this.delete(id).catch(() => {});
      }
      throw failure;
    }
  }

  /** Addresses to show or save a medium by, good for some minutes; `anew` where the last ones didn't work. */
  links(id: string, anew = false): Promise<MediaLinks> {
    const known = this.#links.get(id);
    if (known !== undefined && known.until > Date.now() && !anew) {
      return known.links;
    }
    const asked = {
      until: Infinity,
      links: this.rest.call("POST", "/media/{media}/links", { path: { media: id } }).then(({ content, thumbnail, expiresAt }) => {
        asked.until = Math.min(Date.parse(expiresAt) - SPARE_MS, Date.now() + MOST_LINKED_MS);
        return { content: this.url + content, ...(thumbnail === undefined ? {} : { thumbnail: this.url + thumbnail }), expiresAt };
      }),
    };
    asked.links.catch(() => this.#links.get(id) === asked && this.#links.delete(id));
    this.#links.set(id, asked);
    return asked.links;
  }

  /** Takes back what no message carries. */
  async delete(id: string): Promise<void> {
    await this.rest.call("DELETE", "/media/{media}", { path: { media: id } });
  }

  async #send(id: string, bytes: Blob, progress: UploadOptions["progress"], signal: AbortSignal | undefined): Promise<void> {
    let [at, size] = [0, FIRST_PIECE];
    let [failures, conflicts, isKnown] = [0, 0, true];
    while (at < bytes.size) {
      signal?.throwIfAborted();
      const began = Date.now();
      try {
        if (isKnown) {
          at = await this.#piece(id, bytes.slice(at, at + size, PIECE_TYPE), at, signal);
          [failures, conflicts] = [0, 0];
          const took = Date.now() - began;
          size = took < FAST_MS ? Math.min(size * 2, LARGEST_PIECE) : took > SLOW_MS ? Math.max(size / 2, SMALLEST_PIECE) : size;
        } else {
          at = await this.#received(id, signal);
          isKnown = true;
        }
        progress?.(at);
      } catch (failure) {
        // A piece whose answer was lost is there already; a conflict that stays is another one.
        const isElsewhere = failure instanceof ProblemError && failure.problem.status === 409 && ++conflicts < 3;
        if (signal?.aborted === true || !(isElsewhere || isRetryable(failure))) {
          throw failure;
        }
        [isKnown, size] = [false, FIRST_PIECE];
        await pause(isElsewhere ? 0 : delayAfter(++failures), signal);
      }
    }
  }

  /** A film that the server takes goes without its poster where it doesn't take that. */
  async #illustrate(media: string, poster: Blob, signal: AbortSignal | undefined): Promise<void> {
    try {
      await insist(() => this.rest.call("PUT", "/media/{media}/thumbnail", { path: { media }, bytes: poster, ...given(signal) }), signal);
    } catch (failure) {
      if (!(failure instanceof ProblemError)) {
        throw failure;
      }
    }
  }

  async #piece(id: string, bytes: Blob, at: number, signal: AbortSignal | undefined): Promise<number> {
    const answer = await this.rest.exchange("PATCH", "/media/{media}", {
      path: { media: id }, header: { "Upload-Offset": at }, bytes, timeoutMs: PIECE_MS, ...given(signal),
    });
    return offsetOf(answer.headers);
  }

  async #received(id: string, signal: AbortSignal | undefined): Promise<number> {
    return offsetOf((await this.rest.exchange("HEAD", "/media/{media}", { path: { media: id }, timeoutMs: PIECE_MS, ...given(signal) })).headers);
  }
}

/** What a message says that carries a medium, as the server says it. */
export function mediaBody(medium: Medium, text?: string): MediaBody {
  const { id, name, size, type, width, height, durationMs, thumbnail } = medium;
  return {
    mediaId: id,
    name,
    size,
    ...(type === undefined ? {} : { type }),
    ...(thumbnail && width !== undefined && height !== undefined ? { width, height, thumbnail } : {}),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(text === undefined || text === "" ? {} : { text }),
  };
}

function offsetOf(headers: Headers): number {
  const offset = Number(headers.get("upload-offset") ?? "");
  if (headers.get("upload-offset") === null || !Number.isSafeInteger(offset)) {
    throw new Error("an answer that doesn't say where the upload is");
  }
  return offset;
}

/** Tries until there is an answer, be it a refusal. */
async function insist<T>(action: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let failures = 1; ; failures++) {
    signal?.throwIfAborted();
    try {
      return await action();
    } catch (failure) {
      if (signal?.aborted === true || !isRetryable(failure)) {
        throw failure;
      }
      await pause(delayAfter(failures), signal);
    }
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}

function given(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
