import type { Comment, Page, Post, PostDraft, Schemas } from "./model.js";
import type { People } from "./people.js";
import { query, type Rest } from "./rest.js";

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
    this.#count(await this.rest.get<Schemas["Unread"]>("/feed/unread"));
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
    this.#count(await this.rest.call<Schemas["Unread"]>("PUT", "/feed/read", { body: { postId } }));
  }

  /** The posts of those whom the user follows, and their own, the newest first. */
  home(cursor?: string): Promise<Page<Post>> {
    return this.#posts(`/feed${query({ limit: PAGE, cursor })}`);
  }

  /** The posts of one person that the user sees, the newest first. */
  of(userId: string, cursor?: string): Promise<Page<Post>> {
    return this.#posts(`/users/${userId}/posts${query({ limit: PAGE, cursor })}`);
  }

  /** Posts something. What is tried again with the same `key` is one post. */
  async post(draft: PostDraft, key = this.newId()): Promise<Post> {
    return this.#learn(await this.rest.call<Post>("POST", "/posts", { body: draft, headers: { "idempotency-key": key } }));
  }

  async delete(id: string): Promise<void> {
    await this.rest.call("DELETE", `/posts/${id}`);
  }

  async like(id: string, on: boolean): Promise<void> {
    await this.rest.call(on ? "PUT" : "DELETE", `/posts/${id}/like`);
  }

  /** What people say to a post, the latest first. */
  async comments(id: string, cursor?: string): Promise<Page<Comment>> {
    const page = await this.rest.get<Page<Comment>>(`/posts/${id}/comments${query({ limit: PAGE, cursor })}`);
    this.people.learn(page.items.flatMap(({ author }) => author ?? []));
    return page;
  }

  comment(id: string, text: string, key = this.newId()): Promise<Comment> {
    return this.rest.call("POST", `/posts/${id}/comments`, { body: { text }, headers: { "idempotency-key": key } });
  }

  async deleteComment(id: string, commentId: string): Promise<void> {
    await this.rest.call("DELETE", `/posts/${id}/comments/${commentId}`);
  }

  /** Follows somebody, or no more. */
  async follow(userId: string, on: boolean): Promise<void> {
    await this.rest.call(on ? "PUT" : "DELETE", `/following/${userId}`);
  }

  async #posts(path: string): Promise<Page<Post>> {
    const page = await this.rest.get<Page<Post>>(path);
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
