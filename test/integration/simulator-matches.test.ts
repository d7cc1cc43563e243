// match-v5 as the simulator serves it: the id list with its filters, and the match.

import { describe, expect, it } from 'vitest';
import { regionalRouteOf } from '../../src/league/routing.ts';
import type { WorldPlayer } from '../../src/simulator/world.ts';
import { ask, item, smallSimulator } from '../unit/simulator-manual-clock.ts';

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

async function idsOf(query = '', route = 'europe'): Promise<string[]> {
  const { status, body } = await get(`/${route}/lol/match/v5/matches/by-puuid/${player.puuid}/ids?${query}`);
  expect(status).toBe(200);
  return body as string[];
}

interface WireMatch {
  readonly metadata: { readonly matchId: string; readonly participants: readonly string[] };
  readonly info: {
    readonly queueId: number;
    readonly gameCreation: number;
    readonly gameStartTimestamp: number;
    readonly gameEndTimestamp: number;
    readonly gameDuration: number;
    readonly participants: readonly Record<string, unknown>[];
    readonly teams: readonly Record<string, unknown>[];
  };
}

async function matchOf(matchId: string): Promise<WireMatch> {
  const { status, body } = await get(`/europe/lol/match/v5/matches/${matchId}`);
  expect(status).toBe(200);
  return body as WireMatch;
}

describe('the id list of match-v5', () => {
  it('is newest first, 20 by default, 100 at most, in pages without gap or overlap', async () => {
    const all = await idsOf('count=100');
    expect(await idsOf()).toEqual(all.slice(0, 20));
    expect([...(await idsOf('start=0&count=7')), ...(await idsOf('start=7&count=7'))]).toEqual(all.slice(0, 14));
    expect(await idsOf('count=0')).toEqual([]);
    expect(await idsOf(`start=${world.historyOf(player).length}`)).toEqual([]);
    const created = await Promise.all(all.slice(0, 10).map(async (id) => (await matchOf(id)).info.gameCreation));
    expect(created).toEqual([...created].sort((a, b) => b - a));
  });

  it('filters by queue and by type, and by both at once', async () => {
    const solo = await idsOf('queue=420&count=100');
    const ranked = await idsOf('type=ranked&count=100');
    const all = await idsOf('count=100');
    expect(solo.length).toBeGreaterThan(10);
    expect((await matchOf(item(solo))).info.queueId).toBe(420);
    expect(ranked.length).toBeGreaterThan(solo.length);
    expect(all.length).toBeGreaterThan(ranked.length);
    expect(await idsOf('type=normal&queue=420')).toEqual([]);
    expect(await idsOf('type=tutorial')).toEqual([]);
  });

  it('takes startTime and endTime in seconds, both inclusive, and silently nothing in milliseconds', async () => {
    const all = await idsOf('count=100');
    const { gameCreation } = (await matchOf(item(all, 5))).info;
    const second = Math.floor(gameCreation / 1000);
    expect(await idsOf(`startTime=${second}`)).toEqual(all.slice(0, 6));
    expect(await idsOf(`startTime=${second + 1}`)).toEqual(all.slice(0, 5));
    expect(await idsOf(`endTime=${second}&count=100`)).toEqual(all.slice(5));
    expect(await idsOf(`startTime=${gameCreation}`)).toEqual([]);
  });

  it('refuses a count over 100', async () => {
    const reply = await get(`/europe/lol/match/v5/matches/by-puuid/${player.puuid}/ids?count=101`);
    expect(reply.status).toBe(400);
    expect(reply.text).toContain("'count' must have a maximum value of 100. Invalid value '101' given.");
    expect(reply.headers.get('X-App-Rate-Limit')).not.toBeNull();
  });

  it('is empty on the wrong regional route, where the match is 404', async () => {
    expect(regionalRouteOf(world.platform)).toBe('europe');
    expect(await idsOf('', 'asia')).toEqual([]);
    const id = item(await idsOf());
    expect((await get(`/asia/lol/match/v5/matches/${id}`)).status).toBe(404);
  });

  it('does not decrypt the puuid of another application', async () => {
    for (const path of [
      `/europe/lol/match/v5/matches/by-puuid/${FOREIGN}/ids`,
      `/euw1/lol/summoner/v4/summoners/by-puuid/${FOREIGN}`,
      `/euw1/lol/league/v4/entries/by-puuid/${FOREIGN}`,
      `/europe/riot/account/v1/accounts/by-puuid/${FOREIGN}`,
    ]) {
      const message = `Bad Request - Exception decrypting ${FOREIGN}`;
      expect(await get(path)).toMatchObject({ status: 400, body: { status: { message, status_code: 400 } } });
    }
  });
});

