// Baselines, the rows that they are estimated from, and the count of games of each player.

import { expect } from 'vitest';
import { defaultBaseline } from '../../../src/analysis/calibrated/default-baseline.ts';
import type { BaselineMatchQuery } from '../../../src/store/analyses-store.ts';
import { atDay, type Game, gameOf, matchIdOf, play, track } from '../build.ts';
import { type Cases, NOW, type World } from '../world.ts';

const baseline = (id: string, queueId: number | null = 420) => {
  return { ...defaultBaseline, id, queueId, level: { shift: 0.1 + 0.2, sd: 1 / 3 } };
};

const usable = { queueId: 420, since: 0, minDuration: 900, limit: 99 } satisfies BaselineMatchQuery;

async function saveAll(world: World, games: readonly Partial<Game>[]) {
  await track(world);
  for (const [index, game] of games.entries()) {
    await world.save({ fetched: gameOf({ id: index + 1, puuids: ['tracked', 'met'], ...game }) });
  }
}

const idsOf = async ({ store }: World, changes: Partial<BaselineMatchQuery> = {}) =>
  (await store.analyses.listBaselineMatches({ ...usable, ...changes })).map(({ matchId }) => matchId);

const gamesOf = (world: World) => world.sql('select puuid, queue_id, countable from player_games order by 1, 2');

