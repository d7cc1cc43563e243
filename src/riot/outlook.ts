// What a route allows, and when: to one request now, or to many from now on. Pure.

import { allowedAt } from './breaker.ts';
import type { RateLimitScope } from './errors.ts';
import type { Batch } from './gate.ts';
import { type Question, type RouteState, scopeKeysOf, scopeOf } from './route-state.ts';
import { freeAt, possibleAt as scopePossibleAt } from './scope.ts';
import { asideOf, type Cap, capFor } from './shares.ts';

export interface Hold {
  /** Not after now: the request may be sent. Infinity: only an answer can tell. */
  readonly until: number;
  readonly scope: RateLimitScope;
  /** Only because callers of the other class wait: it may end with their waiting. */
  readonly isShare: boolean;
}

/** The scope that keeps a request waiting longest. */
export function holdOf(state: RouteState, question: Question, now: number): Hold {
  const cap = capFor(question.share, Object.values(state.demands));
  const alone = longestHold(state, question, { now });
  if (cap === undefined || alone.until > now) return { ...alone, isShare: false };
  return { ...longestHold(state, question, { now, cap }), isShare: true };
}

/** Shares are those of the application's windows; a method's own are seldom the tighter ones. */
function longestHold(
  state: RouteState,
  question: Question,
  { now, cap }: { readonly now: number; readonly cap?: Cap },
): Omit<Hold, 'isShare'> {
  const holds = scopeKeysOf(question).map(({ name, key }) => {
    const aside = asideFor(state, question, { name, now });
    const until = freeAt(scopeOf(state, key), now, { cap: name === 'application' ? cap : undefined, aside });
    return { until, scope: name };
  });
  return holds.reduce((longest, hold) => (hold.until > longest.until ? hold : longest));
}

function asideFor(
  state: RouteState,
  { methodId, asideId }: Question,
  { name, now }: { readonly name: RateLimitScope; readonly now: number },
): number {
  return asideOf(state.aside, { now, own: asideId, methodId: name === 'application' ? undefined : methodId });
}

/** When the last of `count` requests can be sent at the earliest; undefined while the limits are unknown. */
export function possibleAt(
  state: RouteState,
  question: Question,
  { count, now }: { readonly count: number; readonly now: number },
): number | undefined {
  return possibleTogether(state, [{ ...question, count }], now);
}

/** The same for requests of several methods of a route: they share its windows, and each has its own. */
export function possibleTogether(state: RouteState, batches: readonly Batch[], now: number): number | undefined {
  const total = batches.reduce((sum, { count }) => sum + count, 0);
  const times = batches.flatMap((batch) => [
    closedAt(state, batch, now),
    ...scopeKeysOf(batch).map(({ name, key }) => {
      const count = name === 'application' ? total : batch.count;
      return scopePossibleAt(scopeOf(state, key), now, { count, aside: asideFor(state, batch, { name, now }) });
    }),
  ]);
  const known = times.flatMap((time) => time ?? []);
  return known.length < times.length ? undefined : Math.max(now, ...known);
}

/** From when on the breaker of the method lets somebody ask. */
export function closedAt({ breakers }: RouteState, { methodId }: Question, now: number): number {
  return allowedAt(breakers[methodId], now);
}
