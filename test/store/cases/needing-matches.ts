// Who waits for matches, and with how many games the wait is over.

import { expect } from 'vitest';
import { isDueAgain } from '../../../src/analysis/due.ts';
import type { NeedingMatches } from '../../../src/store/store.ts';
import { analysisOf, calibratedOf, gameOf, matchIdOf, play, track } from '../build.ts';
import { type Cases, DAY_MS, NOW, type World } from '../world.ts';

const query: NeedingMatches = {
  queueId: 420,
  targetMatches: 50,
  minMatches: 3,
  maxDepth: 1,
  now: NOW,
  restMs: 0,
  limit: 99,
};

/** `puuid countable/goal`. */
async function needing({ store }: World, changes: Partial<NeedingMatches> = {}): Promise<string[]> {
  const players = await store.players.listNeedingMatches({ ...query, ...changes });
  return players.map(({ puuid, countableMatches, goal }) => `${puuid} ${countableMatches}/${goal}`);
}

async function attempt(world: World, puuid: string, { at, failed = false }: { at: number; failed?: boolean }) {
  await world.store.players.recordAttempt(world.commit(at), { puuid, failed });
}

async function rest(world: World, puuid: string, exhausted = true): Promise<void> {
  await world.store.players.recordAttempt(world.commit(), { puuid, failed: false, exhausted });
}

async function judge(world: World, puuid: string, verdict: Parameters<typeof calibratedOf>[1]): Promise<void> {
  await world.store.analyses.save(world.commit(), calibratedOf(puuid, verdict));
}