describe('the match of match-v5', () => {
  it('has the shape of a ranked game', async () => {
    const id = item(await idsOf('queue=420'));
    const { metadata, info } = await matchOf(id);
    expect(metadata).toMatchObject({ dataVersion: '2', matchId: id });
    expect(metadata.participants).toEqual(info.participants.map(({ puuid }) => puuid));
    expect(info).toMatchObject({
      endOfGameResult: 'GameComplete',
      gameMode: 'CLASSIC',
      gameType: 'MATCHED_GAME',
      gameVersion: expect.stringMatching(/^16\.\d+\.\d+\.\d+$/),
      mapId: 11,
      platformId: 'EUW1',
      queueId: 420,
      tournamentCode: '',
    });
    expect(info.gameEndTimestamp).toBe(info.gameStartTimestamp + 1000 * info.gameDuration);
    expect(info.participants.map(({ teamPosition }) => teamPosition)).toEqual(
      [1, 2].flatMap(() => ['TOP', 'JUNGLE', 'MIDDLE', 'BOTTOM', 'UTILITY']),
    );
    expect(info.participants.map(({ teamId }) => teamId)).toEqual([100, 100, 100, 100, 100, 200, 200, 200, 200, 200]);
    expect(info.teams).toMatchObject([{ teamId: 100 }, { teamId: 200 }]);
    expect(new Set(info.participants.map(({ championId }) => championId)).size).toBe(10);
  });

  it('names one team for the first of each objective that was taken', async () => {
    type Objectives = Record<string, { first: boolean; kills: number }>;
    for (const id of (await idsOf('queue=420')).slice(0, 10)) {
      const { info } = await matchOf(id);
      const [blue = {}, red = {}] = info.teams.map((team) => team['objectives'] as Objectives);
      const taken = Object.keys(blue).filter((name) => (blue[name]?.kills ?? 0) + (red[name]?.kills ?? 0) > 0);
      const firsts = Object.keys(blue).filter((name) => blue[name]?.first !== red[name]?.first);
      expect(firsts).toEqual(taken);
    }
  });

  it('gives a participant every field that is read, and parts that add up', async () => {
    const { info } = await matchOf(item(await idsOf('queue=420'), 2));
    const row = item(info.participants.filter(({ puuid }) => puuid === player.puuid));
    expect(row).toMatchObject({
      riotIdGameName: player.riotId.gameName,
      riotIdTagline: player.riotId.tagLine,
      summonerName: '',
      profileIcon: player.traits.profileIconId,
      gameEndedInEarlySurrender: false,
      timePlayed: info.gameDuration,
    });
    for (const kind of ['DamageDealt', 'DamageDealtToChampions', 'DamageTaken']) {
      const parts = ['magic', 'physical', 'true'].map((part) => Number(row[`${part}${kind}`]));
      expect(parts.reduce((a, b) => a + b)).toBe(row[`total${kind}`]);
    }
    expect(row['perks']).toMatchObject({ styles: [{ description: 'primaryStyle' }, { description: 'subStyle' }] });
    expect(row).toHaveProperty('challenges.killParticipation');
  });

  it('says of a remake what Riot says', async () => {
    const index = Array.from({ length: world.log.size }, (_, i) => i).find((i) => world.log.at(i).isRemake) ?? 0;
    const { info } = await matchOf(`EUW1_${world.log.at(index).gameId}`);
    expect(info.gameDuration).toBeLessThan(200);
    expect(info.participants.every((row) => row['gameEndedInEarlySurrender'] === true)).toBe(true);
    const teams = new Set(info.participants.filter((row) => row['teamEarlySurrendered']).map(({ teamId }) => teamId));
    expect(teams.size).toBe(1);
    expect(info.participants.every((row) => row['kills'] === 0 && row['deaths'] === 0)).toBe(true);
  });

  it('has no positions on the Howling Abyss', async () => {
    const { info } = await matchOf(item(await idsOf('queue=450')));
    expect(info).toMatchObject({ gameMode: 'ARAM', mapId: 12 });
    expect(
      info.participants.every((row) => row['teamPosition'] === '' && row['individualPosition'] === 'Invalid'),
    ).toBe(true);
  });

  it('is 404 for ids that nobody played', async () => {
    for (const id of ['EUW1_1', 'NA1_5000000000', 'EUW1_', 'nonsense', 'EUW1_12x']) {
      expect(await get(`/europe/lol/match/v5/matches/${id}`)).toMatchObject({
        status: 404,
        body: { status: { message: 'Data not found - match file not found' } },
      });
    }
  });

  it('weighs 25 to 50 kB', async () => {
    const { text } = await get(`/europe/lol/match/v5/matches/${item(await idsOf('queue=420'))}`);
    expect(text.length).toBeGreaterThan(25_000);
    expect(text.length).toBeLessThan(50_000);
  });
});
