// One fixed window of Riot's edge, as far as it can be known from outside. Pure: a state in, a state or an instant out.

import { freely, quotaOf, type Terms } from './shares.ts';

/**
 * The edge opens a window with the first request after the previous one expired and counts every request until it
 * expires. From here its opening instant is only known to lie between two bounds, so a window counts as open until
 * `startLatest + duration`, and every request that may have arrived after `startEarliest + duration` is charged to
 * the next window as well. Hence no window of the edge ever gets more than `limit` of our requests.
 */
export interface Window {
  /** The edge opened it no earlier than this ... */
  readonly startEarliest: number;
  /** ... and no later than this; Infinity until an answer tells. */
  readonly startLatest: number;
  /** False while only requests sent before the end of the previous window may have opened it. */
  readonly isCertain: boolean;
  /** Requests with this number or a higher one cannot belong to an earlier window. */
  readonly firstSequence: number;
  readonly used: number;
  /** Of these, by preferred callers. */
  readonly preferred: number;
  /** Requests answered after the earliest possible end, the last one at `lateAt`. */
  readonly late: number;
  readonly lateAt: number;
}

export interface Bucket {
  readonly limit: number;
  readonly durationMs: number;
  readonly window: Window | undefined;
}

/** The books of the scope that the bucket belongs to. */
export interface Moment {
  readonly now: number;
  /** Requests sent and not yet answered. */
  readonly inFlight: number;
  /** Requests sent so far: the number of the last one. */
  readonly sequence: number;
}

/** An answer, seen from a bucket. `moment.now` is the time of receipt, `moment.inFlight` is without the request. */
export interface BucketAnswer {
  readonly sequence: number;
  readonly sentAt: number;
  readonly moment: Moment;
  /** Count of the header, the request included. */
  readonly count: number | undefined;
  /** How many other requests may have arrived at the edge after this one. */
  readonly maybeAfter: number;
  /** No request with a higher number has been answered. */
  readonly isNewest: boolean;
}

/** `moment.now` when a request may be sent, else the next instant to ask again; Infinity: only an answer can tell. */
export function freeAt(bucket: Bucket, moment: Moment, terms = freely): number {
  const { window, limit, durationMs } = roll(bucket, moment);
  if (isWithin(terms, window, limit)) return moment.now;
  // Without a window all of the next one is set aside; whoever did so begins it, or lets go.
  return window === undefined ? moment.now + durationMs : window.startLatest + durationMs;
}

function isWithin({ cap, aside }: Terms, window: Window | undefined, limit: number): boolean {
  const { used, preferred } = window ?? { used: 0, preferred: 0 };
  if (used + aside >= limit) return false;
  return cap === undefined || (cap.isPreferred ? preferred : used - preferred) < quotaOf(limit, cap);
}

/** When the last of `count` requests can be sent at the earliest, one window after the other. */
export function possibleAt(bucket: Bucket, moment: Moment, { count, aside }: { count: number; aside: number }): number {
  const { window, limit, durationMs } = roll(bucket, moment);
  const perWindow = Math.max(1, limit - aside);
  const left = count - Math.max(0, limit - aside - (window?.used ?? 0));
  if (left <= 0) return moment.now;
  const end = Math.min(window?.startLatest ?? moment.now, moment.now) + durationMs;
  return end + (Math.ceil(left / perWindow) - 1) * durationMs;
}

/** Charges the request that is sent now. */
export function take(bucket: Bucket, moment: Moment, isPreferred = false): Bucket {
  const rolled = roll(bucket, moment);
  const window = rolled.window ?? fresh(moment);
  const startLatest = window.isCertain ? window.startLatest : Number.POSITIVE_INFINITY;
  const preferred = window.preferred + (isPreferred ? 1 : 0);
  return { ...rolled, window: { ...window, startLatest, isCertain: true, used: window.used + 1, preferred } };
}

/** Learns from an answer: the bounds of the opening instant, and how much of the window is used. */
export function answered(bucket: Bucket, answer: BucketAnswer): Bucket {
  if (bucket.window === undefined) return bucket;
  const bounded = withReceipt(bucket.window, answer, bucket.durationMs);
  if (answer.count === undefined) return { ...bucket, window: bounded };
  const counted = withCount(bounded, { ...answer, count: answer.count }, bucket.durationMs);
  return { ...bucket, window: counted };
}

