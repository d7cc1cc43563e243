// track, find and list.

import { expect } from 'vitest';
import { accountOf, atDay, gameOf, track } from '../build.ts';
import { type Cases, NOW, type World } from '../world.ts';

const depthOf = async (world: World, puuid: string) => (await world.player(puuid)).discoveredDepth;

export const tracking: Cases = {
  'creates a player who is not known yet': async ({ store }) => {
    const tracked = await store.players.track({ account: accountOf('new', 'Ärger 日本'), platform: 'kr', now: NOW });
    expect(tracked.isNew).toBe(true);
    expect(tracked.player).toEqual(await store.players.find({ puuid: 'new' }));
    expect(tracked.player).toMatchObject({
      puuid: 'new',
      platform: 'kr',
      summonerName: 'Ärger 日本',
      tagLine: 'TAG',
      isTracked: true,
      isActive: true,
      isAnalyzed: false,
      discoveredDepth: 0,
      failedAttempts: 0,
      lastAttemptAt: null,
      createdAt: NOW,
      updatedAt: NOW,
    });
  },

  'takes a discovered player into tracking, at depth 0': async (world) => {
    const { store } = world;
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked', 'met'] }) });
    const before = await world.player('met');
    expect(before).toMatchObject({ isTracked: false, discoveredDepth: 1 });
    const account = accountOf('met', 'Renamed');
    const { isNew, player } = await store.players.track({ account, platform: 'euw1', now: NOW + 5 });
    expect(isNew).toBe(true);
    const changed = {
      isTracked: true,
      discoveredDepth: 0,
      summonerName: 'Renamed',
      riotIdSeenAt: NOW + 5,
      updatedAt: NOW + 5,
    };
    expect(player).toEqual({ ...before, ...changed });
  },

  'shortens the depth of everybody the player has met to 1': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked', 'one'] }) });
    await world.save({ fetched: gameOf({ id: 2, puuids: ['one', 'two'] }), fetchedFor: 'one' });
    await world.save({ fetched: gameOf({ id: 3, puuids: ['two', 'three'] }), fetchedFor: 'two' });
    await world.save({ fetched: gameOf({ id: 4, puuids: ['one', 'stranger'] }), fetchedFor: 'one' });
    expect(await depthOf(world, 'three')).toBe(3);
    await track(world, 'two');
    const depths = ['tracked', 'one', 'two', 'three', 'stranger'].map((puuid) => depthOf(world, puuid));
    expect(await Promise.all(depths)).toEqual([0, 1, 0, 1, 2]);
  },

  'tracked twice is one player, no longer new, under the name of today': async (world) => {
    const { store } = world;
    await track(world);
    const again = { account: accountOf('tracked', 'Renamed'), platform: 'euw1', now: NOW + 9 } as const;
    const { isNew, player } = await store.players.track(again);
    expect(isNew).toBe(false);
    expect(player).toMatchObject({ summonerName: 'Renamed', createdAt: NOW });
    expect(await store.players.list({ limit: 9 })).toEqual([player]);
  },

  'keeps the cursor and the name of a player whose account says no name': async (world) => {
    const { store } = world;
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked'] }) });
    const key = { puuid: 'tracked', queueId: 420 };
    await store.matches.moveCursor(world.commit(), { ...key, completeUntil: atDay(1) });
    const before = await store.players.listTrackedDue({ queueId: 420, limit: 9 });
    expect(before).toMatchObject([{ completeUntil: atDay(1) }]);
    await store.players.track({ account: accountOf('tracked', null), platform: 'euw1', now: NOW });
    expect(await store.players.listTrackedDue({ queueId: 420, limit: 9 })).toEqual(before);
  },

  'makes an inactive player active again': async (world) => {
    await track(world);
    await world.sql('update players set is_active = false');
    await track(world);
    expect((await world.player('tracked')).isActive).toBe(true);
  },

  'finds by puuid, exactly': async (world) => {
    await track(world, 'A-puuid');
    expect((await world.store.players.find({ puuid: 'A-puuid' }))?.puuid).toBe('A-puuid');
    expect(await world.store.players.find({ puuid: 'a-puuid' })).toBeUndefined();
    expect(await world.store.players.find({ puuid: 'A' })).toBeUndefined();
  },

  'lists tracked players first, and only so many': async (world) => {
    await track(world);
    await track(world, 'tracked too');
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked', 'a', 'b'] }) }, NOW - 5);
    const listed = async (filter: { isTracked?: boolean; limit: number }) =>
      (await world.store.players.list(filter)).map(({ puuid }) => puuid);
    expect(await listed({ limit: 9 })).toEqual(['tracked', 'tracked too', 'a', 'b']);
    expect(await listed({ limit: 3 })).toEqual(['tracked', 'tracked too', 'a']);
    expect(await listed({ isTracked: true, limit: 9 })).toEqual(['tracked', 'tracked too']);
    expect(await listed({ isTracked: false, limit: 9 })).toEqual(['a', 'b']);
  },
};
