// (Request) -> Response: key, path, limits, method, in Riot's order; at each step the faults that the script has for it.

import type { Clock } from '../clock.ts';
import { failure } from './answer.ts';
import { applicationOf, mapPuuids, translatePuuid } from './applications.ts';
import type { Blacklist } from './blacklist.ts';
import { spoilBody } from './body-faults.ts';
import { type Call, parseCall } from './endpoints.ts';
import { EDGE_REFUSALS, limitReply, type Reply, shuffleBuckets, statusReply, strangeLimit } from './fault-answers.ts';
import type { FaultOf } from './fault-script.ts';
import type { Faults, MetFaults } from './faults.ts';
import { mix, unit } from './hash.ts';
import type { Limiter } from './limits.ts';
import { answerMethod } from './methods.ts';
import type { OddGames } from './odd-games.ts';
import type { RequestLog } from './request-log.ts';
import { uuidOf } from './standings.ts';
import type { World } from './world.ts';

export interface ApiParts {
  readonly world: World;
  readonly oddGames: OddGames;
  readonly clock: Clock;
  readonly limiter: Limiter;
  readonly requestLog: RequestLog;
  readonly faults: Faults;
  readonly blacklist: Blacklist;
}

/** A request on its way: what it asks, what it meets. */
interface Asked {
  readonly method: string;
  readonly key: string;
  readonly call: Call | undefined;
  readonly search: URLSearchParams;
  readonly faults: MetFaults;
  /** Belongs to this request alone. */
  readonly salt: number;
}

export function createApi(parts: ApiParts): (request: Request) => Promise<Response> {
  const { world, clock, requestLog } = parts;
  let requests = 0;
  return async (request) => {
    const asked = read(parts, request, mix(world.frame.seed, requests++));
    const oneWayMs = latencyOf(asked);
    if (oneWayMs > 0) await clock.sleep(oneWayMs, request.signal);
    const reply = refuse(parts, asked) ?? answer(parts, asked);
    const { key, call } = asked;
    requestLog.record({
      key,
      route: call?.route ?? 'unknown',
      methodId: call?.methodId ?? 'unknown',
      status: reply.status,
      ...(call?.methodId === 'match-v5.getMatch' ? { matchId: call.params[0] ?? '' } : {}),
    });
    if (oneWayMs > 0) await clock.sleep(oneWayMs, request.signal);
    return toResponse(reply, asked);
  };
}

function read({ faults, clock }: ApiParts, request: Request, salt: number): Asked {
  const url = new URL(request.url);
  const call = parseCall(url.pathname);
  const key = request.headers.get('X-Riot-Token') ?? url.searchParams.get('api_key') ?? '';
  const { route = 'unknown', methodId = 'unknown', params = [] } = call ?? {};
  const met = faults.meet({ route, methodId, params, key, now: clock.now() });
  return { method: request.method, key, call, search: url.searchParams, faults: met, salt };
}

function latencyOf({ faults, salt }: Asked): number {
  const ms = faults.play('latency')?.ms ?? 0;
  return typeof ms === 'number' ? ms : Math.round(ms.from + (ms.to - ms.from) * unit(salt));
}

/**
 * What is turned away at the edge, uncounted and without limit headers. Paths and routes that are not served answer 403, as
 * Riot's removed endpoints do: a 404 would read as "no such player".
 */
function refuse({ blacklist, clock }: ApiParts, { method, key, call, faults }: Asked): Reply | undefined {
  const refusal = (status: number, message: string) => ({ ...failure(status, message), headers: {} });
  if (method !== 'GET') return refusal(405, 'Method not allowed');
  if (key === '') return refusal(401, 'Cannot process request apikey or authorization header is empty');
  if (!key.startsWith('RGAPI-')) return refusal(401, 'Unknown apikey');
  if (call === undefined || faults.play('key-expired') !== undefined) return refusal(403, 'Forbidden');
  if (blacklist.isOut(applicationOf(key), clock.now())) {
    faults.play('blacklist');
    return refusal(403, 'Forbidden');
  }
  const status = faults.find('status')?.status ?? 200;
  return EDGE_REFUSALS.includes(status) ? playStatus(faults, {}) : undefined;
}

function playStatus(faults: MetFaults, headers: Reply['headers']): Reply | undefined {
  const fault = faults.play('status');
  return fault === undefined ? undefined : statusReply(fault, headers);
}

function answer(parts: ApiParts, asked: Asked): Reply {
  const { key, call, search, faults, salt } = asked;
  if (call === undefined) return { ...failure(403, 'Forbidden'), headers: {} };
  const { route, methodId } = call;
  const verdict = parts.limiter.count({ key, route, methodId }, parts.clock.now(), faults.play('limits'));
  const isShuffled = faults.play('shuffled-buckets') !== undefined;
  const headers = isShuffled ? shuffleBuckets(verdict.headers, salt) : verdict.headers;
  if (verdict.exceeded !== undefined) {
    bookExceeded(parts, key, faults.find('blacklist'));
    return limitReply(verdict.exceeded, headers, faults);
  }
  const strange = playStatus(faults, headers) ?? strangeLimit(faults, headers);
  if (strange !== undefined) return strange;
  const application = applicationOf(key);
  const params = call.params.map((param) => translatePuuid(application, param));
  const { status, body } = answerMethod({ ...parts, call: { ...call, params }, asIs: call.params, search, faults });
  const translated = application === '' ? body : mapPuuids(body, (puuid) => translatePuuid(application, puuid));
  return { status, body: spoilBody(translated, faults), headers };
}

function bookExceeded({ blacklist, clock }: ApiParts, key: string, rule: FaultOf<'blacklist'> | undefined): void {
  if (rule !== undefined) blacklist.book(applicationOf(key), rule, clock.now());
}

function toResponse({ status, body, media, headers }: Reply, { faults, salt }: Asked): Response {
  const text = media === undefined ? JSON.stringify(body) : String(body);
  const sent = faults.play('cut-body') === undefined ? text : text.slice(0, Math.floor(text.length / 2));
  return new Response(status === 204 ? null : sent, {
    status,
    headers: {
      'Content-Type': `${media ?? 'application/json'};charset=utf-8`,
      ...headers,
      'X-Riot-Edge-Trace-Id': uuidOf(salt),
    },
  });
}
