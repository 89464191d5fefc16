import { delayAfter } from "./backoff.js";
import type { Contact, ContactPatch, FriendRequest, Page, Relation } from "./model.js";
import type { People } from "./people.js";
import type { Rest } from "./rest.js";

const PAGE = 500;
const MOST_TRIES = 5;

/** The people whom the user keeps, those who ask to be among them, and those who are kept away. */
export class Contacts {
  readonly #known = new Map<string, Contact>();
  #version = 0;
  #list: readonly Contact[] = [];
  #incoming: readonly FriendRequest[] = [];
  /** Something has changed since it was last asked for. */
  #isStale = false;
  #catchingUp: Promise<void> | undefined;

  constructor(
    private readonly rest: Rest,
    private readonly people: People,
    private readonly changed: () => void,
  ) {}

  /** All contacts. The same array until something changes. See {@link refresh}. */
  get list(): readonly Contact[] {
    return this.#list;
  }

  /** Requests of others that wait for an answer, newest first. */
  get incoming(): readonly FriendRequest[] {
    return this.#incoming;
  }

  get(userId: string): Contact | undefined {
    return this.#known.get(userId);
  }

  /** Asks for what has changed since it was last asked. */
  async refresh(): Promise<void> {
    const [incoming] = await Promise.all([
      this.#requests("incoming"),
      this.#loadChanges(),
    ]);
    this.#incoming = incoming.items;
    this.#tell();
  }

  /**
   * As {@link refresh}, and a few times more where there is no answer; for whoever has connected. What changes from then
   * on is asked for by itself, and told by the event `contacts`.
   */
  catchUp(): Promise<void> {
    this.#isStale = true;
    this.#catchingUp ??= this.#untilFresh().finally(() => (this.#catchingUp = undefined));
    return this.#catchingUp;
  }

  /** The user's own requests that weren't answered yet. */
  async outgoing(): Promise<FriendRequest[]> {
    return (await this.#requests("outgoing")).items;
  }

  /** Asks somebody to be a contact; `accepted` where they have asked too. */
  async ask(userId: string, message?: string): Promise<FriendRequest> {
    const request = await this.rest.call("POST", "/contacts/requests", {
      body: { userId, ...(message === undefined || message === "" ? {} : { message }) },
    });
    if (request.state === "accepted") {
      await this.refresh();
    }
    return request;
  }

  accept(id: string): Promise<void> {
    return this.#answer("/contacts/requests/{request}/accept", id);
  }

  decline(id: string): Promise<void> {
    return this.#answer("/contacts/requests/{request}/decline", id);
  }

  /** Takes back a request of one's own. */
  async withdraw(request: string): Promise<void> {
    await this.rest.call("DELETE", "/contacts/requests/{request}", { path: { request } });
  }

  async change(contact: string, patch: ContactPatch): Promise<void> {
    this.#learn(await this.rest.call("PATCH", "/contacts/{contact}", { path: { contact }, body: patch }));
    this.#tell();
  }

  async remove(contact: string): Promise<void> {
    await this.rest.call("DELETE", "/contacts/{contact}", { path: { contact } });
    await this.refresh();
  }

  /** Whom the user has blocked, newest first. */
  async blocked(): Promise<string[]> {
    const page = await this.rest.get("/blocks", { query: { limit: 200 } });
    this.people.learn(page.items.flatMap(({ user }) => (user === undefined ? [] : [user])));
    return page.items.map(({ userId }) => userId);
  }

  async block(user: string): Promise<void> {
    await this.rest.call("PUT", "/blocks/{user}", { path: { user } });
    await this.refresh();
  }

  async unblock(user: string): Promise<void> {
    await this.rest.call("DELETE", "/blocks/{user}", { path: { user } });
  }

  relation(user: string): Promise<Relation> {
    return this.rest.get("/users/{user}/relation", { path: { user } });
  }

  /** What changes while it is asked for may not be in the answer. */
  async #untilFresh(): Promise<void> {
    for (let failures = 0; this.#isStale && failures < MOST_TRIES; ) {
      this.#isStale = false;
      try {
        await this.refresh();
        failures = 0;
      } catch {
        this.#isStale = true;
        failures++;
        await new Promise((resolve) => setTimeout(resolve, delayAfter(failures)));
      }
    }
  }

  async #loadChanges(): Promise<void> {
    for (let more = true; more; ) {
      const changes = await this.rest.get("/contacts", { query: { since: this.#version, limit: PAGE } });
      changes.items.forEach((contact) => this.#learn(contact));
      changes.removed.forEach((userId) => this.#known.delete(userId));
      this.#version = changes.version;
      more = changes.more;
    }
  }

  #requests(direction: "incoming" | "outgoing"): Promise<Page<FriendRequest>> {
    return this.rest.get("/contacts/requests", { query: { direction, limit: 200 } });
  }

  async #answer(path: "/contacts/requests/{request}/accept" | "/contacts/requests/{request}/decline", request: string): Promise<void> {
    await this.rest.call("POST", path, { path: { request } });
    await this.refresh();
  }

  #learn(contact: Contact): void {
    this.#known.set(contact.userId, contact);
    if (contact.user !== undefined) {
      this.people.learn([contact.user]);
    }
  }

  #tell(): void {
    this.#list = [...this.#known.values()];
    this.changed();
  }
}
