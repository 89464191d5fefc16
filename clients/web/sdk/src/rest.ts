import type { Problem } from "./model.js";
import { LostError, ProblemError } from "./problem.js";

/** Gives the access token; `spent` is one that the server has refused, so another is wanted. */
export type TokenSource = (spent?: string) => Promise<string>;

export interface CallOptions {
  /** What is sent as JSON. */
  body?: unknown;
  /** What is sent as it is. */
  bytes?: Blob;
  headers?: Record<string, string>;
  timeoutMs?: number;
  signal?: AbortSignal;
}

export interface Answer {
  headers: Headers;
  text: string;
}

/** The calls under `/v1`, with the token of a source where there is one. */
export class Rest {
  constructor(
    private readonly url: string,
    private readonly fetcher: typeof fetch,
    private readonly token?: TokenSource,
  ) {}

  get<T>(path: string, options: CallOptions = {}): Promise<T> {
    return this.call("GET", path, options);
  }

  async call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
    const { text } = await this.exchange(method, path, options);
    try {
      return (text === "" ? undefined : JSON.parse(text)) as T;
    } catch (failure) {
      throw new LostError(`${method} ${path}: ${String(failure)}`);
    }
  }

  /** As {@link call}, where the answer isn't JSON, or its headers matter. */
  async exchange(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const token = await this.token?.();
    try {
      return await this.#ask(method, path, options, token);
    } catch (failure) {
      if (token === undefined || !(failure instanceof ProblemError) || failure.problem.status !== 401) {
        throw failure;
      }
      return this.#ask(method, path, options, await this.token?.(token));
    }
  }

  async #ask(method: string, path: string, options: CallOptions, token: string | undefined): Promise<Answer> {
    const headers: Record<string, string> = { accept: "application/json", ...options.headers };
    if (token !== undefined) {
      headers.authorization = `Bearer ${token}`;
    }
    if (options.body !== undefined) {
      headers["content-type"] = "application/json";
    }
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), options.timeoutMs ?? 15_000);
    const cancel = (): void => abort.abort();
    options.signal?.addEventListener("abort", cancel);
    // One that was aborted before tells nobody of it any more.
    if (options.signal?.aborted === true) {
      cancel();
    }
    try {
      const answer = await this.fetcher(`${this.url}/v1${path}`, {
        method,
        headers,
        body: options.bytes ?? (options.body === undefined ? null : JSON.stringify(options.body)),
        signal: abort.signal,
      });
      const text = await answer.text();
      if (!answer.ok) {
        throw new ProblemError(problemOf(answer.status, text));
      }
      return { headers: answer.headers, text };
    } catch (failure) {
      throw failure instanceof ProblemError ? failure : new LostError(`${method} ${path}: ${String(failure)}`);
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", cancel);
    }
  }
}

/** What stands between a client and the server may answer too, and not in our form. */
function problemOf(status: number, text: string): Problem {
  try {
    const problem = JSON.parse(text) as Partial<Problem>;
    if (typeof problem.code === "string") {
      return problem as Problem;
    }
  } catch {
    // Not JSON.
  }
  return {
    type: "about:blank",
    title: "Not an answer of the server",
    status,
    detail: `Status ${status}`,
    code: "unavailable",
    retryable: status >= 500 || status === 429 || status === 408,
  };
}

/** The query of a path, of what is defined. */
export function query(values: Record<string, string | number | undefined>): string {
  const pairs = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${encodeURIComponent(value!)}`);
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}
