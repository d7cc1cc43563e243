// An answer before it becomes HTTP: a status and a body that will be JSON.

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Set = the body is text of this media type as it stands. */
  readonly media?: string;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** Riot's error body. */
export function failure(status: number, message: string): Answer {
  return { status, body: { status: { message, status_code: status } } };
}
