// The circuit breaker of one method on one route: when Riot's side is down, asking on costs quota and time. Pure.

export interface Breaker {
  /** In a row: 5xx, or no answer at all. */
  readonly failures: number;
  /** Of Clock.monotonic; not open before as many failures as it takes. */
  readonly openUntil: number;
}

/** Two rounds and a half of the eight requests that go side by side; each question repeats itself three times before. */
const FAILURES_TO_OPEN = 20;
/** Maintenance lasts for minutes to hours, a hiccup for seconds. */
const FIRST_OPEN_MS = 30_000;
const LONGEST_OPEN_MS = 600_000;
/** While it is open one request may try; nobody else does for as long as that can last. */
const TRIAL_MS = 15_000;

/** `now`, or when one may ask again. */
export function allowedAt(breaker: Breaker | undefined, now: number): number {
  return isOpen(breaker) ? Math.max(now, breaker.openUntil) : now;
}

/** A request is sent now. */
export function tried(breaker: Breaker, now: number): Breaker {
  return isOpen(breaker) ? { ...breaker, openUntil: now + TRIAL_MS } : breaker;
}

export function failed(breaker: Breaker | undefined, now: number): Breaker {
  const failures = (breaker?.failures ?? 0) + 1;
  const times = failures - FAILURES_TO_OPEN;
  if (times < 0) return { failures, openUntil: now };
  return { failures, openUntil: now + Math.min(FIRST_OPEN_MS * 2 ** times, LONGEST_OPEN_MS) };
}

/** The same breaker on a clock that shows `ms` more. */
export function later(breaker: Breaker, ms: number): Breaker {
  return { ...breaker, openUntil: breaker.openUntil + ms };
}

function isOpen(breaker: Breaker | undefined): breaker is Breaker {
  return breaker !== undefined && breaker.failures >= FAILURES_TO_OPEN;
}
