import type { Presence, StoredDraft } from "./model.js";

/** What happens among people at this moment and is kept nowhere. */
export type Told =
  | { kind: "typing"; conversationId: string; userId: string }
  /** They said what they were typing. */
  | { kind: "said"; conversationId: string; userId: string }
  | { kind: "presence"; items: Presence[] }
  | { kind: "draft"; draft: DraftHint }
  /** How many posts are new; undefined where that wasn't counted. */
  | { kind: "feed"; unread: number | undefined }
  /** Contacts or requests have changed. */
  | { kind: "contacts" };

/** What another device of the user has begun to write; without `text` there is nothing any more. */
export type DraftHint = Omit<StoredDraft, "text"> & { text?: string };

/** Who was heard to type is taken to do so for so long; the server tells it again every 3 s. */
const TYPING_MS = 6_000;
const GATHER_MS = 150;
/** The server watches 500 people for a device. */
const MAX_WATCHED = 500;
const NOBODY: readonly string[] = [];

/** Who is typing, and how people are whom somebody looks at. */
export class Live {
  readonly #typing = new Map<string, Map<string, ReturnType<typeof setTimeout>>>();
  readonly #typists = new Map<string, readonly string[]>();
  readonly #presences = new Map<string, Presence>();
  readonly #watched = new Map<string, number>();
  #gathering: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly changed: { typing(conversationId: string): void; presence(userIds: string[]): void; draft(draft: DraftHint): void; feed(unread: number | undefined): void; contacts(): void },
    private readonly watch: (userIds: string[]) => void,
  ) {}

  /** Who is typing in a conversation. The same array until something changes. */
  typists(conversationId: string): readonly string[] {
    return this.#typists.get(conversationId) ?? NOBODY;
  }

  /** How somebody is who is watched; undefined while that isn't known. */
  presence(userId: string): Presence | undefined {
    return this.#presences.get(userId);
  }

  /** Whom this tab wants to be told of. */
  get watched(): string[] {
    return [...this.#watched.keys()].slice(-MAX_WATCHED);
  }

  /** From now on how these people are is told; returns what ends it. */
  look(userIds: string[]): () => void {
    userIds.forEach((id) => {
      const count = this.#watched.get(id) ?? 0;
      // Who was looked at last stands last.
      this.#watched.delete(id);
      this.#watched.set(id, count + 1);
    });
    this.#gather();
    return () => {
      userIds.forEach((id) => {
        const count = (this.#watched.get(id) ?? 0) - 1;
        if (count > 0) {
          this.#watched.set(id, count);
        } else {
          this.#watched.delete(id);
        }
      });
      this.#gather();
    };
  }

  told(told: Told): void {
    switch (told.kind) {
      case "typing":
        return this.#types(told.conversationId, told.userId, true);
      case "said":
        return this.#types(told.conversationId, told.userId, false);
      case "presence":
        told.items.forEach((presence) => this.#presences.set(presence.userId, presence));
        return this.changed.presence(told.items.map(({ userId }) => userId));
      case "draft":
        return this.changed.draft(told.draft);
      case "feed":
        return this.changed.feed(told.unread);
      case "contacts":
        return this.changed.contacts();
    }
  }

  /** Nothing is known any more of people who aren't told of. */
  forget(): void {
    const known = [...this.#presences.keys()];
    this.#presences.clear();
    for (const [conversationId, typing] of this.#typing) {
      [...typing.keys()].forEach((userId) => this.#types(conversationId, userId, false));
    }
    if (known.length > 0) {
      this.changed.presence(known);
    }
  }

  #types(conversationId: string, userId: string, does: boolean): void {
    const typing = this.#typing.get(conversationId) ?? new Map<string, ReturnType<typeof setTimeout>>();
    const did = typing.has(userId);
    clearTimeout(typing.get(userId));
    if (does) {
      typing.set(userId, setTimeout(() => this.#types(conversationId, userId, false), TYPING_MS));
    } else {
      typing.delete(userId);
    }
    this.#typing.set(conversationId, typing);
    if (did !== does) {
      this.#typists.set(conversationId, [...typing.keys()]);
      this.changed.typing(conversationId);
    }
  }

  /** A list that scrolls changes it many times. */
  #gather(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.watch(this.watched);
    }, GATHER_MS);
  }
}
