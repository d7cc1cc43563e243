// The client: parse(retry(gate(transport))) for each of the questions in api.ts.

import type { Clock } from '../clock.ts';
import { type PlatformRoute, platformOfMatchId } from '../league/routing.ts';
import type { Logger } from '../log.ts';
import { contentOf } from './answer.ts';
import type { Caller, RiotApi, RiotClient } from './api.ts';
import { assertApiKey } from './api-key.ts';
import { createGate } from './create-gate.ts';
import { endpoints, isPathPart, type MethodId, type Questions, routeFor } from './endpoints.ts';
import { InvalidResponseError } from './errors.ts';
import type { Gate } from './gate.ts';
import { createProcessMemory } from './gate-memory.ts';
import { createJitter } from './jitter.ts';
import { accountSchema } from './schemas/account.ts';
import { activeRegionSchema } from './schemas/active-region.ts';
import { leagueEntriesSchema } from './schemas/league-entries.ts';
import { matchSchema } from './schemas/match.ts';
import { matchIdsSchema } from './schemas/match-ids.ts';
import { readJson } from './schemas/read.ts';
import { summonerSchema } from './schemas/summoner.ts';
import { type Line, send } from './send.ts';
import { createTransport } from './transport.ts';

export interface RiotClientOptions {
  /** Base URL, may hold `{route}`. Checked by assertSafeApiUrl, not here. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly fetch?: typeof fetch;
  /** Without one, limits are known to this client alone. */
  readonly gate?: Gate;
}

/** Throws ApiKeyError when the key is malformed. */
export function createRiotClient(options: RiotClientOptions): RiotClient {
  const { apiKey, clock, log } = options;
  assertApiKey(apiKey);
  const line: Line = {
    clock,
    log,
    gate: options.gate ?? createGate({ clock, log, memory: createProcessMemory() }),
    transport: createTransport(options),
    random: createJitter(clock.now()),
  };
  return { for: (caller) => apiFor(asker(line, caller, apiKey)) };
}

/** The body of the answer, or undefined where Riot has nothing. */
type Ask = <M extends MethodId>(
  methodId: M,
  platform: PlatformRoute,
  question: Questions[M],
) => Promise<string | undefined>;

function asker(line: Line, caller: Caller, apiKey: string): Ask {
  return async (methodId, platform, question) => {
    const { routing, service, path } = endpoints[methodId];
    const asked = { methodId, route: routeFor(routing, platform), apiKey };
    const answer = await send(line, caller, { ...asked, service, path: path(question) });
    const content = contentOf(answer, asked);
    if (content === undefined) line.log.debug('riot.nothing', { methodId, route: asked.route, status: answer.status });
    return content;
  };
}

function apiFor(ask: Ask): RiotApi {
  return {
    listMatchIds: async ({ platform, ...question }) => {
      const text = await ask('match-v5.getMatchIdsByPUUID', platform, question);
      return text === undefined ? [] : readJson('match-v5.getMatchIdsByPUUID', matchIdsSchema, text);
    },
    findMatch: (matchId) => findMatch(ask, matchId),
    findSummoner: async (platform, puuid) => {
      const text = await ask('summoner-v4.getByPUUID', platform, { puuid });
      return text === undefined ? undefined : readJson('summoner-v4.getByPUUID', summonerSchema, text);
    },
    listLeagueEntries: async (platform, puuid) => {
      const text = await ask('league-v4.getLeagueEntriesByPUUID', platform, { puuid });
      return text === undefined ? undefined : readJson('league-v4.getLeagueEntriesByPUUID', leagueEntriesSchema, text);
    },
    findAccountByRiotId: async (platform, riotId) => {
      // Such a name can be in no URL, and Riot gives none to anybody.
      if (!isPathPart(riotId.gameName) || !isPathPart(riotId.tagLine)) return undefined;
      const text = await ask('account-v1.getByRiotId', platform, riotId);
      return text === undefined ? undefined : readJson('account-v1.getByRiotId', accountSchema, text);
    },
    findAccountByPuuid: async (platform, puuid) => {
      const text = await ask('account-v1.getByPuuid', platform, { puuid });
      return text === undefined ? undefined : readJson('account-v1.getByPuuid', accountSchema, text);
    },
    findActivePlatform: async (platform, puuid) => {
      const text = await ask('account-v1.getActiveRegion', platform, { puuid });
      return text === undefined ? undefined : readJson('account-v1.getActiveRegion', activeRegionSchema, text).platform;
    },
  };
}

async function findMatch(ask: Ask, matchId: string) {
  const methodId = 'match-v5.getMatch';
  const platform = platformOfMatchId(matchId);
  if (platform === undefined) {
    throw new InvalidResponseError(methodId, ['the prefix of the match id is no known platform']);
  }
  const payload = await ask(methodId, platform, { matchId });
  if (payload === undefined) return undefined;
  const read = readJson(methodId, matchSchema, payload);
  if (read.match.matchId !== matchId) {
    throw new InvalidResponseError(methodId, ['metadata.matchId: not the match that was asked for']);
  }
  return { ...read, payload };
}
