import type { Medium } from "../model.js";

interface Kept {
  medium: Medium;
  bytes: Uint8Array[];
}

type Begun = Pick<Medium, "kind" | "name" | "size"> & { clientId?: string };

/** Uploads and what has become of them, as the server's media API. */
export class FakeMedia {
  readonly #kept = new Map<string, Kept>();
  /** Ids by what their owners call them. */
  readonly #begun = new Map<string, string>();

  /** What was uploaded under an id. */
  content(id: string): Blob {
    return new Blob(this.#kept.get(id)!.bytes as BlobPart[]);
  }

  /** How many there are, complete or not. */
  get size(): number {
    return this.#kept.size;
  }

  /** The answer to a call; undefined for what isn't there. */
  async answer(user: string, method: string, path: string, init: RequestInit): Promise<Response | undefined> {
    const [, , , id, part] = path.split("/");
    if (id === undefined) {
      return this.#begin(user, JSON.parse(String(init.body)) as Begun);
    }
    const kept = this.#kept.get(id);
    if (kept === undefined) {
      return undefined;
    }
    switch (`${method}${part === undefined ? "" : ` /${part}`}`) {
      case "HEAD":
        return at(kept.medium, 200);
      case "PATCH":
        return this.#append(kept, Number(new Headers(init.headers).get("upload-offset")), init.body as Blob);
      case "PUT /thumbnail":
        kept.medium.thumbnail = true;
        return new Response(null, { status: 204 });
      case "GET":
        return kept.medium.complete ? new Response(JSON.stringify(kept.medium)) : undefined;
      case "POST /links":
        return new Response(JSON.stringify({ content: `/v1/media/links/${id}`, expiresAt: new Date(Date.now() + 600_000).toISOString() }), { status: 201 });
      case "DELETE":
        this.#kept.delete(id);
        return new Response(null, { status: 204 });
      default:
        return undefined;
    }
  }

  #begin(ownerId: string, { clientId, kind, name, size }: Begun): Response {
    const before = this.#kept.get(this.#begun.get(clientId ?? "") ?? "");
    if (before !== undefined) {
      return new Response(JSON.stringify(before.medium));
    }
    const id = `m${this.#kept.size + 1}`;
    if (clientId !== undefined) {
      this.#begun.set(clientId, id);
    }
    const medium: Medium = { id, ownerId, kind, name, size, received: 0, complete: false, thumbnail: false, createdAt: new Date().toISOString() };
    this.#kept.set(id, { medium, bytes: [] });
    return new Response(JSON.stringify(medium), { status: 201 });
  }

  async #append(kept: Kept, offset: number, bytes: Blob): Promise<Response> {
    const { medium } = kept;
    if (offset !== medium.received) {
      const problem = { type: "urn:hongyan:problem:conflict", title: "Conflict", status: 409, code: "conflict", retryable: false };
      return new Response(JSON.stringify(problem), { status: 409 });
    }
    kept.bytes.push(new Uint8Array(await bytes.arrayBuffer()));
    medium.received += bytes.size;
    medium.complete = medium.received === medium.size;
    return at(medium, 204);
  }
}

function at({ received, size }: Medium, status: number): Response {
  return new Response(null, { status, headers: { "upload-offset": String(received), "upload-length": String(size) } });
}
