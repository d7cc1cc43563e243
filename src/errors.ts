// The root of the product's own errors. A RiotjobsError is a message for a person; anything else is a bug.

export abstract class RiotjobsError extends Error {
  /** What to do about it, as one sentence or command. */
  readonly hint: string | undefined;

  constructor(message: string, options: { readonly cause?: unknown; readonly hint?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.hint = options.hint;
  }
}

/** What an error says; anything else that was thrown, as text. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
