// Where the rate gate keeps what it knows: the port, and a memory that lives and forgets with the process.

import type { Route } from '../league/routing.ts';
import { emptyRoute, type RouteState } from './route-state.ts';

export interface Change<Result> {
  /** The state that was given, itself, when nothing has changed. */
  readonly state: RouteState;
  readonly result: Result;
  /** For the statistics of the last hour: requests allowed, and answers of 429. */
  readonly sent: number;
  readonly limited: number;
}

/** A look without a change. */
export function unchanged<Result>(state: RouteState, result: Result): Change<Result> {
  return { state, result, sent: 0, limited: 0 };
}

/** Another process is reading and writing just now: ask again in a moment. */
export class MemoryBusyError extends Error {}

export interface GateMemory {
  /** How the requests of this process are signed. */
  readonly owner: string;
  /** Is that process gone, whose requests nobody will close any more? */
  isGone(owner: string): boolean;
  /**
   * Between reading and writing nobody else changes the route. `change` may be asked twice: it has no effect of its own.
   * Throws MemoryBusyError when another process is at it for too long to wait for.
   */
  update<Result>(route: Route, change: (state: RouteState) => Change<Result>): Result;
  close(): void;
}

export function createProcessMemory(initial: ReadonlyMap<Route, RouteState> = new Map()): GateMemory {
  const routes = new Map(initial);
  return {
    owner: 'self',
    isGone: (owner) => owner !== 'self',
    update: (route, change) => {
      const { state, result } = change(routes.get(route) ?? emptyRoute);
      routes.set(route, state);
      return result;
    },
    close: () => {},
  };
}
