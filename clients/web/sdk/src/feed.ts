import type { Comment, Page, Post, PostDraft, Schemas } from "./model.js";
import type { People } from "./people.js";
import type { Rest } from "./rest.js";

const PAGE = 30;

/** What people post to those who follow them. */
export class Feed {
  #unread = 0;

  constructor(
    private readonly rest: Rest,
    private readonly people: People,
    private readonly newId: () => string,
    private readonly changed: () => void,
  ) {}

  /** How many posts of others are newer than the last one seen; 100 stands for more. Told by the event `feed`. */
  get unread(): number {
    return this.#unread;
  }

  /** Asks how many are new. Whoever is connected is told from then on. */
  async refresh(): Promise<void> {
    this.#count(await this.rest.get("/feed/unread"));
  }

  /** There is something new; where nobody has counted how much, it is asked for. */
  told(unread: number | undefined): void {
    if (unread === undefined) {
      this.refresh().catch(() => {});
    } else {
      this.#count({ unread });
    }
  }

  /** Everything up to a post has been seen. */
  async markRead(postId: string): Promise<void> {
    this.#count(await this.rest.call("PUT", "/feed/read", { body: { postId } }));
  }

  /** The posts of those whom the user follows, and their own, the newest first. */
  async home(cursor?: string): Promise<Page<Post>> {
    return this.#known(await this.rest.get("/feed", { query: { limit: PAGE, cursor } }));
  }

  /** The posts of one person that the user sees, the newest first. */
  async of(userId: string, cursor?: string): Promise<Page<Post>> {
    return this.#known(await this.rest.get("/users/{user}/posts", { path: { user: userId }, query: { limit: PAGE, cursor } }));
  }

  /** Posts something. What is tried again with the same `key` is one post. */
  async post(draft: PostDraft, key = this.newId()): Promise<Post> {
    return this.#learn(await this.rest.call("POST", "/posts", { body: draft, header: { "Idempotency-Key": key } }));
  }

  async delete(post: string): Promise<void> {
    await this.rest.call("DELETE", "/posts/{post}", { path: { post } });
  }

  async like(post: string, on: boolean): Promise<void> {
    await this.rest.call(on ? "PUT" : "DELETE", "/posts/{post}/like", { path: { post } });
  }

  /** What people say to a post, the latest first. */
  async comments(post: string, cursor?: string): Promise<Page<Comment>> {
    const page = await this.rest.get("/posts/{post}/comments", { path: { post }, query: { limit: PAGE, cursor } });
    this.people.learn(page.items.flatMap(({ author }) => author ?? []));
    return page;
  }

  comment(post: string, text: string, key = this.newId()): Promise<Comment> {
    return this.rest.call("POST", "/posts/{post}/comments", { path: { post }, body: { text }, header: { "Idempotency-Key": key } });
  }

  async deleteComment(post: string, comment: string): Promise<void> {
    await this.rest.call("DELETE", "/posts/{post}/comments/{comment}", { path: { post, comment } });
  }

  /** Follows somebody, or no more. */
  async follow(user: string, on: boolean): Promise<void> {
    await this.rest.call(on ? "PUT" : "DELETE", "/following/{user}", { path: { user } });
  }

  #known(page: Page<Post>): Page<Post> {
    page.items.forEach((post) => this.#learn(post));
    return page;
  }

  #learn(post: Post): Post {
    this.people.learn([post.author, post.original?.author].flatMap((author) => author ?? []));
    return post;
  }

  #count({ unread }: Schemas["Unread"]): void {
    if (unread !== this.#unread) {
      this.#unread = unread;
      this.changed();
    }
  }
}
