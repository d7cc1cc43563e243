// What an execution would do: who is due in each phase, and what that asks of Riot. Nothing is asked, and nothing written.

import type { PlatformRoute, Route } from '../league/routing.ts';
import { endpoints, type MethodId, routeFor } from '../riot/endpoints.ts';
import type { Batch } from '../riot/gate.ts';
import type { Player } from '../store/records.ts';

export interface ExpectedRequests {
  readonly methodId: MethodId;
  readonly route: Route;
  readonly atLeast: number;
  readonly atMost: number;
}

export interface DuePlayer {
  readonly player: Player;
  readonly requests: readonly ExpectedRequests[];
}

export interface PhaseForecast {
  readonly phase: string;
  readonly players: readonly DuePlayer[];
}

export interface RouteForecast {
  readonly route: Route;
  readonly atLeast: number;
  readonly atMost: number;
  /** Of the most there can be, by method. */
  readonly batches: readonly Batch[];
}

/** `range` = how many: [at least, at most]. */
export function expected(
  methodId: MethodId,
  platform: PlatformRoute,
  [atLeast, atMost]: readonly [number, number],
): ExpectedRequests {
  return { methodId, route: routeFor(endpoints[methodId].routing, platform), atLeast, atMost };
}

export function sumRequests(requests: readonly ExpectedRequests[]): {
  readonly atLeast: number;
  readonly atMost: number;
} {
  return {
    atLeast: requests.reduce((sum, { atLeast }) => sum + atLeast, 0),
    atMost: requests.reduce((sum, { atMost }) => sum + atMost, 0),
  };
}

/** In the order of their names. */
export function byRoute(phases: readonly PhaseForecast[]): RouteForecast[] {
  const requests = phases.flatMap(({ players }) => players.flatMap((due) => due.requests));
  const routes = [...new Set(requests.map(({ route }) => route))].toSorted();
  return routes.map((route) => {
    const ofRoute = requests.filter((each) => each.route === route);
    return { route, ...sumRequests(ofRoute), batches: batchesOf(route, ofRoute) };
  });
}

function batchesOf(route: Route, requests: readonly ExpectedRequests[]): Batch[] {
  const methods = [...new Set(requests.map(({ methodId }) => methodId))].toSorted();
  const counted = methods.map((methodId) => {
    const { atMost } = sumRequests(requests.filter((each) => each.methodId === methodId));
    return { route, methodId, service: endpoints[methodId].service, count: atMost };
  });
  return counted.filter(({ count }) => count > 0);
}
