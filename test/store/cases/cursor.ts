// The fetch cursor: up to when the history of a tracked player is complete, and what is read to move it.

import { expect } from 'vitest';
import { accountOf, atDay, gameOf, matchIdOf, track } from '../build.ts';
import { type Cases, DAY_MS, NOW, type World } from '../world.ts';

const SOLO = 420;
const FLEX = 440;

/** As the selection gives it. */
async function cursorOf({ store }: World, puuid = 'tracked', queueId = SOLO) {
  const tracked = await store.players.listTrackedDue({ queueId, limit: 9 });
  const player = tracked.find((each) => each.puuid === puuid);
  return [player?.completeUntil, player?.reconciledAt];
}

async function move(world: World, completeUntil: number, queueId = SOLO) {
  await world.store.matches.moveCursor(world.commit(), { puuid: 'tracked', queueId, completeUntil });
}

export const cursor: Cases = {
  'is not there before the history is begun, and a history is begun once': async (world) => {
    await track(world);
    expect(await cursorOf(world)).toEqual([null, null]);
    for (const from of [7, 5, 9]) {
      await world.store.matches.beginHistory(world.commit(), { puuid: 'tracked', queueId: SOLO, from });
      expect(await cursorOf(world)).toEqual([7, null]);
    }
  },

  'moves forward only, in its queue and for its player only': async (world) => {
    await track(world);
    await track(world, 'another');
    for (const at of [3, 2, 5, 4]) await move(world, at);
    await move(world, 9, FLEX);
    expect(await cursorOf(world)).toEqual([5, null]);
    expect(await cursorOf(world, 'tracked', FLEX)).toEqual([9, null]);
    expect(await cursorOf(world, 'another')).toEqual([null, null]);
  },

  'does not move with a match that is stored': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 3, puuids: ['tracked'] }) });
    expect(await cursorOf(world)).toEqual([null, null]);
  },

  'keeps the time of the second pass, queue by queue': async (world) => {
    await track(world);
    await move(world, 1);
    await move(world, 1, FLEX);
    await world.store.matches.markReconciled(world.commit(NOW + 5), { puuid: 'tracked', queueId: SOLO });
    await move(world, 2);
    expect(await cursorOf(world)).toEqual([2, NOW + 5]);
    expect(await cursorOf(world, 'tracked', FLEX)).toEqual([1, null]);
  },

  'a new platform of the player makes every queue due for a second pass, the same one none': async (world) => {
    await track(world);
    for (const queueId of [SOLO, FLEX]) {
      await move(world, 1, queueId);
      await world.store.matches.markReconciled(world.commit(), { puuid: 'tracked', queueId });
    }
    const profile = { puuid: 'tracked', account: accountOf('tracked'), summoner: undefined } as const;
    await world.store.players.saveProfile(world.commit(), { ...profile, platform: 'euw1' });
    expect(await cursorOf(world)).toEqual([1, NOW]);
    await world.store.players.saveProfile(world.commit(), { ...profile, platform: 'na1' });
    expect(await cursorOf(world)).toEqual([1, null]);
    expect(await cursorOf(world, 'tracked', FLEX)).toEqual([1, null]);
  },

  'the match at which it stands is found by player, queue and moment': async ({ store, ...world }) => {
    await track({ store, ...world });
    await world.save({ fetched: gameOf({ id: 3, puuids: ['tracked', 'met'] }) });
    const found = { matchId: matchIdOf(3), platformId: 'euw1' };
    const at = atDay(3);
    expect(await store.matches.findMatchAt({ puuid: 'tracked', queueId: SOLO, at })).toEqual(found);
    expect(await store.matches.findMatchAt({ puuid: 'tracked', queueId: SOLO, at: at + 1 })).toBeUndefined();
    expect(await store.matches.findMatchAt({ puuid: 'tracked', queueId: FLEX, at })).toBeUndefined();
    expect(await store.matches.findMatchAt({ puuid: 'nobody', queueId: SOLO, at })).toBeUndefined();
  },

  'platforms of the last days are told once each, whoever stored the match': async ({ store, ...world }) => {
    await track({ store, ...world });
    for (const [id, platformId] of [
      [1, 'kr'],
      [3, 'na1'],
      [4, 'euw1'],
      [5, 'na1'],
    ] as const) {
      await world.save({ fetched: gameOf({ id, puuids: ['tracked', 'met'], match: { platformId } }) });
    }
    await world.save({ fetched: gameOf({ id: 6, puuids: ['met'], match: { platformId: 'jp1' } }) });
    const since = atDay(3);
    expect(await store.matches.listPlatformsPlayed({ puuid: 'tracked', since })).toEqual(['euw1', 'na1']);
    expect(await store.matches.listPlatformsPlayed({ puuid: 'tracked', since: since - 2 * DAY_MS })).toContain('kr');
  },
};
