// Who is due: tracked players, players who need matches, players who can be analyzed.

import { expect } from 'vitest';
import type { NeedingMatches } from '../../../src/store/store.ts';
import { analysisOf, gameOf, matchIdOf, play, track } from '../build.ts';
import { type Cases, DAY_MS, NOW, type World } from '../world.ts';

const query: NeedingMatches = {
  queueId: 420,
  targetMatches: 4,
  minMatches: 3,
  maxDepth: 1,
  now: NOW,
  restMs: 0,
  limit: 99,
};

async function needing({ store }: World, changes: Partial<NeedingMatches> = {}): Promise<string[]> {
  const players = await store.players.listNeedingMatches({ ...query, ...changes });
  return players.map(({ puuid, countableMatches }) => `${puuid} ${countableMatches}`);
}

async function toAnalyze({ store }: World, changes: { minMatches?: number; limit?: number } = {}): Promise<string[]> {
  const players = await store.players.listToAnalyze({ queueId: 420, minMatches: 3, limit: 99, ...changes });
  return players.map(({ puuid }) => puuid);
}

const due = async ({ store }: World, limit = 99) =>
  (await store.players.listTrackedDue({ queueId: 420, limit })).map(({ puuid }) => puuid);

async function attempt(world: World, puuid: string, { at, failed = false }: { at: number; failed?: boolean }) {
  await world.store.players.recordAttempt(world.commit(at), { puuid, failed });
}

