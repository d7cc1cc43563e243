// Which method a path means, and on which kind of route it is served.

import { platformRoutes, type Route } from '../league/routing.ts';
import type { MethodId } from './limits.ts';

/** A request that names a method of the API on a route that serves it. */
export interface Call {
  readonly route: Route;
  readonly methodId: MethodId;
  /** The variable parts of the path, decoded, in their order. */
  readonly params: readonly string[];
}

type RouteKind = 'platform' | 'match' | 'account';

const REGIONAL_ROUTES: readonly string[] = ['americas', 'asia', 'europe', 'sea'];
/** account-v1 is not served on sea. */
const ACCOUNT_ROUTES: readonly string[] = ['americas', 'asia', 'europe'];

const routesOf: Readonly<Record<RouteKind, readonly string[]>> = {
  platform: platformRoutes,
  match: REGIONAL_ROUTES,
  account: ACCOUNT_ROUTES,
};

interface Endpoint {
  readonly methodId: MethodId;
  readonly kind: RouteKind;
  /** `*` stands for a variable part. */
  readonly path: string;
}

const endpoints: readonly Endpoint[] = [
  { methodId: 'account-v1.getByRiotId', kind: 'account', path: 'riot/account/v1/accounts/by-riot-id/*/*' },
  { methodId: 'account-v1.getByPuuid', kind: 'account', path: 'riot/account/v1/accounts/by-puuid/*' },
  { methodId: 'account-v1.getActiveRegion', kind: 'account', path: 'riot/account/v1/region/by-game/lol/by-puuid/*' },
  { methodId: 'summoner-v4.getByPUUID', kind: 'platform', path: 'lol/summoner/v4/summoners/by-puuid/*' },
  { methodId: 'league-v4.getLeagueEntriesByPUUID', kind: 'platform', path: 'lol/league/v4/entries/by-puuid/*' },
  { methodId: 'match-v5.getMatchIdsByPUUID', kind: 'match', path: 'lol/match/v5/matches/by-puuid/*/ids' },
  { methodId: 'match-v5.getMatch', kind: 'match', path: 'lol/match/v5/matches/*' },
];

/** The call that `/{route}/...` makes; undefined for paths and routes that are not served. */
export function parseCall(pathname: string): Call | undefined {
  const [, route = '', ...parts] = pathname.split('/');
  for (const { methodId, kind, path } of endpoints) {
    const params = routesOf[kind].includes(route) ? paramsOf(path.split('/'), parts) : undefined;
    if (params !== undefined) return { route: route as Route, methodId, params };
  }
  return undefined;
}

function paramsOf(pattern: readonly string[], parts: readonly string[]): string[] | undefined {
  const fits = pattern.length === parts.length && pattern.every((part, i) => part === '*' || part === parts[i]);
  if (!fits) return undefined;
  const params = parts.filter((_, i) => pattern[i] === '*').map(decode);
  return params.every((param) => param !== undefined && param !== '') ? (params as string[]) : undefined;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
