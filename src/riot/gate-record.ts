// A route's state as text, and the way from one boot of the machine into the next. Pure.

import { type RouteState, shifted } from './route-state.ts';

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
  const state = JSON.parse(kept.state, revive) as RouteState;
  if (kept.boot !== null && kept.boot === now.boot) return state;
  const elapsed = Math.max(0, now.wall - kept.wall);
  return shifted(state, now.monotonic - elapsed - kept.monotonic);
}

/** JSON has no Infinity; the only one in a state is a window's latest start that no answer has told. */
function revive(key: string, value: unknown): unknown {
  return key === 'startLatest' && value === null ? Number.POSITIVE_INFINITY : value;
}
