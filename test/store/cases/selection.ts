// Who is due: tracked players, and players who can be analyzed.

import { expect } from 'vitest';
import { analysisOf, gameOf, play, track } from '../build.ts';
import { type Cases, DAY_MS, NOW, type World } from '../world.ts';

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
