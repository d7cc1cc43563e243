// loadPlayerEvidence: the sample with everybody in it, the level and the ranks that a judgement is made from.

import { expect } from 'vitest';
import type { LoadedEvidence } from '../../../src/store/analyses-store.ts';
import { atDay, entryOf, type Game, gameOf, matchIdOf, track } from '../build.ts';
import { type Cases, DAY_MS, NOW, type World } from '../world.ts';

const query = { puuid: 'tracked', queueId: 420, ladder: 'RANKED_SOLO_5x5', sampleSize: 60 };

async function saveAll(
  world: World,
  games: readonly (Omit<Game, 'puuids'> & { readonly puuids?: readonly string[] })[],
) {
  await track(world);
  for (const game of games) await world.save({ fetched: gameOf({ puuids: ['tracked', 'met'], ...game }) });
}

const load = ({ store }: World, changes: Partial<typeof query> = {}) =>
  store.analyses.loadPlayerEvidence({ ...query, ...changes });

const basisOf = ({ games, ranksUntil, rankCheckedAt, previousMatchAt }: LoadedEvidence) => ({
  matchIds: games.map(({ matchId }) => matchId),
  ranksUntil,
  rankCheckedAt,
  previousMatchAt,
  peersUntil: null,
});

const idsOf = async ({ store }: World, changes: Partial<typeof query> = {}) =>
  (await store.analyses.loadPlayerEvidence({ ...query, ...changes })).games.map(({ matchId }) => matchId);

const levelAfter = async (world: World, ...levels: readonly (number | null)[]) => {
  await saveAll(
    world,
    levels.map((summonerLevel, index) => ({ id: index + 1, participant: { summonerLevel } })),
  );
  return (await world.store.analyses.loadPlayerEvidence(query)).level;
};

