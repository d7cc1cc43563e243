// untrack and setActive: what a person decides, and what the jobs then leave alone.

import { expect } from 'vitest';
import { analysisOf, gameOf, play, track } from '../build.ts';
import { type Cases, DAY_MS, NOW, type World } from '../world.ts';

const needing = async ({ store }: World) => {
  const query = { queueId: 420, targetMatches: 50, minMatches: 20, maxDepth: 9, now: NOW, restMs: -DAY_MS, limit: 99 };
  return (await store.players.listNeedingMatches(query)).map(({ puuid }) => puuid);
};

async function untracked(world: World, puuid = 'tracked') {
  await world.store.players.untrack({ puuid, now: NOW + 7 });
  return world.player(puuid);
}

export const playerStatus: Cases = {
  'untracked: nothing but the mark and the distance changes': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked', 'met'] }) });
    const before = await world.player('tracked');
    const met = await world.player('met');
    expect(await world.store.players.untrack({ puuid: 'tracked', now: NOW + 7 })).toEqual({
      ...before,
      isTracked: false,
      discoveredDepth: 2,
      updatedAt: NOW + 7,
    });
    expect(await world.player('met')).toEqual(met);
    expect(await world.sql('select * from match_participants')).toHaveLength(2);
    expect(await world.store.players.listTrackedDue({ queueId: 420, limit: 9 })).toEqual([]);
  },

  'untracked: next to a tracked player the distance is 1, and so it is for somebody without a match': async (world) => {
    for (const puuid of ['tracked', 'friend', 'alone']) await track(world, puuid);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked', 'friend'] }) });
    expect(await untracked(world)).toMatchObject({ discoveredDepth: 1 });
    expect(await untracked(world, 'alone')).toMatchObject({ discoveredDepth: 1 });
  },

  'untracked: a player who was not tracked stays as it is, and nobody is nobody': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked', 'met'] }) });
    const before = await world.player('met');
    expect(await world.store.players.untrack({ puuid: 'met', now: NOW + 7 })).toEqual(before);
    expect(await world.store.players.untrack({ puuid: 'nobody', now: NOW })).toBeUndefined();
    expect(await world.store.players.setActive({ puuid: 'nobody', isActive: false, now: NOW })).toBeUndefined();
  },

  'not active: no job selects the player, until it is active again': async (world) => {
    await track(world);
    await play(world, 3, { puuids: ['tracked', 'met', 'flagged'] });
    await world.store.analyses.save(world.commit(), analysisOf('flagged'));
    await play(world, 1, { puuids: ['tracked', 'met', 'flagged'] });
    const selected = async () => ({
      updater: (await world.store.players.listTrackedDue({ queueId: 420, limit: 9 })).length,
      fetch: await needing(world),
      analyze: (await world.store.players.listToAnalyze({ queueId: 420, minMatches: 1, limit: 9 })).length,
      bans: (await world.store.players.listToBanCheck({ suspectedBefore: 0, checkedBefore: NOW, limit: 9 })).length,
      outdated: (await world.store.analyses.listOutdated({ queueId: 420, profileVersion: 'version-1' })).length,
    });
    const before = await selected();
    expect(before).toMatchObject({ updater: 1, analyze: 1, bans: 1, outdated: 1 });
    expect(before.fetch).toEqual(['met']);
    for (const puuid of ['tracked', 'met', 'flagged']) {
      const player = await world.store.players.setActive({ puuid, isActive: false, now: NOW + 3 });
      expect(player).toMatchObject({ puuid, isActive: false, updatedAt: NOW + 3 });
    }
    expect(await selected()).toEqual({ updater: 0, fetch: [], analyze: 0, bans: 0, outdated: 0 });
    for (const puuid of ['tracked', 'met', 'flagged']) {
      await world.store.players.setActive({ puuid, isActive: true, now: NOW + 4 });
    }
    expect(await selected()).toEqual(before);
  },
};
