// The rate gate in memory: a gate of its own for every route.

import type { Clock } from '../clock.ts';
import type { Route } from '../league/routing.ts';
import type { Logger } from '../log.ts';
import type { Gate } from './gate.ts';
import { RouteGate } from './route-gate.ts';

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
