import type { Contact, ContactChanges, FriendRequest, Page, User } from "../model.js";
import { NotFound, type Pushed } from "./model.js";

const LIFE_MS = 7 * 86_400_000;

/** Requests, and whoever has become a contact by one, as the server's contacts API; who wasn't a party to it hears nothing. */
export class FakeContacts {
  readonly #requests = new Map<string, FriendRequest>();
  readonly #known = new Map<string, Contact[]>();
  #version = 0;

  constructor(private readonly users: ReadonlyMap<string, User>, private readonly push: (pushed: Pushed) => void) {}

  /** The answer to a call below `/v1/contacts`. */
  answer(user: string, method: string, url: URL, body: Record<string, unknown>): unknown {
    const [, , , , id, verb] = url.pathname.split("/");
    switch (`${method}${url.pathname.includes("/requests") ? " requests" : ""}${verb === undefined ? "" : `/${verb}`}`) {
      case "GET":
        return this.#changes(user, Number(url.searchParams.get("since") ?? 0));
      case "GET requests":
        return this.#waiting(user, url.searchParams.get("direction") === "incoming" ? "to" : "from");
      case "POST requests":
        return this.#ask(user, body.userId as string, (body.message as string | undefined) ?? "");
      case "POST requests/accept":
        return this.#accept(user, id!);
      default:
        throw new NotFound();
    }
  }

  #changes(user: string, since: number): ContactChanges {
    const items = (this.#known.get(user) ?? []).filter(({ version }) => version > since);
    return { items, removed: [], version: this.#version, more: false };
  }

  #waiting(user: string, side: "from" | "to"): Page<FriendRequest> {
    return { items: [...this.#requests.values()].filter((request) => request[side] === user && request.state === "pending") };
  }

  #ask(from: string, to: string, message: string): FriendRequest {
    const now = Date.now();
    const [at, expiresAt] = [new Date(now).toISOString(), new Date(now + LIFE_MS).toISOString()];
    const request: FriendRequest = { id: `q${this.#requests.size + 1}`, from, to, message, at, expiresAt, state: "pending" };
    this.#requests.set(request.id, request);
    this.#tell(request);
    return request;
  }

  #accept(user: string, id: string): FriendRequest {
    const request = this.#requests.get(id);
    if (request?.to !== user) {
      throw new NotFound();
    }
    const accepted: FriendRequest = { ...request, state: "accepted" };
    this.#requests.set(id, accepted);
    this.#keep(request.from, request.to);
    this.#keep(request.to, request.from);
    this.#tell(request);
    return accepted;
  }

  #keep(user: string, userId: string): void {
    const contact: Contact = {
      userId, user: this.users.get(userId)!, mutual: true, remark: "", labels: [], starred: false, since: new Date().toISOString(), version: ++this.#version,
    };
    this.#known.set(user, [...(this.#known.get(user) ?? []), contact]);
  }

  #tell({ from, to }: FriendRequest): void {
    const version = ++this.#version;
    [from, to].forEach((user) => this.push({ to: user, frame: { t: "contacts", version } }));
  }
}
