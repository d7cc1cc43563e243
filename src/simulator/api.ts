// (Request) -> Response: key, path, limits, method, in Riot's order.

import type { Clock } from '../clock.ts';
import { type Answer, failure } from './answer.ts';
import { type Call, parseCall } from './endpoints.ts';
import { mix } from './hash.ts';
import type { Limiter, LimitVerdict, MethodId } from './limits.ts';
import type { RequestLog } from './request-log.ts';
import { accountByPuuid, accountByRiotId } from './routes/accounts.ts';
import { matchById, matchIdsByPuuid } from './routes/matches.ts';
import { leagueEntriesByPuuid, summonerByPuuid } from './routes/summoners.ts';
import { uuidOf } from './standings.ts';
import type { World } from './world.ts';

export interface ApiParts {
  readonly world: World;
  readonly clock: Clock;
  readonly limiter: Limiter;
  readonly requestLog: RequestLog;
}

/** An answer with the headers that belong to it. */
interface Reply extends Answer {
  readonly headers: Readonly<Record<string, string>>;
}

export function createApi(parts: ApiParts): (request: Request) => Response {
  let requests = 0;
  return (request) => {
    const url = new URL(request.url);
    const call = parseCall(url.pathname);
    const key = request.headers.get('X-Riot-Token') ?? url.searchParams.get('api_key') ?? '';
    const reply = refuse(request, key, call) ?? answer(parts, { key, call, search: url.searchParams });
    parts.requestLog.record({
      key,
      route: call?.route ?? 'unknown',
      methodId: call?.methodId ?? 'unknown',
      status: reply.status,
      ...(call?.methodId === 'match-v5.getMatch' ? { matchId: call.params[0] ?? '' } : {}),
    });
    const traceId = uuidOf(mix(parts.world.frame.seed, requests++));
    return toResponse(reply, { 'X-Riot-Edge-Trace-Id': traceId });
  };
}

/**
 * What is turned away at the edge, uncounted and without limit headers. Paths and routes that are not served answer 403, as
 * Riot's removed endpoints do: a 404 would read as "no such player".
 */
function refuse(request: Request, key: string, call: Call | undefined): Reply | undefined {
  const refusal = (status: number, message: string) => ({ ...failure(status, message), headers: {} });
  if (request.method !== 'GET') return refusal(405, 'Method not allowed');
  if (key === '') return refusal(401, 'Cannot process request apikey or authorization header is empty');
  if (!key.startsWith('RGAPI-')) return refusal(401, 'Unknown apikey');
  return call === undefined ? refusal(403, 'Forbidden') : undefined;
}

interface Question {
  readonly key: string;
  readonly call: Call | undefined;
  readonly search: URLSearchParams;
}

function answer({ world, clock, limiter }: ApiParts, { key, call, search }: Question): Reply {
  if (call === undefined) return { ...failure(403, 'Forbidden'), headers: {} };
  const verdict = limiter.count({ key, route: call.route, methodId: call.methodId }, clock.now());
  if (verdict.exceeded !== undefined) return tooMany(verdict, verdict.exceeded);
  return { ...methods[call.methodId](world, call, search), headers: verdict.headers };
}

function tooMany(
  { headers }: LimitVerdict,
  { scope, retryAfterSeconds }: NonNullable<LimitVerdict['exceeded']>,
): Reply {
  return {
    ...failure(429, 'Rate limit exceeded'),
    headers: { ...headers, 'X-Rate-Limit-Type': scope, 'Retry-After': String(retryAfterSeconds) },
  };
}

type Method = (world: World, call: Call, search: URLSearchParams) => Answer;

const methods: Readonly<Record<MethodId, Method>> = {
  'account-v1.getByRiotId': (world, { params: [gameName = '', tagLine = ''] }) =>
    accountByRiotId(world, gameName, tagLine),
  'account-v1.getByPuuid': (world, { params: [puuid = ''] }) => accountByPuuid(world, puuid),
  'summoner-v4.getByPUUID': (world, { route, params: [puuid = ''] }) => summonerByPuuid(world, route, puuid),
  'league-v4.getLeagueEntriesByPUUID': (world, { route, params: [puuid = ''] }) =>
    leagueEntriesByPuuid(world, route, puuid),
  'match-v5.getMatchIdsByPUUID': (world, { route, params: [puuid = ''] }, search) =>
    matchIdsByPuuid(world, route, { puuid, search }),
  'match-v5.getMatch': (world, { route, params: [matchId = ''] }) => matchById(world, route, matchId),
};

function toResponse({ status, body, headers }: Reply, more: Readonly<Record<string, string>>): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json;charset=utf-8', ...headers, ...more },
  });
}