export const evidence: Cases = {
  'is empty for a player without anything': async (world) => {
    await track(world);
    const nothing = { games: [], ranks: new Map(), rankCheckedAt: null, level: null, previousMatchAt: null };
    expect(await load(world)).toEqual({ puuid: 'tracked', queueId: 420, ...nothing, ranksUntil: 0, gamesStored: 0 });
  },

  'has the rows of everybody in each game, in their order, and nothing more': async (world) => {
    await track(world);
    const fetched = gameOf({ id: 1, puuids: ['met', 'tracked'] });
    const own = { win: false, kills: 9, deaths: 1, assists: 3, cs: 77, visionScore: 5, teamPosition: 'UTILITY' };
    const participants = fetched.participants.map((row) => (row.puuid === 'tracked' ? { ...row, ...own } : row));
    await world.save({ fetched: { ...fetched, participants: participants.toReversed() } });
    const gold = { teamId: 100, goldEarned: 11_000 };
    const met = { win: true, kills: 4, deaths: 2, assists: 6, cs: 180, visionScore: 20, teamPosition: 'MIDDLE' };
    expect((await load(world)).games).toEqual([
      {
        matchId: matchIdOf(1),
        gameCreation: atDay(1),
        gameDuration: 1800,
        participants: [
          { puuid: 'met', ...gold, ...met },
          { puuid: 'tracked', ...gold, ...own },
        ],
      },
    ]);
  },

  'tells how many countable games are stored, beyond the sample': async (world) => {
    await saveAll(world, [{ id: 1 }, { id: 2 }, { id: 3, match: { isCountable: false } }]);
    const { games, gamesStored } = await load(world, { sampleSize: 1 });
    expect([games.length, gamesStored]).toEqual([1, 2]);
  },

  'knows of a look-up as long as the player stands on the ladder: a rank that has ended holds no longer': async (
    world,
  ) => {
    await track(world);
    await world.store.players.saveRanks(world.commit(NOW), { puuid: 'tracked', entries: [entryOf()] });
    await world.store.players.saveRanks(world.commit(NOW + 7), { puuid: 'tracked', entries: [entryOf()] });
    expect((await load(world)).rankCheckedAt).toBe(NOW + 7);
    await world.store.players.saveRanks(world.commit(NOW + 9), { puuid: 'tracked', entries: [] });
    expect((await load(world)).rankCheckedAt).toBeNull();
    expect((await load(world)).ranks.get('tracked')).toHaveLength(1);
  },

  'leaves out rows of others that are damaged, and keeps those of the player': async (world) => {
    await saveAll(world, [{ id: 1 }]);
    const puuids = async () => (await load(world)).games[0]?.participants.map(({ puuid }) => puuid);
    await world.sql(`update match_participants set kills = 'many' where puuid = 'met'`);
    expect(await puuids()).toEqual(['tracked']);
    await world.sql(`update match_participants set gold_earned = 'much' where puuid = 'tracked'`);
    expect(await puuids()).toEqual(['tracked']);
  },

  'cannot be changed': async (world) => {
    await saveAll(world, [{ id: 1 }]);
    const { games } = await load(world);
    const parts = [games, games[0], games[0]?.participants, games[0]?.participants[0]];
    expect(parts.map(Object.isFrozen)).toEqual([true, true, true, true]);
  },

  'knows the newest match before the sample, of any queue and whether it counted': async (world) => {
    await saveAll(world, [
      { id: 1 },
      { id: 2, match: { queueId: 450 } },
      { id: 3, match: { isCountable: false } },
      { id: 4, puuids: ['met'] },
      { id: 5 },
      { id: 6 },
    ]);
    const before = async (sampleSize: number) => (await load(world, { sampleSize })).previousMatchAt;
    expect(await before(1)).toBe(atDay(5));
    expect(await before(2)).toBe(atDay(3));
    expect(await before(3)).toBeNull();
  },

  'has the ranks of everybody in the sample, and of nobody else': async (world) => {
    await saveAll(world, [{ id: 1 }, { id: 2, puuids: ['stranger'] }]);
    for (const puuid of ['tracked', 'met', 'stranger']) {
      await world.store.players.saveRanks(world.commit(NOW + 5), { puuid, entries: [entryOf()] });
    }
    const { ranks, rankCheckedAt } = await load(world);
    const point = { at: NOW + 5, tier: 'GOLD', division: 'II', leaguePoints: 40 };
    expect(ranks).toEqual(
      new Map([
        ['tracked', [point]],
        ['met', [point]],
      ]),
    );
    expect(rankCheckedAt).toBe(NOW + 5);
  },

  'is seen again as it was, whatever came later': async (world) => {
    await saveAll(world, [{ id: 5 }, { id: 7 }]);
    const look = (puuid: string, at: number, leaguePoints: number) =>
      world.store.players.saveRanks(world.commit(at), { puuid, entries: [entryOf({ leaguePoints })] });
    await look('tracked', NOW, 10);
    await look('met', NOW, 20);
    const seen = await load(world);
    await look('tracked', NOW - DAY_MS, 30);
    await look('met', NOW, 40);
    for (const id of [1, 6, 8]) await world.save({ fetched: gameOf({ id, puuids: ['tracked', 'new'] }) });
    const basis = basisOf(seen);
    const again = await world.store.analyses.loadPlayerEvidence({ ...query, basis });
    expect(again).toEqual({ ...seen, gamesStored: null });
    expect(await load(world)).not.toEqual(seen);
  },

  'is the newest games, oldest first, whatever the order of saving': async (world) => {
    await saveAll(world, [{ id: 3 }, { id: 1 }, { id: 4 }, { id: 2 }]);
    expect(await idsOf(world)).toEqual([1, 2, 3, 4].map(matchIdOf));
    expect(await idsOf(world, { sampleSize: 3 })).toEqual([2, 3, 4].map(matchIdOf));
  },

  'of games of the same moment the higher id is the newer one': async (world) => {
    const at = atDay(5);
    await saveAll(world, [
      { id: 3, at },
      { id: 1, at },
      { id: 2, at },
      { id: 9, at: at - 1 },
    ]);
    expect(await idsOf(world)).toEqual([9, 1, 2, 3].map(matchIdOf));
    expect(await idsOf(world, { sampleSize: 2 })).toEqual([2, 3].map(matchIdOf));
  },

  'leaves out other queues, games that do not count, and games of others': async (world) => {
    await saveAll(world, [
      { id: 1 },
      { id: 2, match: { queueId: 440 } },
      { id: 3, match: { isCountable: false } },
      { id: 4, puuids: ['met'] },
      { id: 5 },
    ]);
    expect(await idsOf(world)).toEqual([1, 5].map(matchIdOf));
    expect(await idsOf(world, { sampleSize: 2 })).toEqual([1, 5].map(matchIdOf));
    expect(await idsOf(world, { queueId: 440 })).toEqual([matchIdOf(2)]);
    expect(await idsOf(world, { puuid: 'met' })).toEqual([1, 4, 5].map(matchIdOf));
  },

  'has the level of the newest game': async (world) => {
    expect(await levelAfter(world, 300, 40, 41)).toBe(41);
  },

  'knows no level when the newest game says 0': async (world) => {
    expect(await levelAfter(world, 300, 0)).toBeNull();
  },

  'knows no level when the newest game says none': async (world) => {
    expect(await levelAfter(world, 300, null)).toBeNull();
  },

  'has the rank history of the ladder alone, oldest first': async (world) => {
    await track(world);
    const look = async (at: number, leaguePoints: number) => {
      const flex = entryOf({ queueType: 'RANKED_FLEX_SR', leaguePoints: leaguePoints + 1 });
      await world.store.players.saveRanks(world.commit(at), {
        puuid: 'tracked',
        entries: [flex, entryOf({ leaguePoints })],
      });
    };
    await look(NOW + 2, 10);
    await look(NOW + 4, 30);
    await look(NOW + 6, 20);
    const { ranks } = await world.store.analyses.loadPlayerEvidence(query);
    const gold = { tier: 'GOLD', division: 'II' };
    expect(ranks.get('tracked')).toEqual([
      { at: NOW + 2, ...gold, leaguePoints: 10 },
      { at: NOW + 4, ...gold, leaguePoints: 30 },
      { at: NOW + 6, ...gold, leaguePoints: 20 },
    ]);
    const without = await world.store.analyses.loadPlayerEvidence({ ...query, ladder: undefined });
    expect(without.ranks.size).toBe(0);
  },

  'leaves out ranks whose words it does not know': async (world) => {
    await track(world);
    const entries = [entryOf({ tier: 'UNRANKED' })];
    await world.store.players.saveRanks(world.commit(NOW), { puuid: 'tracked', entries });
    await world.store.players.saveRanks(world.commit(NOW + 1), {
      puuid: 'tracked',
      entries: [entryOf({ division: 'V' })],
    });
    await world.store.players.saveRanks(world.commit(NOW + 2), { puuid: 'tracked', entries: [entryOf()] });
    expect((await load(world)).ranks.get('tracked')?.map(({ at }) => at)).toEqual([NOW + 2]);
  },
};
