import { delayAfter } from "./backoff.js";
import type { Contact, ContactChanges, ContactPatch, FriendRequest, Page, Relation, Schemas } from "./model.js";
import type { People } from "./people.js";
import { query, type Rest } from "./rest.js";

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
      this.rest.get<Page<FriendRequest>>(`/contacts/requests${query({ direction: "incoming", limit: 200 })}`),
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
    return (await this.rest.get<Page<FriendRequest>>(`/contacts/requests${query({ direction: "outgoing", limit: 200 })}`)).items;
  }

  /** Asks somebody to be a contact; `accepted` where they have asked too. */
  async ask(userId: string, message?: string): Promise<FriendRequest> {
    const request = await this.rest.call<FriendRequest>("POST", "/contacts/requests", {
      body: { userId, ...(message === undefined || message === "" ? {} : { message }) },
    });
    if (request.state === "accepted") {
      await this.refresh();
    }
    return request;
  }

  accept(id: string): Promise<void> {
    return this.#answer("POST", `${id}/accept`);
  }

  decline(id: string): Promise<void> {
    return this.#answer("POST", `${id}/decline`);
  }

  /** Takes back a request of one's own. */
  async withdraw(id: string): Promise<void> {
    await this.rest.call("DELETE", `/contacts/requests/${id}`);
  }

  async change(userId: string, patch: ContactPatch): Promise<void> {
    this.#learn(await this.rest.call<Contact>("PATCH", `/contacts/${userId}`, { body: patch }));
    this.#tell();
  }

  async remove(userId: string): Promise<void> {
    await this.rest.call("DELETE", `/contacts/${userId}`);
    await this.refresh();
  }

  /** Whom the user has blocked, newest first. */
  async blocked(): Promise<string[]> {
    const page = await this.rest.get<Schemas["PageListed"]>(`/blocks${query({ limit: 200 })}`);
    this.people.learn(page.items.flatMap(({ user }) => (user === undefined ? [] : [user])));
    return page.items.map(({ userId }) => userId);
  }

  async block(userId: string): Promise<void> {
    await this.rest.call("PUT", `/blocks/${userId}`);
    await this.refresh();
  }

  async unblock(userId: string): Promise<void> {
    await this.rest.call("DELETE", `/blocks/${userId}`);
  }

  relation(userId: string): Promise<Relation> {
    return this.rest.get(`/users/${userId}/relation`);
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
      const changes = await this.rest.get<ContactChanges>(`/contacts${query({ since: this.#version, limit: PAGE })}`);
      changes.items.forEach((contact) => this.#learn(contact));
      changes.removed.forEach((userId) => this.#known.delete(userId));
      this.#version = changes.version;
      more = changes.more;
    }
  }

  async #answer(method: string, path: string): Promise<void> {
    await this.rest.call(method, `/contacts/requests/${path}`);
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
