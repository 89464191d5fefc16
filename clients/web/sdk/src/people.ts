import type { User } from "./model.js";
import type { Rest } from "./rest.js";
import type { Store } from "./store/store.js";

const AT_ONCE = 6;

/** Who people are: asked for when they are first looked at, and kept. */
export class People {
  readonly #known = new Map<string, User>();
  readonly #asked = new Set<string>();
  readonly #queue: string[] = [];
  #running = 0;

  constructor(
    private readonly rest: Rest,
    private readonly store: Store,
    private readonly changed: (ids: string[]) => void,
  ) {}

  /** Somebody, if it is known already who that is; else it is asked, and told by the event `people`. */
  get(id: string): User | undefined {
    if (!this.#asked.has(id)) {
      this.#asked.add(id);
      this.#queue.push(id);
      this.#next();
    }
    return this.#known.get(id);
  }

  /** All of whom it is known who they are. */
  get known(): User[] {
    return [...this.#known.values()];
  }

  learn(users: User[]): void {
    const news = users.filter((user) => {
      const known = this.#known.get(user.id);
      return known?.name !== user.name || known.displayName !== user.displayName;
    });
    if (news.length > 0) {
      news.forEach((user) => this.#known.set(user.id, user));
      this.changed(news.map((user) => user.id));
      this.store.putUsers(news).catch(() => {});
    }
  }

  async load(): Promise<void> {
    (await this.store.users()).forEach((user) => this.#known.set(user.id, user));
  }

  #next(): void {
    while (this.#running < AT_ONCE) {
      // The newest wish first: it is what somebody looks at now.
      const id = this.#queue.pop();
      if (id === undefined) {
        return;
      }
      this.#running++;
      this.rest
        .get("/users/{id}", { path: { id } })
        .then((user) => this.learn([user]))
        .catch(() => this.#asked.delete(id))
        .finally(() => {
          this.#running--;
          this.#next();
        });
    }
  }
}
