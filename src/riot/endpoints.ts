// The endpoints in use: where each one lives, and how its path is written.

import type { RiotId } from '../league/riot-id.ts';
import { accountRouteOf, type PlatformRoute, type Route, regionalRouteOf } from '../league/routing.ts';

/** `account` = the regional routes without sea, which account-v1 does not serve. */
export type Routing = 'platform' | 'regional' | 'account';

/** What each method wants to know. Keys are Riot's method ids. */
export interface Questions {
  'account-v1.getByRiotId': RiotId;
  'account-v1.getByPuuid': { readonly puuid: string };
  'account-v1.getActiveRegion': { readonly puuid: string };
  'summoner-v4.getByPUUID': { readonly puuid: string };
  'league-v4.getLeagueEntriesByPUUID': { readonly puuid: string };
  'match-v5.getMatchIdsByPUUID': MatchIdsQuestion;
  'match-v5.getMatch': { readonly matchId: string };
}
export type MethodId = keyof Questions;

interface MatchIdsQuestion {
  readonly puuid: string;
  readonly queue?: number;
  readonly startTime?: number;
  readonly start?: number;
  readonly count?: number;
}

export interface Endpoint<Question> {
  /** Service limits (429 of type `service`) count per route and service. */
  readonly service: string;
  readonly routing: Routing;
  path(question: Question): string;
}

export const endpoints: { readonly [M in MethodId]: Endpoint<Questions[M]> } = {
  'account-v1.getByRiotId': {
    service: 'account-v1',
    routing: 'account',
    path: ({ gameName, tagLine }) => path`/riot/account/v1/accounts/by-riot-id/${gameName}/${tagLine}`,
  },
  'account-v1.getByPuuid': {
    service: 'account-v1',
    routing: 'account',
    path: ({ puuid }) => path`/riot/account/v1/accounts/by-puuid/${puuid}`,
  },
  'account-v1.getActiveRegion': {
    service: 'account-v1',
    routing: 'account',
    path: ({ puuid }) => path`/riot/account/v1/region/by-game/lol/by-puuid/${puuid}`,
  },
  'summoner-v4.getByPUUID': {
    service: 'summoner-v4',
    routing: 'platform',
    path: ({ puuid }) => path`/lol/summoner/v4/summoners/by-puuid/${puuid}`,
  },
  'league-v4.getLeagueEntriesByPUUID': {
    service: 'league-v4',
    routing: 'platform',
    path: ({ puuid }) => path`/lol/league/v4/entries/by-puuid/${puuid}`,
  },
  'match-v5.getMatchIdsByPUUID': {
    service: 'match-v5',
    routing: 'regional',
    path: ({ puuid, queue, startTime, start, count }) =>
      path`/lol/match/v5/matches/by-puuid/${puuid}/ids` + query({ queue, startTime, start, count }),
  },
  'match-v5.getMatch': {
    service: 'match-v5',
    routing: 'regional',
    path: ({ matchId }) => path`/lol/match/v5/matches/${matchId}`,
  },
};

export function routeFor(routing: Routing, platform: PlatformRoute): Route {
  if (routing === 'platform') return platform;
  return routing === 'account' ? accountRouteOf(platform) : regionalRouteOf(platform);
}

/**
 * Whether a text can stand as one part of a URL's path: an empty part, `.` and `..` (also percent-encoded) are
 * taken out by every URL parser and would ask for another endpoint; half a surrogate pair cannot be encoded.
 */
export function isPathPart(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && !/\p{Surrogate}/u.test(text);
}

function path(texts: TemplateStringsArray, ...parts: readonly string[]): string {
  return texts.reduce((written, text, index) => written + encodePart(parts[index - 1] ?? '') + text);
}

function encodePart(part: string): string {
  if (!isPathPart(part)) throw new Error('a part of the path cannot be written into a URL');
  return encodeURIComponent(part);
}

function query(values: Readonly<Record<string, number | undefined>>): string {
  const given = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  return given.length === 0 ? '' : `?${given.join('&')}`;
}
