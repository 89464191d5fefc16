import type { ClientFrame, ServerFrame } from "../frames.js";

type Numbered = Exclude<ClientFrame, { t: "ack" }>;

/** A frame that is answered, without its number. */
export type Request = Numbered extends infer Frame ? (Frame extends unknown ? Omit<Frame, "r"> & { t: string } : never) : never;

/** A way to the server that is open: requests are answered, and pushes come. */
export interface Link {
  /** The answer; rejects with a ProblemError if it is refused, with a LostError if none comes. */
  ask<Answer>(request: Request, timeoutMs?: number): Promise<Answer>;
  say(frame: ClientFrame): void;
  close(): void;
  /** When something last came. */
  readonly heardAt: number;
}

export interface Greeting {
  userId: string;
  deviceId: string;
  /** The server's time, where it is told. */
  now?: string;
  pingMs: number;
}

export interface LinkEvents {
  frame(frame: ServerFrame): void;
  /** Once, when it has ended; with what the server said of it. */
  closed(end: LinkEnd): void;
}

export interface LinkEnd {
  code: number;
  retryAfterMs?: number;
}

export interface Opened {
  link: Link;
  greeting: Greeting;
}