export const baselines: Cases = {
  'there is none at first': async ({ store }) => {
    expect(await store.analyses.newestBaseline(420)).toBeUndefined();
    expect(await store.analyses.findBaseline('x')).toBeUndefined();
  },

  'comes back bit for bit, the newest or by its id': async ({ store }) => {
    await store.analyses.saveBaseline({ baseline: baseline('b'), now: NOW });
    await store.analyses.saveBaseline({ baseline: baseline('a'), now: NOW + 1 });
    expect(await store.analyses.newestBaseline(420)).toStrictEqual({ ...baseline('a'), createdAt: NOW + 1 });
    expect(await store.analyses.findBaseline('b')).toStrictEqual({ ...baseline('b'), createdAt: NOW });
  },

  'that is built again becomes the newest': async (world) => {
    const { analyses } = world.store;
    await analyses.saveBaseline({ baseline: baseline('a'), now: NOW });
    await analyses.saveBaseline({ baseline: baseline('b'), now: NOW + 1 });
    await analyses.saveBaseline({ baseline: baseline('a'), now: NOW + 2 });
    expect(await analyses.newestBaseline(420)).toMatchObject({ id: 'a', createdAt: NOW + 2 });
    expect(await world.sql('select id from baselines')).toHaveLength(2);
  },

  'is that of the queue: what is usual in another one is not usual here': async (world) => {
    const { analyses } = world.store;
    await analyses.saveBaseline({ baseline: baseline('solo'), now: NOW });
    await analyses.saveBaseline({ baseline: baseline('flex', 440), now: NOW + 1 });
    expect(await analyses.newestBaseline(420)).toMatchObject({ id: 'solo', queueId: 420 });
    expect(await analyses.newestBaseline(440)).toMatchObject({ id: 'flex', queueId: 440 });
    expect(await analyses.newestBaseline(400)).toBeUndefined();
  },

  'of a version that did not keep the queue is of ranked solo': async (world) => {
    const { analyses } = world.store;
    await analyses.saveBaseline({ baseline: baseline('old'), now: NOW });
    await world.sql("update baselines set content_json = json_remove(content_json, '$.queueId')");
    expect(await analyses.newestBaseline(420)).toStrictEqual({ ...baseline('old'), createdAt: NOW });
    expect(await analyses.newestBaseline(440)).toBeUndefined();
  },

  'takes countable matches of the queue that are long and new enough, newest first': async (world) => {
    await saveAll(world, [
      {},
      {},
      { match: { queueId: 440 } },
      { match: { isCountable: false } },
      { match: { gameDuration: 899 } },
      { match: { gameDuration: 900 } },
    ]);
    expect(await idsOf(world)).toEqual([6, 2, 1].map(matchIdOf));
    expect(await idsOf(world, { since: atDay(2) })).toEqual([6, 2].map(matchIdOf));
  },

  'has everybody in a match, in their order': async (world) => {
    await saveAll(world, [{ puuids: ['a', 'b'] }, { puuids: ['c'] }]);
    const matches = await world.store.analyses.listBaselineMatches(usable);
    expect(matches.map(({ participants }) => participants.map(({ puuid }) => puuid))).toEqual([['c'], ['a', 'b']]);
    expect(matches[0]).toMatchObject({ gameCreation: atDay(2), gameDuration: 1800 });
    expect(matches[0]?.participants[0]).toEqual({
      puuid: 'c',
      teamId: 100,
      teamPosition: 'MIDDLE',
      win: true,
      kills: 4,
      deaths: 2,
      assists: 6,
      goldEarned: 11_000,
      visionScore: 20,
      cs: 180,
    });
  },

  'is read page by page, also between matches of the same moment': async (world) => {
    const at = atDay(9);
    await saveAll(world, [{}, { at }, { at }, { at }]);
    const first = await world.store.analyses.listBaselineMatches({ ...usable, limit: 2 });
    expect(first.map(({ matchId }) => matchId)).toEqual([4, 3].map(matchIdOf));
    expect(await idsOf(world, { before: first[1] })).toEqual([2, 1].map(matchIdOf));
  },

  'counts the matches up to a limit, and knows the newest version whatever the match was like': async (world) => {
    const { analyses } = world.store;
    expect(await analyses.countBaselineMatches(usable)).toEqual({ matches: 0, newestVersion: null });
    await saveAll(world, [{}, {}, { match: { gameDuration: 600, gameVersion: '15.21.7' } }]);
    expect(await analyses.countBaselineMatches(usable)).toEqual({ matches: 2, newestVersion: '15.21.7' });
    expect((await analyses.countBaselineMatches({ ...usable, limit: 1 })).matches).toBe(1);
  },

  'counts the rows of the newest matches by position': async (world) => {
    await saveAll(world, [
      { participant: { teamPosition: 'TOP' } },
      { participant: { teamPosition: 'UTILITY' } },
      { participant: { teamPosition: '' } },
      { participant: { teamPosition: 'UTILITY' } },
    ]);
    const nothing = { TOP: 0, JUNGLE: 0, MIDDLE: 0, BOTTOM: 0, UTILITY: 0 };
    const count = (limit: number) => world.store.analyses.countBaselineRows({ ...usable, limit });
    expect(await count(99)).toEqual({ ...nothing, TOP: 2, UTILITY: 4 });
    expect(await count(3)).toEqual({ ...nothing, UTILITY: 4 });
    expect(await count(1)).toEqual({ ...nothing, UTILITY: 2 });
  },

  'lists players with enough games and a known level, the most recently seen first': async (world) => {
    await track(world);
    await play(world, 2, { puuids: ['early'] });
    await play(world, 2, { puuids: ['late'] });
    await play(world, 1, { puuids: ['few'] });
    await play(world, 2, { puuids: ['other'], match: { queueId: 440 } });
    await play(world, 2, { puuids: ['unknown'], participant: { summonerLevel: null } });
    const all = { queueId: 420, minGames: 2, limit: 9 };
    const query = { ...all, isLevelKnown: true };
    expect((await world.store.analyses.listJudgeable(all)).toSorted()).toEqual(['early', 'late', 'unknown']);
    expect(await world.store.analyses.listJudgeable(query)).toEqual(['late', 'early']);
    expect(await world.store.analyses.listJudgeable({ ...query, limit: 1 })).toEqual(['late']);
  },

  'counts the countable games of each player by queue, each match once': async (world) => {
    await saveAll(world, [{}, { match: { queueId: 440 } }, { match: { isCountable: false } }, { puuids: ['met'] }]);
    const counted = [
      { puuid: 'met', queue_id: 420, countable: 2 },
      { puuid: 'met', queue_id: 440, countable: 1 },
      { puuid: 'tracked', queue_id: 420, countable: 1 },
      { puuid: 'tracked', queue_id: 440, countable: 1 },
    ];
    expect(await gamesOf(world)).toEqual(counted);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked', 'met'] }) });
    expect(await gamesOf(world)).toEqual(counted);
  },
};
