// A route's state as text, the way from one boot of the machine into the next, and what is left when the text is lost. Pure.

import type { Bucket } from './bucket.ts';
import { emptyRoute, leave, type RouteState, shifted, WAY_MS } from './route-state.ts';
import type { Scope } from './scope.ts';

/** When a state was written, on both clocks. */
export interface WrittenAt {
  /** Id of the boot that `monotonic` counts from; null where the system does not tell. */
  readonly boot: string | null;
  readonly monotonic: number;
  /** Epoch ms. */
  readonly wall: number;
}

export interface KeptState extends WrittenAt {
  readonly state: string;
}

export function encodeState(state: RouteState): string {
  return JSON.stringify(state);
}

/**
 * Within one boot the wall clock may be set as one likes. Across a boot it alone tells how much time has passed, and
 * none when it was set back: windows then count as open for longer than they are, never for less.
 */
export function decodeState(kept: KeptState, now: WrittenAt): RouteState {
  const state = withInfinity(JSON.parse(kept.state) as RouteState);
  if (kept.boot !== null && kept.boot === now.boot) return state;
  const elapsed = Math.max(0, now.wall - kept.wall);
  return shifted(state, now.monotonic - elapsed - kept.monotonic);
}

/** JSON has no Infinity; the only one in a state is a window's latest start that no answer has told. */
function withInfinity(state: RouteState): RouteState {
  const scopes = Object.entries(state.scopes).map(([key, scope]) => {
    return [key, { ...scope, buckets: scope.buckets.map(openEnded) }] as const;
  });
  return { ...state, scopes: Object.fromEntries(scopes) };
}

function openEnded(bucket: Bucket): Bucket {
  const { window } = bucket;
  const isTold = window === undefined || (window.startLatest as number | null) !== null;
  return isTold ? bucket : { ...bucket, window: { ...window, startLatest: Number.POSITIVE_INFINITY } };
}

export interface Rememberer {
  /** As the memory of the gate names it. */
  readonly owner: string;
  /** Of Clock.monotonic. */
  readonly now: number;
}

/**
 * A lost route, as one process remembers it. Others may have sent any number of requests since it looked last, so what
 * it knows of windows is a lower bound: all that is under way arrives first, then one request asks what Riot counts.
 */
export function rebuilt(remembered: RouteState, { owner, now }: Rememberer): RouteState {
  const foreign = Object.entries(remembered.underWay).filter(([, one]) => one.owner !== owner);
  const state = foreign.reduce((rest, [id]) => leave(rest, id, now), remembered);
  const scopes = Object.entries(state.scopes).map(([key, scope]) => [key, doubted(scope, now)]);
  // Whoever waits elsewhere says so again.
  return { ...state, scopes: Object.fromEntries(scopes), demands: emptyRoute.demands };
}

/** Services have no buckets, so there is nothing to ask. */
function doubted(scope: Scope, now: number): Scope {
  if (scope.buckets.length === 0) return scope;
  return { ...scope, isKnown: false, blockedUntil: Math.max(scope.blockedUntil, now + WAY_MS) };
}
