// loadEvidence: the sample, the level and the rank history that a judgement is made from.

import { expect } from 'vitest';
import { atDay, entryOf, type Game, gameOf, matchIdOf, track } from '../build.ts';
import { type Cases, NOW, type World } from '../world.ts';

const query = { puuid: 'tracked', queueId: 420, ladder: 'RANKED_SOLO_5x5', sampleSize: 60 };

async function saveAll(
  world: World,
  games: readonly (Omit<Game, 'puuids'> & { readonly puuids?: readonly string[] })[],
) {
  await track(world);
  for (const game of games) await world.save({ fetched: gameOf({ puuids: ['tracked', 'met'], ...game }) });
}

const idsOf = async ({ store }: World, changes: Partial<typeof query> = {}) =>
  (await store.analyses.loadEvidence({ ...query, ...changes })).games.map(({ matchId }) => matchId);

const levelAfter = async (world: World, ...levels: readonly (number | null)[]) => {
  await saveAll(
    world,
    levels.map((summonerLevel, index) => ({ id: index + 1, participant: { summonerLevel } })),
  );
  return (await world.store.analyses.loadEvidence(query)).level;
};

export const evidence: Cases = {
  'is empty for a player without anything': async (world) => {
    await track(world);
    const nothing = { puuid: 'tracked', queueId: 420, games: [], level: null, ranks: [] };
    expect(await world.store.analyses.loadEvidence(query)).toEqual(nothing);
  },

  "has the player's own row of each game, and nothing more": async (world) => {
    await track(world);
    const fetched = gameOf({ id: 1, puuids: ['met', 'tracked'] });
    const own = { win: false, kills: 9, deaths: 1, assists: 3, cs: 77, visionScore: 5, teamPosition: 'UTILITY' };
    const participants = fetched.participants.map((row) => (row.puuid === 'tracked' ? { ...row, ...own } : row));
    await world.save({ fetched: { ...fetched, participants } });
    const { games } = await world.store.analyses.loadEvidence(query);
    expect(games).toEqual([{ matchId: matchIdOf(1), gameCreation: atDay(1), gameDuration: 1800, ...own }]);
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
    const { ranks } = await world.store.analyses.loadEvidence(query);
    const gold = { tier: 'GOLD', division: 'II' };
    expect(ranks).toEqual([
      { at: NOW + 2, ...gold, leaguePoints: 10 },
      { at: NOW + 4, ...gold, leaguePoints: 30 },
      { at: NOW + 6, ...gold, leaguePoints: 20 },
    ]);
    const without = await world.store.analyses.loadEvidence({ ...query, ladder: undefined });
    expect(without.ranks).toEqual([]);
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
    expect((await world.store.analyses.loadEvidence(query)).ranks.map(({ at }) => at)).toEqual([NOW + 2]);
  },
};