export const selection: Cases = {
  'tracked: the longest untouched first, those never touched before them': async (world) => {
    for (const puuid of ['a', 'b', 'c', 'd']) await track(world, puuid);
    await attempt(world, 'a', { at: NOW + 30 });
    await attempt(world, 'c', { at: NOW + 10 });
    await attempt(world, 'd', { at: NOW + 20, failed: true });
    expect(await due(world)).toEqual(['b', 'c', 'd', 'a']);
    expect(await due(world, 2)).toEqual(['b', 'c']);
  },

  'tracked: neither discovered nor inactive players': async (world) => {
    await track(world, 'a');
    await track(world, 'b');
    await world.save({ fetched: gameOf({ id: 1, puuids: ['a', 'met'] }) });
    await world.sql("update players set is_active = false where puuid = 'b'");
    expect(await due(world)).toEqual(['a']);
  },

  'needing matches: nobody in an empty database': async (world) => {
    expect(await needing(world)).toEqual([]);
  },

  'needing matches: below the target only': async (world) => {
    await track(world);
    await play(world, 3, { puuids: ['three'] });
    await play(world, 4, { puuids: ['four'] });
    await play(world, 5, { puuids: ['five'] });
    expect(await needing(world)).toEqual(['three 3']);
    expect(await needing(world, { targetMatches: 5, minMatches: 5 })).toEqual(['four 4', 'three 3']);
  },

  'needing matches: only countable games of the queue count': async (world) => {
    await track(world);
    await play(world, 1, { puuids: ['a'] });
    await play(world, 4, { puuids: ['a'], match: { isCountable: false } });
    await play(world, 4, { puuids: ['a'], match: { queueId: 440 } });
    await play(world, 4, { puuids: ['remakes only'], match: { isCountable: false } });
    expect(await needing(world)).toEqual(['a 1', 'remakes only 0']);
    expect(await needing(world, { queueId: 440, targetMatches: 5 })).toEqual(['remakes only 0', 'a 4']);
  },

  'needing matches: not tracked, active, and near enough': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked', 'near', 'away'] }) });
    await world.save({ fetched: gameOf({ id: 2, puuids: ['near', 'far'] }), fetchedFor: 'near' });
    await world.sql("update players set is_active = false where puuid = 'away'");
    expect(await needing(world)).toEqual(['near 2']);
    expect(await needing(world, { maxDepth: 2 })).toEqual(['near 2', 'far 1']);
    expect(await needing(world, { maxDepth: 0 })).toEqual([]);
  },

  'needing matches: nearest to the minimum first, those beyond it after all that are below': async (world) => {
    await track(world);
    for (const count of [1, 3, 2]) await play(world, count, { puuids: [`with ${count}`] });
    await play(world, 2, { puuids: ['and with 2'] });
    const expected = ['and with 2 2', 'with 2 2', 'with 1 1', 'with 3 3'];
    expect(await needing(world)).toEqual(expected);
    expect(await needing(world, { limit: 2 })).toEqual(expected.slice(0, 2));
  },

  'needing matches: of those equally near the longest untouched first': async (world) => {
    await track(world);
    for (const puuid of ['a', 'b', 'c']) await play(world, 2, { puuids: [puuid] });
    await attempt(world, 'a', { at: NOW + 2 });
    await attempt(world, 'b', { at: NOW + 1 });
    expect(await needing(world)).toEqual(['c 2', 'b 2', 'a 2']);
  },

  'needing matches: players who failed come last, until they succeed': async (world) => {
    await track(world);
    await play(world, 2, { puuids: ['fails'] });
    await play(world, 1, { puuids: ['works'] });
    expect(await needing(world)).toEqual(['fails 2', 'works 1']);
    await attempt(world, 'fails', { at: NOW, failed: true });
    expect(await needing(world)).toEqual(['works 1', 'fails 2']);
    await attempt(world, 'fails', { at: NOW });
    expect(await needing(world)).toEqual(['fails 2', 'works 1']);
  },

  'needing matches: not those whose list was exhausted a short while ago': async (world) => {
    await track(world);
    await play(world, 1, { puuids: ['a', 'b'] });
    await world.store.players.recordAttempt(world.commit(NOW), { puuid: 'a', failed: false, exhausted: true });
    await world.store.players.recordAttempt(world.commit(NOW), { puuid: 'b', failed: false, exhausted: false });
    expect(await needing(world, { now: NOW + 5, restMs: 5 })).toEqual(['b 1']);
    expect(await needing(world, { now: NOW + 6, restMs: 5 })).toEqual(['a 1', 'b 1']);
    await world.store.players.recordAttempt(world.commit(NOW), { puuid: 'a', failed: false, exhausted: false });
    expect(await needing(world, { now: NOW + 5, restMs: 5 })).toEqual(['a 1', 'b 1']);
  },

  'needing matches: one who rests comes back as soon as an unavailable match is due again': async (world) => {
    await track(world);
    await play(world, 1, { puuids: ['a'] });
    const missed = { matchId: matchIdOf(77), puuid: 'a', reason: 'not_found' } as const;
    await world.store.matches.recordUnavailable(world.commit(), missed);
    await world.store.players.recordAttempt(world.commit(), { puuid: 'a', failed: false, exhausted: true });
    const due = NOW + 10 * 60_000;
    expect(await needing(world, { now: due - 1, restMs: DAY_MS })).toEqual([]);
    expect(await needing(world, { now: due, restMs: DAY_MS })).toEqual(['a 1']);
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

  'to analyze: enough countable games of the queue, whatever the depth': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked', 'near'] }) });
    await play(world, 2, { puuids: ['near', 'few'] });
    await play(world, 3, { puuids: ['far'], match: { platformId: 'kr' } });
    await world.sql("update players set discovered_depth = 7 where puuid = 'far'");
    await play(world, 9, { puuids: ['few'], match: { isCountable: false } });
    await play(world, 9, { puuids: ['few'], match: { queueId: 440 } });
    expect(await toAnalyze(world)).toEqual(['far', 'near']);
    expect(await toAnalyze(world, { minMatches: 2 })).toEqual(['far', 'few', 'near']);
    expect(await toAnalyze(world, { limit: 1 })).toEqual(['far']);
  },

  'to analyze: neither tracked, nor inactive, nor analyzed players': async (world) => {
    await track(world);
    await play(world, 3, { puuids: ['tracked', 'gone', 'judged', 'free'] });
    await world.sql("update players set is_active = false where puuid = 'gone'");
    await world.store.analyses.save(world.commit(), analysisOf('judged'));
    expect(await toAnalyze(world)).toEqual(['free']);
  },

  'to analyze: the longest untouched first': async (world) => {
    await track(world);
    await play(world, 3, { puuids: ['a', 'b', 'c'] });
    await attempt(world, 'a', { at: NOW + DAY_MS, failed: true });
    await attempt(world, 'c', { at: NOW + 1 });
    expect(await toAnalyze(world)).toEqual(['b', 'c', 'a']);
  },
};