/** A bucket of which an answer tells for the first time: its window may have been opened by somebody else. */
export function learned(limit: number, durationMs: number, answer: BucketAnswer): Bucket {
  const { sentAt, moment, count = 1, maybeAfter } = answer;
  const window: Window = {
    startEarliest: answer.count === 1 ? sentAt : sentAt - durationMs,
    startLatest: moment.now,
    isCertain: true,
    firstSequence: answer.sequence,
    used: count + maybeAfter,
    preferred: 0,
    late: 0,
    lateAt: 0,
  };
  return { limit, durationMs, window };
}

/** The same bucket on a clock that shows `ms` more. */
export function later(bucket: Bucket, ms: number): Bucket {
  const { window } = bucket;
  if (window === undefined) return bucket;
  const startEarliest = window.startEarliest + ms;
  const startLatest = window.startLatest + ms;
  return { ...bucket, window: { ...window, startEarliest, startLatest, lateAt: window.lateAt + ms } };
}

function fresh({ now, sequence }: Moment): Window {
  return {
    startEarliest: now,
    startLatest: Number.POSITIVE_INFINITY,
    isCertain: false,
    firstSequence: sequence + 1,
    used: 0,
    preferred: 0,
    late: 0,
    lateAt: 0,
  };
}

/** Replaces a window that has certainly expired by what may have begun since: the requests over its edge. */
function roll(bucket: Bucket, moment: Moment): Bucket {
  const { window, durationMs } = bucket;
  if (window === undefined || moment.now < window.startLatest + durationMs) return bucket;
  const isLateOver = window.lateAt + durationMs <= moment.now;
  const carried = moment.inFlight + (isLateOver ? 0 : window.late);
  if (carried === 0) return { ...bucket, window: undefined };
  const next: Window = {
    startEarliest: window.startEarliest + durationMs,
    startLatest: moment.inFlight === 0 ? window.lateAt : Number.POSITIVE_INFINITY,
    isCertain: false,
    firstSequence: moment.sequence + 1,
    used: carried,
    preferred: 0,
    late: 0,
    lateAt: 0,
  };
  return { ...bucket, window: next };
}

function withReceipt(window: Window, answer: BucketAnswer, durationMs: number): Window {
  const { now, inFlight } = answer.moment;
  const isLate = now >= window.startEarliest + durationMs;
  return {
    ...window,
    startLatest: latestStart(window, answer.sequence, { now, inFlight }),
    late: window.late + (isLate ? 1 : 0),
    lateAt: isLate ? now : window.lateAt,
  };
}

function latestStart(window: Window, sequence: number, { now, inFlight }: Omit<Moment, 'sequence'>): number {
  // Without a request of its own the window exists only if one of the carried ones opened it.
  if (!window.isCertain) return inFlight === 0 ? now : Number.POSITIVE_INFINITY;
  return sequence >= window.firstSequence ? Math.min(window.startLatest, now) : window.startLatest;
}

type CountedAnswer = BucketAnswer & { readonly count: number };

function withCount(window: Window, answer: CountedAnswer, durationMs: number): Window {
  if (answer.count === 1 && answer.sentAt >= window.startEarliest) return openedBy(window, answer);
  // A carried request's count may be that of the previous window.
  const isOwn = answer.sequence >= window.firstSequence;
  if (isOwn && answer.count > window.used) return withForeignUse(window, answer, durationMs);
  // Whatever the edge has not counted yet is among those that may have arrived later.
  const most = answer.count + answer.maybeAfter;
  const preferred = Math.min(window.preferred, most);
  return answer.isNewest && most < window.used ? { ...window, used: most, preferred } : window;
}

/** A count of 1: this very request opened a window, somewhere between its sending and its receipt. */
function openedBy(window: Window, answer: CountedAnswer): Window {
  const { sentAt, moment, maybeAfter, isNewest } = answer;
  const isNext = window.isCertain && window.startLatest <= sentAt;
  const used = isNewest ? Math.min(window.used, 1 + maybeAfter) : window.used;
  return {
    startEarliest: sentAt,
    startLatest: moment.now,
    isCertain: true,
    firstSequence: isNext ? moment.sequence + 1 : window.firstSequence,
    used,
    preferred: Math.min(window.preferred, used),
    // All others were answered before this one: none can be in a window that begins after its receipt.
    late: 0,
    lateAt: 0,
  };
}

/** More than we sent: somebody else uses the key, and may have opened the window up to one duration earlier. */
function withForeignUse(window: Window, answer: CountedAnswer, durationMs: number): Window {
  return {
    ...window,
    used: answer.count,
    startEarliest: Math.min(window.startEarliest, answer.sentAt - durationMs),
    late: Math.max(window.late, answer.maybeAfter - answer.moment.inFlight + 1),
    lateAt: answer.moment.now,
  };
}
