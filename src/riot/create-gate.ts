// The rate gate: every route has limits and a queue of its own.

import type { Route } from '../league/routing.ts';
import type { Gate } from './gate.ts';
import { type GatePorts, RouteGate } from './route-gate.ts';

export function createGate(ports: GatePorts): Gate {
  const routes = new Map<Route, RouteGate>();
  const gateOf = (route: Route) => {
    const gate = routes.get(route) ?? new RouteGate(route, ports);
    routes.set(route, gate);
    return gate;
  };
  return {
    acquire: (request) => gateOf(request.route).acquire(request),
    possibleAt: (batch) => gateOf(batch.route).possibleAt(batch),
    setAside: (batch, before) => gateOf(batch.route).setAside(batch, before),
    letGo: (route, asideId) => gateOf(route).letGo(asideId),
    close: () => {
      for (const gate of routes.values()) gate.flush();
      ports.memory.close();
    },
  };
}
