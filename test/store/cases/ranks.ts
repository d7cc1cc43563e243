// saveRanks: a row per change, exactly one current row per player and ladder.

import { expect } from 'vitest';
import type { LeagueEntry } from '../../../src/league/player.ts';
import { entryOf, track } from '../build.ts';
import { type Cases, NOW, type World } from '../world.ts';

/** A look-up of the tracked player's ranks. */
async function look(world: World, at: number, entries: readonly LeagueEntry[]) {
  await world.store.players.saveRanks(world.commit(at), { puuid: 'tracked', entries });
}

/** `queue tier division points current`, oldest first. */
async function history(world: World): Promise<string[]> {
  const rows = await world.sql('select * from player_ranks order by id');
  return rows.map(({ queue_type, tier, rank, league_points, is_current }) =>
    [
      queue_type === 'RANKED_SOLO_5x5' ? 'solo' : queue_type,
      tier,
      rank,
      league_points,
      is_current ? 'now' : 'past',
    ].join(' '),
  );
}

const flex = entryOf({ queueType: 'RANKED_FLEX_SR', tier: 'IRON', division: 'IV', leaguePoints: 3 });

export const ranks: Cases = {
  'keeps a first rank with all its fields': async (world) => {
    await track(world);
    await look(world, NOW + 5, [entryOf()]);
    const [row] = await world.sql('select * from player_ranks');
    const numbers = { league_points: 40, wins: 30, losses: 25, created_at: NOW + 5 };
    expect(row).toMatchObject({ puuid: 'tracked', tier: 'GOLD', rank: 'II', league_id: 'a-league', ...numbers });
    expect([row?.['hot_streak'], row?.['veteran'], row?.['is_current']].map(Boolean)).toEqual([true, false, true]);
    expect(await world.counters()).toEqual({ recordsCreated: 1 });
  },

  'an unchanged rank writes no row and is looked up all the same': async (world) => {
    await track(world);
    await look(world, NOW + 1, [entryOf(), flex]);
    const rows = await world.sql('select * from player_ranks');
    await look(world, NOW + 9, [flex, entryOf()]);
    expect(await world.sql('select * from player_ranks')).toEqual(rows);
    expect((await world.player('tracked')).rankCheckedAt).toBe(NOW + 9);
    expect(await world.counters()).toEqual({ recordsCreated: 2 });
  },

  'any changed field ends the current row and begins another': async (world) => {
    await track(world);
    const changes: Partial<LeagueEntry>[] = [
      { leaguePoints: 41 },
      { wins: 31 },
      { losses: 26 },
      { division: 'I' },
      { tier: 'PLATINUM' },
      { hotStreak: false },
      { veteran: true },
      { inactive: true },
      { freshBlood: true },
      { leagueId: 'another-league' },
    ];
    await look(world, NOW, [entryOf()]);
    let entry = entryOf();
    for (const [index, change] of changes.entries()) {
      entry = { ...entry, ...change };
      await look(world, NOW + index + 1, [entry]);
      const rows = await history(world);
      expect(rows).toHaveLength(index + 2);
      expect(rows.filter((row) => row.endsWith('now'))).toEqual(rows.slice(-1));
    }
    const count = changes.length;
    expect(await world.counters()).toEqual({ recordsCreated: count + 1, recordsUpdated: count });
  },

  'ladders change apart from each other': async (world) => {
    await track(world);
    await look(world, NOW, [entryOf(), flex]);
    await look(world, NOW + 1, [entryOf({ leaguePoints: 60 }), flex]);
    expect(await history(world)).toEqual([
      'solo GOLD II 40 past',
      'RANKED_FLEX_SR IRON IV 3 now',
      'solo GOLD II 60 now',
    ]);
  },

  'a ladder that is missing from the answer has ended': async (world) => {
    await track(world);
    await look(world, NOW, [entryOf(), flex]);
    await look(world, NOW + 1, [flex]);
    expect(await history(world)).toEqual(['solo GOLD II 40 past', 'RANKED_FLEX_SR IRON IV 3 now']);
    await look(world, NOW + 2, []);
    expect((await history(world)).every((row) => row.endsWith('past'))).toBe(true);
    await look(world, NOW + 3, [entryOf()]);
    expect((await history(world)).at(-1)).toBe('solo GOLD II 40 now');
  },

  'ladders of the same rank are two ladders': async (world) => {
    await track(world);
    const twin = entryOf({ queueType: 'RANKED_FLEX_SR' });
    await look(world, NOW, [entryOf(), twin]);
    await look(world, NOW + 1, [twin]);
    expect(await history(world)).toEqual(['solo GOLD II 40 past', 'RANKED_FLEX_SR GOLD II 40 now']);
  },

  'without a rank there is a look-up and no row': async (world) => {
    await track(world);
    await look(world, NOW + 3, []);
    expect(await history(world)).toEqual([]);
    expect((await world.player('tracked')).rankCheckedAt).toBe(NOW + 3);
    expect(await world.counters()).toEqual({});
  },

  "entries without a tier and other games' ladders are no ranks": async (world) => {
    await track(world);
    const arena = entryOf({ queueType: 'CHERRY', tier: null, division: null, leagueId: null });
    const tactics = entryOf({ queueType: 'RANKED_TFT' });
    const unplaced = entryOf({ queueType: 'RANKED_FLEX_SR', tier: null, division: null });
    await look(world, NOW, [arena, tactics, unplaced, entryOf()]);
    expect(await history(world)).toEqual(['solo GOLD II 40 now']);
  },

  'gives the current rank of each ladder': async (world) => {
    await track(world);
    await look(world, NOW, [entryOf(), flex]);
    await look(world, NOW + 1, [flex, entryOf({ leaguePoints: 55 })]);
    const ranks = await world.store.players.listCurrentRanks('tracked');
    expect(ranks.map(({ queueType, leaguePoints }) => [queueType, leaguePoints])).toEqual([
      ['RANKED_FLEX_SR', 3],
      ['RANKED_SOLO_5x5', 55],
    ]);
    expect(await world.store.players.listCurrentRanks('nobody')).toEqual([]);
  },

  'one player does not touch the ranks of another': async (world) => {
    await track(world);
    await track(world, 'another');
    await look(world, NOW, [entryOf()]);
    const { saveRanks } = world.store.players;
    await saveRanks(world.commit(NOW), { puuid: 'another', entries: [entryOf({ tier: 'IRON' })] });
    await saveRanks(world.commit(NOW + 1), { puuid: 'another', entries: [] });
    expect(await history(world)).toEqual(['solo GOLD II 40 now', 'solo IRON II 40 past']);
    expect((await world.player('tracked')).rankCheckedAt).toBe(NOW);
  },
};
