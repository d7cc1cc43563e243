// The simulator's handler: accounts, ladder, keys and paths, rate limits, and what it counts.

import { describe, expect, it } from 'vitest';
import type { WorldPlayer } from '../../src/simulator/world.ts';
import { ask, DAY_MS, item, manualClock, NOON, smallSimulator } from '../unit/simulator-manual-clock.ts';

const simulator = smallSimulator();
const { world } = simulator;
const get = (path: string, key?: string) => ask(simulator, path, key);
const player = playerOf(item(world.suggestTracked(3), 1).puuid);
const FOREIGN = 'x'.repeat(78);

function playerOf(puuid: string): WorldPlayer {
  const found = world.findByPuuid(puuid);
  if (found === undefined) throw new Error('no such player');
  return found;
}

describe('account-v1', () => {
  const account = { puuid: player.puuid, ...player.riotId };

  it('answers by Riot ID, in any case, on every route that serves it', async () => {
    for (const route of ['europe', 'americas', 'asia']) {
      const name = encodeURIComponent(player.riotId.gameName.toLowerCase());
      const reply = await get(`/${route}/riot/account/v1/accounts/by-riot-id/${name}/${player.riotId.tagLine}`);
      expect([reply.status, reply.body]).toEqual([200, account]);
    }
  });

  it('answers by puuid', async () => {
    expect((await get(`/europe/riot/account/v1/accounts/by-puuid/${player.puuid}`)).body).toEqual(account);
  });

  it('says what it did not find', async () => {
    expect(await get('/europe/riot/account/v1/accounts/by-riot-id/Nobody%20Here/XYZ')).toMatchObject({
      status: 404,
      body: {
        status: {
          message: 'Data not found - No results found for player with riot id Nobody Here#XYZ',
          status_code: 404,
        },
      },
    });
  });

  it('is not served on sea', async () => {
    expect((await get(`/sea/riot/account/v1/accounts/by-puuid/${player.puuid}`)).status).toBe(403);
  });
});

describe('summoner-v4 and league-v4', () => {
  it('answer on the platform of the player', async () => {
    const { body } = await get(`/euw1/lol/summoner/v4/summoners/by-puuid/${player.puuid}`);
    expect(body).toEqual({
      puuid: player.puuid,
      profileIconId: player.traits.profileIconId,
      revisionDate: world.log.endedAt(item(world.historyOf(player), -1)),
      summonerLevel: expect.any(Number),
    });
  });

  it('know nobody on another platform', async () => {
    expect((await get(`/na1/lol/summoner/v4/summoners/by-puuid/${player.puuid}`)).status).toBe(404);
    expect((await get(`/na1/lol/league/v4/entries/by-puuid/${player.puuid}`)).body).toEqual([]);
  });

  it('give the ladder entry with every field', async () => {
    const { body } = await get(`/euw1/lol/league/v4/entries/by-puuid/${player.puuid}`);
    expect(item(body as object[])).toEqual({
      leagueId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      queueType: 'RANKED_SOLO_5x5',
      tier: expect.stringMatching(/^[A-Z]+$/),
      rank: expect.stringMatching(/^(I|II|III|IV)$/),
      puuid: player.puuid,
      leaguePoints: expect.any(Number),
      wins: expect.any(Number),
      losses: expect.any(Number),
      veteran: expect.any(Boolean),
      inactive: false,
      freshBlood: expect.any(Boolean),
      hotStreak: expect.any(Boolean),
    });
  });

  it('hide a banned account, whose name remains', async () => {
    const crowd = smallSimulator({ players: 400, historyDays: 30 });
    const banned = item(crowd.world.players.filter((one) => crowd.world.isBanned(one)));
    expect((await ask(crowd, `/euw1/lol/summoner/v4/summoners/by-puuid/${banned.puuid}`)).status).toBe(404);
    expect((await ask(crowd, `/euw1/lol/league/v4/entries/by-puuid/${banned.puuid}`)).body).toEqual([]);
    expect((await ask(crowd, `/europe/riot/account/v1/accounts/by-puuid/${banned.puuid}`)).status).toBe(200);
    expect(crowd.truth().players.find(({ puuid }) => puuid === banned.puuid)?.isBanned).toBe(true);
  });
});

describe('keys and paths', () => {
  const path = `/euw1/lol/summoner/v4/summoners/by-puuid/${player.puuid}`;

  it('answer 401 without a key, and for one that cannot be one', async () => {
    const missing = await get(path, '');
    expect(missing).toMatchObject({
      status: 401,
      body: { status: { message: 'Cannot process request apikey or authorization header is empty', status_code: 401 } },
    });
    expect(missing.headers.get('X-App-Rate-Limit')).toBeNull();
    expect(missing.headers.get('X-Riot-Edge-Trace-Id')).not.toBeNull();
    expect((await get(path, 'secret')).body).toEqual({ status: { message: 'Unknown apikey', status_code: 401 } });
    expect((await get(`${path}?api_key=RGAPI-query`, '')).status).toBe(200);
  });

  it.each([
    '/euw1/lol/summoner/v4/summoners/by-name/x',
    '/europe/lol/summoner/v4/summoners/by-puuid/x',
    '/euw1/lol/match/v5/matches/EUW1_1',
    '/mars/lol/match/v5/matches/EUW1_1',
    '/europe/lol/match/v5/matches/',
    '/europe/lol/match/v5/matches/%E0%A4%A',
    '/',
  ])('answer 403 for %s, uncounted', async (wrong) => {
    const reply = await get(wrong);
    expect(reply).toMatchObject({ status: 403, body: { status: { message: 'Forbidden', status_code: 403 } } });
    expect(reply.headers.get('X-App-Rate-Limit')).toBeNull();
  });

  it('answer 405 to anything but GET', async () => {
    const headers = { 'X-Riot-Token': 'RGAPI-x' };
    expect((await simulator.handle(new Request(`http://simulator${path}`, { method: 'POST', headers }))).status).toBe(
      405,
    );
  });
});

