// The rate gate: every attempt passes it, and none that Riot's limits do not allow.

import type { Clock } from '../clock.ts';
import type { Route } from '../league/routing.ts';
import type { Logger } from '../log.ts';
import { RouteGate } from './route-gate.ts';

export interface GateRequest {
  readonly route: Route;
  readonly methodId: string;
  readonly service: string;
  readonly signal: AbortSignal;
  /** A longer wait fails with RateLimitError as soon as it is known. */
  readonly patienceMs: number;
}

/** What the gate learns from. */
export interface GateAnswer {
  readonly status: number;
  readonly headers: Headers;
}

/** Leave to send one request now. */
export interface Permit {
  readonly waitedMs: number;
  /** When the attempt is over: its answer, or undefined when none came. Only the first call counts. */
  settle(answer: GateAnswer | undefined): void;
}

export interface Gate {
  acquire(request: GateRequest): Promise<Permit>;
}

/** A gate that lives and forgets with the process. Every route has limits and a queue of its own. */
export function createGate(clock: Clock, log: Logger): Gate {
  const routes = new Map<Route, RouteGate>();
  return {
    acquire: (request) => {
      const gate = routes.get(request.route) ?? new RouteGate(clock, log);
      routes.set(request.route, gate);
      return gate.acquire(request);
    },
  };
}
