// One rate-limit scope (a route, or a method on a route): its buckets and the requests under way. Pure.

import {
  answered,
  type Bucket,
  freeAt as bucketFreeAt,
  possibleAt as bucketPossibleAt,
  later as laterBucket,
  learned,
  type Moment,
  take,
} from './bucket.ts';
import type { Limit } from './limits.ts';
import type { Terms } from './shares.ts';

/** Retry-After is in whole seconds and rounded down by some of Riot's servers: 0 occurs. */
const RETRY_AFTER_ROUNDING_MS = 1000;

export interface Scope {
  /** False until an answer has told the limits: until then one request at a time probes. */
  readonly isKnown: boolean;
  readonly buckets: readonly Bucket[];
  readonly inFlight: number;
  /** Requests sent so far. */
  readonly sequence: number;
  /** Highest number among the answered requests. */
  readonly newestAnswered: number;
  readonly blockedUntil: number;
}

/** One request on the books of a scope. */
export interface Charge {
  readonly sequence: number;
  readonly sentAt: number;
  readonly inFlightBefore: number;
}

export interface ScopeAnswer {
  readonly receivedAt: number;
  readonly limits: readonly Limit[] | undefined;
  /** A success, or Riot's own refusal of the question: such answers carry the limits wherever there are any. */
  readonly isConclusive: boolean;
}

export const unknownScope: Scope = {
  isKnown: false,
  buckets: [],
  inFlight: 0,
  sequence: 0,
  newestAnswered: 0,
  blockedUntil: 0,
};

/** A scope without buckets of its own, that can only be blocked. */
export const openScope: Scope = { ...unknownScope, isKnown: true };

/** `now` when a request may be sent, else the next instant to ask again; Infinity: only an answer can tell. */
export function freeAt(scope: Scope, now: number, terms?: Terms): number {
  if (!scope.isKnown && scope.inFlight > 0) return Number.POSITIVE_INFINITY;
  const moment = momentOf(scope, now);
  return Math.max(now, scope.blockedUntil, ...scope.buckets.map((bucket) => bucketFreeAt(bucket, moment, terms)));
}

/** When the last of `count` requests can be sent at the earliest; undefined while the limits are unknown. */
export function possibleAt(
  scope: Scope,
  now: number,
  wanted: { readonly count: number; readonly aside: number },
): number | undefined {
  if (!scope.isKnown) return undefined;
  const moment = momentOf(scope, now);
  return Math.max(now, scope.blockedUntil, ...scope.buckets.map((bucket) => bucketPossibleAt(bucket, moment, wanted)));
}

/** Books the request that is sent now. */
export function charge(
  scope: Scope,
  { now, isPreferred }: { readonly now: number; readonly isPreferred: boolean },
): { readonly scope: Scope; readonly charge: Charge } {
  const moment = momentOf(scope, now);
  const sequence = scope.sequence + 1;
  return {
    scope: {
      ...scope,
      sequence,
      inFlight: scope.inFlight + 1,
      buckets: scope.buckets.map((bucket) => take(bucket, moment, isPreferred)),
    },
    charge: { sequence, sentAt: now, inFlightBefore: scope.inFlight },
  };
}

export function settle(scope: Scope, charge: Charge, answer: ScopeAnswer): Scope {
  const { limits, receivedAt, isConclusive } = answer;
  const closed = {
    ...scope,
    inFlight: scope.inFlight - 1,
    newestAnswered: Math.max(scope.newestAnswered, charge.sequence),
  };
  const seen = {
    sequence: charge.sequence,
    sentAt: charge.sentAt,
    moment: momentOf(closed, receivedAt),
    maybeAfter: charge.inFlightBefore + scope.sequence - charge.sequence,
    isNewest: charge.sequence > scope.newestAnswered,
  };
  if (limits === undefined) {
    const buckets = scope.buckets.map((bucket) => answered(bucket, { ...seen, count: undefined }));
    return { ...closed, isKnown: scope.isKnown || isConclusive, buckets };
  }
  const buckets = limits.map(({ limit, durationMs, count }) => {
    const known = scope.buckets.find((bucket) => bucket.durationMs === durationMs);
    const told = { ...seen, count };
    return known === undefined ? learned(limit, durationMs, told) : answered({ ...known, limit }, told);
  });
  return { ...closed, isKnown: true, buckets };
}

/** After a 429 that names this scope; its answer is already settled. */
export function block(scope: Scope, receivedAt: number, retryAfterMs: number | undefined): Scope {
  const exhausted = scope.buckets.filter(isExhausted);
  if (retryAfterMs === undefined || retryAfterMs === 0) {
    // An exhausted bucket blocks by its own books.
    if (exhausted.length > 0) return scope;
    const longest = Math.max(0, ...scope.buckets.map((bucket) => bucket.durationMs));
    return blockUntil(scope, receivedAt + longest);
  }
  const until = receivedAt + retryAfterMs + RETRY_AFTER_ROUNDING_MS;
  const [only, ...others] = exhausted;
  if (only === undefined || others.length > 0) return blockUntil(scope, until);
  const buckets = scope.buckets.map((bucket) => (bucket === only ? endingBy(bucket, until) : bucket));
  return blockUntil({ ...scope, buckets }, until);
}

/** The same scope on a clock that shows `ms` more. */
export function later(scope: Scope, ms: number): Scope {
  const buckets = scope.buckets.map((bucket) => laterBucket(bucket, ms));
  return { ...scope, buckets, blockedUntil: scope.blockedUntil + ms };
}

function blockUntil(scope: Scope, until: number): Scope {
  return { ...scope, blockedUntil: Math.max(scope.blockedUntil, until) };
}

function isExhausted({ window, limit }: Bucket): boolean {
  return window !== undefined && window.used >= limit;
}

/** Retry-After tells the end of the only window that can be meant. */
function endingBy(bucket: Bucket, until: number): Bucket {
  const { window, durationMs } = bucket;
  if (window === undefined) return bucket;
  const startLatest = Math.max(window.startEarliest, Math.min(window.startLatest, until - durationMs));
  return { ...bucket, window: { ...window, startLatest } };
}

function momentOf(scope: Scope, now: number): Moment {
  return { now, inFlight: scope.inFlight, sequence: scope.sequence };
}