describe('rate limits', () => {
  it('answer 429 with type, wait and counts, and pass again when the window has ended', async () => {
    const clock = manualClock();
    const strict = smallSimulator({ limits: 'dev', clock });
    const path = `/europe/riot/account/v1/accounts/by-puuid/${item(strict.world.players).puuid}`;
    for (let i = 0; i < 20; i++) expect((await ask(strict, path)).status).toBe(200);
    clock.advance(400);
    const reply = await ask(strict, path);
    expect(reply).toMatchObject({
      status: 429,
      body: { status: { message: 'Rate limit exceeded', status_code: 429 } },
    });
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'x-rate-limit-type': 'application',
      'retry-after': '1',
      'x-app-rate-limit': '20:1,100:120',
      'x-app-rate-limit-count': '21:1,21:120',
      'x-method-rate-limit': '1000:60',
      'x-method-rate-limit-count': '21:60',
    });
    clock.advance(600);
    expect((await ask(strict, path)).status).toBe(200);
    expect(strict.stats()).toMatchObject({ requests: 22, limitViolations: 1, byStatus: { '200': 21, '429': 1 } });
  });

  it('count a 404 and a 400, and not a request without a key', async () => {
    const strict = smallSimulator({ limits: 'dev' });
    await ask(strict, '/europe/lol/match/v5/matches/EUW1_1');
    await ask(strict, `/europe/lol/match/v5/matches/by-puuid/${FOREIGN}/ids`);
    await ask(strict, '/europe/lol/match/v5/matches/EUW1_1', '');
    const { headers } = await ask(strict, '/europe/lol/match/v5/matches/EUW1_1');
    expect(headers.get('X-App-Rate-Limit-Count')).toBe('3:1,3:120');
    expect(headers.get('X-Method-Rate-Limit-Count')).toBe('2:10');
  });

  it('follow the clock in a world that stands still', async () => {
    const clock = manualClock();
    const frozen = smallSimulator({ limits: 'dev', clock, frozenAt: NOON - DAY_MS });
    const path = `/europe/riot/account/v1/accounts/by-puuid/${item(frozen.world.players).puuid}`;
    await ask(frozen, path);
    clock.advance(120_000);
    expect((await ask(frozen, path)).headers.get('X-App-Rate-Limit-Count')).toBe('1:1,1:120');
    expect(frozen.world.now()).toBe(NOON - DAY_MS);
  });
});

describe('the counters', () => {
  it('count matches that are asked for again under the same key', async () => {
    const fresh = smallSimulator();
    const game = `/europe/lol/match/v5/matches/EUW1_${fresh.world.log.at(fresh.world.now() > 0 ? 3 : 0).gameId}`;
    for (const key of ['RGAPI-a', 'RGAPI-a', 'RGAPI-b', 'RGAPI-a'])
      expect((await ask(fresh, game, key)).status).toBe(200);
    await ask(fresh, '/europe/lol/match/v5/matches/EUW1_1', 'RGAPI-a');
    await ask(fresh, '/europe/lol/match/v5/matches/EUW1_1', 'RGAPI-a');
    await ask(fresh, '/euw1/nothing');
    const stats = {
      schemaVersion: 1,
      requests: 7,
      byMethod: { 'match-v5.getMatch': 6, unknown: 1 },
      byRoute: { europe: 6, unknown: 1 },
      byStatus: { '200': 4, '403': 1, '404': 2 },
      limitViolations: 0,
      repeatedMatchRequests: 2,
      faults: {},
    };
    expect(fresh.stats()).toEqual(stats);
    expect((await ask(fresh, '/__stats', '')).body).toEqual(stats);
  });
});

describe('the truth', () => {
  it('is told to everybody', async () => {
    const { body } = await get('/__truth', '');
    expect(body).toEqual(simulator.truth());
    expect(body).toMatchObject({ schemaVersion: 1 });
    expect(item(simulator.truth().players)).toEqual({
      puuid: item(world.players).puuid,
      riotId: `${item(world.players).riotId.gameName}#${item(world.players).riotId.tagLine}`,
      isSmurf: item(world.players).isSmurf,
      isBanned: expect.any(Boolean),
      class: item(world.players).playerClass,
    });
    expect(simulator.truth().players.filter(({ isSmurf }) => isSmurf)).toHaveLength(6);
  });
});
