import type { AnswerOf, CallSettings, Given, PathOf, Verb } from "./calls.js";
import type { Problem } from "./model.js";
import { LostError, ProblemError } from "./problem.js";

/** Gives the access token; `spent` is one that the server has refused, so another is wanted. */
export type TokenSource = (spent?: string) => Promise<string>;

export interface Answer {
  headers: Headers;
  text: string;
}

/** As {@link Wanted}, of any call. */
interface Asked extends CallSettings {
  path?: Record<string, string | number>;
  query?: Record<string, string | number | undefined>;
  header?: Record<string, string | number | undefined>;
  /** What is sent as JSON. */
  body?: unknown;
  /** What is sent as it is, and under its type. */
  bytes?: Blob;
}

/** The calls under `/v1`, with the token of a source where there is one. */
export class Rest {
  constructor(
    private readonly url: string,
    private readonly fetcher: typeof fetch,
    private readonly token?: TokenSource,
  ) {}

  get<P extends PathOf<"GET">>(path: P, ...given: Given<"GET", P>): Promise<AnswerOf<"GET", P>> {
    return this.call("GET", path, ...given);
  }

  async call<V extends Verb, P extends PathOf<V>>(verb: V, path: P, ...given: Given<V, P>): Promise<AnswerOf<V, P>> {
    const { text } = await this.exchange(verb, path, ...given);
    try {
      return (text === "" ? undefined : JSON.parse(text)) as AnswerOf<V, P>;
    } catch (failure) {
      throw new LostError(`${verb} ${path}: ${String(failure)}`);
    }
  }

  /** As {@link call}, where the answer isn't JSON, or its headers matter. */
  async exchange<V extends Verb, P extends PathOf<V>>(verb: V, path: P, ...[wanted]: Given<V, P>): Promise<Answer> {
    const asked: Asked = wanted ?? {};
    const token = await this.token?.();
    try {
      return await this.#ask(verb, path, asked, token);
    } catch (failure) {
      if (token === undefined || !(failure instanceof ProblemError) || failure.problem.status !== 401) {
        throw failure;
      }
      return this.#ask(verb, path, asked, await this.token?.(token));
    }
  }

  async #ask(method: Verb, path: string, asked: Asked, token: string | undefined): Promise<Answer> {
    const headers: Record<string, string> = { accept: "application/json", ...known(asked.header) };
    if (token !== undefined) {
      headers.authorization = `Bearer ${token}`;
    }
    if (asked.body !== undefined) {
      headers["content-type"] = "application/json";
    }
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), asked.timeoutMs ?? 15_000);
    const cancel = (): void => abort.abort();
    asked.signal?.addEventListener("abort", cancel);
    // One that was aborted before tells nobody of it any more.
    if (asked.signal?.aborted === true) {
      cancel();
    }
    try {
      const answer = await this.fetcher(`${this.url}/v1${filled(path, asked.path)}${queryOf(asked.query)}`, {
        method,
        headers,
        body: asked.bytes ?? (asked.body === undefined ? null : JSON.stringify(asked.body)),
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
      asked.signal?.removeEventListener("abort", cancel);
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

/** A path with its parts in the place of their names. */
function filled(path: string, parts: Asked["path"] = {}): string {
  return path.replace(/{(\w+)}/g, (_, name: string) => encodeURIComponent(parts[name]!));
}

function queryOf(values: Asked["query"]): string {
  const query = String(new URLSearchParams(known(values)));
  return query === "" ? "" : `?${query}`;
}

/** What is defined, as text. */
function known(values: Record<string, string | number | undefined> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}
