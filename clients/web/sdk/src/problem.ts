import type { Problem } from "./model.js";

/** The server refused a request, and says why. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** No answer came: the network is away, or the server took too long. */
export class LostError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "LostError";
  }
}

/** What it is worth to try again. */
export function isRetryable(failure: unknown): boolean {
  return failure instanceof ProblemError ? failure.problem.retryable : true;
}
