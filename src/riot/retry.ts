// Whether and when an attempt is repeated. Pure: the randomness of the jitter is handed in.

import { limitedScope, retryAfterMs } from './limits.ts';

/** One request and three repetitions. */
export const MAX_ATTEMPTS = 4;

/** Service 429s without headers clear after about a second; 5xx are as short. Source: reports of Riot's API users. */
const FIRST_BACKOFF_MS = 1000;

export interface Attempt {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly headers: Headers;
  /** 1 for the first. */
  readonly attempt: number;
  /** In [0, 1). */
  readonly random: number;
}

export type RetryDecision =
  | { readonly kind: 'settled' }
  | { readonly kind: 'wait'; readonly waitMs: number }
  | { readonly kind: 'give-up'; readonly waitMs: number };

/** `settled`: repeating would not change the answer. `give-up.waitMs`: the earliest sensible time to ask again. */
export function decideRetry(attempt: Attempt): RetryDecision {
  const waitMs = waitAfter(attempt);
  if (waitMs === undefined) return { kind: 'settled' };
  return { kind: attempt.attempt < MAX_ATTEMPTS ? 'wait' : 'give-up', waitMs };
}

function waitAfter({ status, headers, attempt, random }: Attempt): number | undefined {
  const backoff = FIRST_BACKOFF_MS * 2 ** (attempt - 1);
  if (status === 429) return waitAfterLimit(headers, backoff * (1 + random));
  // Full jitter: many callers that failed together do not come back together.
  return status === 0 || status >= 500 ? backoff * random : undefined;
}

/** With a named scope and a time the gate holds everybody back; otherwise only this request waits. */
function waitAfterLimit(headers: Headers, backoff: number): number {
  const told = retryAfterMs(headers) ?? 0;
  if (told === 0) return backoff;
  return limitedScope(headers) === undefined ? Math.max(told, backoff) : 0;
}
