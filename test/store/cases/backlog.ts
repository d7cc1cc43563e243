// The backlog counts whom the selections would give.

import { expect } from 'vitest';
import { analysisOf, innocent, play, track } from '../build.ts';
import { type Cases, DAY_MS, HOUR_MS, NOW, type World } from '../world.ts';

const query = { queueId: 420, targetMatches: 8, minMatches: 4, maxDepth: 1, now: NOW, restMs: DAY_MS };

async function counted({ store }: World, listedBefore = NOW) {
  const all = await store.players.listNeedingMatches({ ...query, limit: 99 });
  const waiting = await store.players.countWaiting({ ...query, listedBefore });
  const missing = all.reduce((sum, { goal, countableMatches }) => sum + goal - countableMatches, 0);
  expect(waiting).toMatchObject({ players: all.length, missingMatches: missing });
  return waiting;
}

export const backlog: Cases = {
  'is empty in an empty database': async (world) => {
    expect(await counted(world)).toEqual({ players: 0, missingMatches: 0, lists: 0 });
    const ranks = { queueId: 420, minMatches: 4, rankedBefore: NOW };
    expect(await world.store.players.countToAnalyze(ranks)).toEqual({ players: 0, ranks: 0 });
  },

  'counts those who wait for matches, what they lack, and whose list is due': async (world) => {
    await track(world);
    await play(world, 1, { puuids: ['tracked', 'a', 'b', 'c'] });
    await play(world, 2, { puuids: ['b', 'far'] });
    await world.sql(`update players set discovered_depth = 2 where puuid = 'far'`);
    await world.sql(`update players set listed_at = ${NOW - HOUR_MS} where puuid = 'c'`);
    expect(await counted(world, NOW - DAY_MS)).toEqual({ players: 3, missingMatches: 3 + 1 + 3, lists: 2 });
    expect((await counted(world)).lists).toBe(3);
    await world.store.players.setActive({ puuid: 'a', isActive: false, now: NOW });
    expect((await counted(world)).players).toBe(2);
  },

  'leaves out those who are exhausted, clear, or tracked': async (world) => {
    await track(world);
    await play(world, 1, { puuids: ['tracked', 'a', 'b', 'c'] });
    await world.store.players.recordAttempt(world.commit(), { puuid: 'a', failed: false, exhausted: true });
    await world.store.analyses.save(world.commit(), analysisOf('b', innocent));
    expect((await counted(world)).players).toBe(1);
  },

  'counts those who wait for a verdict, and for a rank before it': async (world) => {
    await track(world);
    await play(world, 4, { puuids: ['tracked', 'a', 'b', 'c'] });
    await play(world, 3, { puuids: ['tracked', 'd'] });
    await world.store.analyses.save(world.commit(), analysisOf('c'));
    await world.sql(`update players set rank_checked_at = ${NOW} where puuid = 'b'`);
    const { players } = world.store;
    const due = await players.listToAnalyze({ queueId: 420, minMatches: 4, limit: 99 });
    const ranks = { queueId: 420, minMatches: 4, rankedBefore: NOW - 1 };
    expect(await players.countToAnalyze(ranks)).toEqual({ players: due.length, ranks: 1 });
    expect(due).toHaveLength(2);
  },

  'counts who was met since, within the distance': async (world) => {
    await track(world);
    await play(world, 1, { puuids: ['tracked', 'a', 'b'] });
    await play(world, 1, { puuids: ['a', 'far'] });
    await world.sql(`update players set discovered_depth = 2 where puuid = 'far'`);
    const { players } = world.store;
    expect(await players.countMet({ since: NOW, maxDepth: 1 })).toBe(2);
    expect(await players.countMet({ since: NOW, maxDepth: 2 })).toBe(3);
    expect(await players.countMet({ since: NOW + 1, maxDepth: 2 })).toBe(0);
  },
};
