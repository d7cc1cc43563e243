// What the headers of an answer say about rate limits. Pure.

import type { RateLimitScope } from './errors.ts';

/** One bucket as Riot describes it: at most `limit` requests in `durationMs`. */
export interface Limit {
  readonly limit: number;
  readonly durationMs: number;
  /** Requests counted so far, this one included; undefined where the header is missing. */
  readonly count: number | undefined;
}

/** `undefined`: the answer says nothing about this scope. */
export interface Limits {
  readonly application: readonly Limit[] | undefined;
  readonly method: readonly Limit[] | undefined;
}

export function limitsOf(headers: Headers): Limits {
  return {
    application: parseLimits(headers.get('x-app-rate-limit'), headers.get('x-app-rate-limit-count')),
    method: parseLimits(headers.get('x-method-rate-limit'), headers.get('x-method-rate-limit-count')),
  };
}

/** `20:1,100:120` and `3:1,57:120`: any number of buckets, in any order. Unreadable parts are left out. */
export function parseLimits(limits: string | null, counts: string | null): readonly Limit[] | undefined {
  const countBySeconds = new Map(pairs(counts).map(({ amount, seconds }) => [seconds, amount]));
  const bySeconds = new Map<number, Limit>();
  for (const { amount, seconds } of pairs(limits)) {
    if (amount < 1 || seconds < 1) continue;
    const limit = Math.min(amount, bySeconds.get(seconds)?.limit ?? amount);
    bySeconds.set(seconds, { limit, durationMs: seconds * 1000, count: countBySeconds.get(seconds) });
  }
  return bySeconds.size === 0 ? undefined : [...bySeconds.values()];
}

/** Who is over its limit, according to a 429; undefined: nobody is named, so no bucket of ours is to blame. */
export function limitedScope(headers: Headers): RateLimitScope | undefined {
  const type = headers.get('x-rate-limit-type')?.trim().toLowerCase();
  if (type === 'application' || type === 'method' || type === 'service') return type;
  // Undocumented, seen since July 2026: the whole service is overloaded, with a Retry-After and no limits.
  return type === 'server' ? 'service' : undefined;
}

/** Milliseconds; undefined when the header is missing or no number of seconds. 0 does occur. */
export function retryAfterMs(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) * 1000 : undefined;
}

function pairs(text: string | null): { amount: number; seconds: number }[] {
  return (text ?? '').split(',').flatMap((part) => {
    const [, amount, seconds] = /^\s*(\d{1,9}):(\d{1,9})\s*$/.exec(part) ?? [];
    return amount === undefined ? [] : [{ amount: Number(amount), seconds: Number(seconds) }];
  });
}
