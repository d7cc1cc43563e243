// The rate gate: every route has limits and a queue of its own.

import type { Route } from '../league/routing.ts';
import type { Gate } from './gate.ts';
import { type GatePorts, RouteGate } from './route-gate.ts';

export function createGate(ports: GatePorts): Gate {
  const routes = new Map<Route, RouteGate>();
  return {
    acquire: (request) => {
      const gate = routes.get(request.route) ?? new RouteGate(request.route, ports);
      routes.set(request.route, gate);
      return gate.acquire(request);
    },
  };
}