export const needingMatches: Cases = {
  'nobody in an empty database': async (world) => {
    expect(await needing(world)).toEqual([]);
  },

  'without a verdict: below the minimum, whatever the target': async (world) => {
    await track(world);
    for (const count of [1, 2, 3, 4]) await play(world, count, { puuids: [`with ${count}`] });
    expect(await needing(world)).toEqual(['with 1 1/3', 'with 2 2/3']);
    expect(await needing(world, { minMatches: 2 })).toEqual(['with 1 1/2']);
  },

  'only countable games of the queue count': async (world) => {
    await track(world);
    await play(world, 1, { puuids: ['a'] });
    await play(world, 4, { puuids: ['a'], match: { isCountable: false } });
    await play(world, 4, { puuids: ['a'], match: { queueId: 440 } });
    await play(world, 4, { puuids: ['remakes only'], match: { isCountable: false } });
    expect(await needing(world)).toEqual(['a 1/3', 'remakes only 0/3']);
    expect(await needing(world, { queueId: 440, minMatches: 5 })).toEqual(['a 4/5', 'remakes only 0/5']);
  },

  'not tracked, active, and near enough': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked', 'near', 'away'] }) });
    await world.save({ fetched: gameOf({ id: 2, puuids: ['near', 'far'] }), fetchedFor: 'near' });
    await world.sql("update players set is_active = false where puuid = 'away'");
    expect(await needing(world)).toEqual(['near 2/3']);
    expect(await needing(world, { maxDepth: 2 })).toEqual(['far 1/3', 'near 2/3']);
    expect(await needing(world, { maxDepth: 0 })).toEqual([]);
    expect(await needing(world, { maxDepth: 2, puuids: ['far', 'away'] })).toEqual(['far 1/3']);
  },

  'of those equally near and as often failed only the first: who has waited longest': async (world) => {
    await track(world);
    for (const puuid of ['a', 'b', 'c']) await play(world, 2, { puuids: [puuid] });
    await play(world, 1, { puuids: ['farther'] });
    await attempt(world, 'a', { at: NOW + 2 });
    await attempt(world, 'b', { at: NOW + 1 });
    expect(await needing(world, { limit: 1 })).toEqual(['c 2/3', 'farther 1/3']);
    expect(await needing(world, { limit: 2 })).toEqual(['b 2/3', 'c 2/3', 'farther 1/3']);
    await attempt(world, 'a', { at: NOW + 3, failed: true });
    expect(await needing(world, { limit: 1 })).toEqual(['a 2/3', 'c 2/3', 'farther 1/3']);
  },

  'the wait begins with the last attempt, or with the first meeting': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['a', 'b'] }) }, NOW + 5);
    await attempt(world, 'b', { at: NOW + 9 });
    const players = await world.store.players.listNeedingMatches(query);
    expect(players.map(({ puuid, since }) => [puuid, since])).toEqual([
      ['a', NOW + 5],
      ['b', NOW + 9],
    ]);
  },

  'a clear verdict ends it, one that more games may change does not': async (world) => {
    await track(world);
    const bands = ['very_likely', 'likely', 'not_flagged', 'possible', 'inconclusive'] as const;
    for (const band of bands) {
      await play(world, 3, { puuids: [band] });
      await judge(world, band, { band });
    }
    for (const confidence of ['none', 'low', 'medium', 'high', 'insufficient_data'] as const) {
      await play(world, 3, { puuids: [confidence] });
      await world.store.analyses.save(world.commit(), analysisOf(confidence, { confidence }));
    }
    const open = ['inconclusive', 'insufficient_data', 'low', 'possible'];
    expect(await needing(world)).toEqual(open.map((name) => `${name} 3/13`));
  },

  'the newest verdict counts, and one that is to be made again keeps nobody waiting': async (world) => {
    await track(world);
    await play(world, 3, { puuids: ['a'] });
    await judge(world, 'a', { band: 'not_flagged' });
    await judge(world, 'a', { band: 'possible' });
    expect(await needing(world)).toEqual(['a 3/13']);
    await world.store.analyses.reset(world.commit(), ['a']);
    expect(await needing(world)).toEqual([]);
    await judge(world, 'a', { band: 'likely' });
    expect(await needing(world)).toEqual([]);
  },

  'deepened as far as the target: an inconclusive verdict right up to it': async (world) => {
    await track(world);
    await play(world, 45, { puuids: ['possible', 'inconclusive', 'at target'] });
    await play(world, 5, { puuids: ['at target'] });
    await judge(world, 'possible', { band: 'possible', gamesAnalyzed: 45 });
    await judge(world, 'inconclusive', { band: 'inconclusive', gamesAnalyzed: 45 });
    await judge(world, 'at target', { band: 'inconclusive', gamesAnalyzed: 50 });
    expect(await needing(world)).toEqual(['inconclusive 45/50']);
    expect(await needing(world, { targetMatches: 55 })).toEqual(
      ['inconclusive 45/55', 'possible 45/55', 'at target 50/55'].toSorted(),
    );
  },

  'with the games of the goal, and not before, a verdict is due again': async (world) => {
    await track(world);
    for (const games of [1, 7, 19, 20, 21, 33, 60]) {
      const puuid = `of ${games}`;
      await play(world, games, { puuids: [puuid] });
      await judge(world, puuid, { band: 'inconclusive', gamesAnalyzed: games });
      const [player] = await world.store.players.listNeedingMatches({ ...query, targetMatches: 99, puuids: [puuid] });
      const last = { gamesAnalyzed: games, profileVersion: '1', currentProfileVersion: '1', inconclusiveUntil: 99 };
      const missing = (player?.goal ?? 0) - games;
      expect(isDueAgain({ ...last, gamesSince: missing }), puuid).toBe(true);
      expect(isDueAgain({ ...last, gamesSince: missing - 1 }), puuid).toBe(false);
    }
  },

  'not those whose history was too short a while ago': async (world) => {
    await track(world);
    await play(world, 1, { puuids: ['a', 'b'] });
    await rest(world, 'a');
    await rest(world, 'b', false);
    expect(await needing(world, { now: NOW + 4, restMs: 5 })).toEqual(['b 1/3']);
    expect(await needing(world, { now: NOW + 5, restMs: 5 })).toEqual(['a 1/3', 'b 1/3']);
    await rest(world, 'a', false);
    expect(await needing(world, { now: NOW + 4, restMs: 5 })).toEqual(['a 1/3', 'b 1/3']);
  },

  'one who rests comes back as soon as an unavailable match is due again': async (world) => {
    await track(world);
    await play(world, 1, { puuids: ['a'] });
    const missed = { matchId: matchIdOf(77), puuid: 'a', reason: 'not_found' } as const;
    await world.store.matches.recordUnavailable(world.commit(), missed);
    await rest(world, 'a');
    const due = NOW + 10 * 60_000;
    expect(await needing(world, { now: due - 1, restMs: DAY_MS })).toEqual([]);
    expect(await needing(world, { now: due, restMs: DAY_MS })).toEqual(['a 1/3']);
    await world.sql('update unavailable_matches set tombstoned_at = 1');
    expect(await needing(world, { now: due, restMs: DAY_MS })).toEqual([]);
  },

  'an attempt is remembered with its failures in a row': async (world) => {
    await track(world);
    const before = await world.player('tracked');
    await attempt(world, 'tracked', { at: NOW + 1, failed: true });
    await attempt(world, 'tracked', { at: NOW + 2, failed: true });
    expect(await world.player('tracked')).toEqual({ ...before, lastAttemptAt: NOW + 2, failedAttempts: 2 });
    await attempt(world, 'tracked', { at: NOW + 3 });
    const after = { lastAttemptAt: NOW + 3, updatedAt: NOW + 3, failedAttempts: 0 };
    expect(await world.player('tracked')).toEqual({ ...before, ...after });
    expect(await world.counters()).toEqual({});
  },
};
