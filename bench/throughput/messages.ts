// What the bench and Riot's side of it, which is a process of its own, tell each other.

import type { PlatformRoute } from '../../src/league/routing.ts';
import type { LimitProfile } from '../../src/simulator/limits.ts';
import type { TrackSuggestion } from '../../src/simulator/world.ts';

export interface EdgeOrder {
  readonly limits: LimitProfile;
  /** The way there and back. */
  readonly latencyMs: number;
  readonly platforms: readonly PlatformRoute[];
  readonly players: number;
  readonly tracked: number;
}

export type EdgeMessage =
  | { readonly kind: 'ready'; readonly url: string; readonly tracked: readonly TrackSuggestion[] }
  | { readonly kind: 'arrivals'; readonly arrivals: readonly Arrival[] };

/** A request that was let in or refused. */
export interface Arrival {
  readonly route: string;
  /** Milliseconds of a clock that nobody sets. */
  readonly at: number;
  readonly status: number;
}
