// The fetch cursor: how far back from now the history of a tracked player is complete.

import { expect } from 'vitest';
import { atDay, gameOf, matchIdOf, track } from '../build.ts';
import type { Cases, World } from '../world.ts';

const SOLO = 420;
const FLEX = 440;

/** As the selection gives it. */
async function cursorOf({ store }: World, puuid = 'tracked', queueId = SOLO): Promise<number | null | undefined> {
  const tracked = await store.players.listTrackedDue({ queueId, limit: 9 });
  return tracked.find((player) => player.puuid === puuid)?.completeUntil;
}

async function move(world: World, ids: readonly number[], queueId = SOLO) {
  await world.store.matches.moveCursor(world.commit(), { puuid: 'tracked', queueId, ids: ids.map(matchIdOf) });
}

export const cursor: Cases = {
  'moves with a saved match, of the player alone for whom it was fetched': async (world) => {
    await track(world);
    await track(world, 'another');
    await world.save({ fetched: gameOf({ id: 3, puuids: ['tracked', 'another'] }), cursorQueueId: SOLO });
    expect(await cursorOf(world)).toBe(atDay(3));
    expect(await cursorOf(world, 'another')).toBeNull();
  },

  'moves forward only': async (world) => {
    await track(world);
    for (const id of [3, 2, 5, 4]) {
      await world.save({ fetched: gameOf({ id, puuids: ['tracked'] }), cursorQueueId: SOLO });
    }
    expect(await cursorOf(world)).toBe(atDay(5));
  },

  'is one for each queue': async (world) => {
    await track(world);
    const flex = gameOf({ id: 5, puuids: ['tracked'], match: { queueId: FLEX } });
    await world.save({ fetched: flex, cursorQueueId: FLEX });
    expect(await cursorOf(world)).toBeNull();
    await world.save({ fetched: gameOf({ id: 3, puuids: ['tracked'] }), cursorQueueId: SOLO });
    await world.save({ fetched: gameOf({ id: 6, puuids: ['tracked'] }) });
    await move(world, [5, 6], FLEX);
    expect([await cursorOf(world), await cursorOf(world, 'tracked', FLEX)]).toEqual([atDay(3), atDay(6)]);
  },

  'stays when the match does not close the history': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 3, puuids: ['tracked'] }) });
    expect(await cursorOf(world)).toBeNull();
  },

  'never moves to the time 0 of an aborted game': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 1, at: 0, puuids: [] }), cursorQueueId: SOLO });
    await move(world, [1]);
    expect(await cursorOf(world)).toBeNull();
    await world.save({ fetched: gameOf({ id: 2, puuids: ['tracked'] }), cursorQueueId: SOLO });
    await world.save({ fetched: gameOf({ id: 3, at: 0, puuids: [] }), cursorQueueId: SOLO });
    expect(await cursorOf(world)).toBe(atDay(2));
  },

  'moves over a list to its newest stored match': async (world) => {
    await track(world);
    await track(world, 'another');
    for (const id of [1, 2, 3]) await world.save({ fetched: gameOf({ id, puuids: ['tracked'] }) });
    await move(world, [1, 2]);
    expect(await cursorOf(world)).toBe(atDay(2));
    await move(world, [2, 3, 77]);
    expect(await cursorOf(world)).toBe(atDay(3));
    await move(world, [1]);
    expect(await cursorOf(world)).toBe(atDay(3));
    expect(await cursorOf(world, 'another')).toBeNull();
  },

  'stays with a list that is empty or not stored': async (world) => {
    await track(world);
    await move(world, []);
    await move(world, [8, 9]);
    expect(await cursorOf(world)).toBeNull();
  },

  'moves with a match that was stored for somebody else before': async (world) => {
    await track(world);
    await track(world, 'another');
    const fetched = gameOf({ id: 4, puuids: ['tracked', 'another'] });
    await world.save({ fetched, cursorQueueId: SOLO });
    await world.save({ fetched, fetchedFor: 'another', cursorQueueId: SOLO });
    expect(await cursorOf(world, 'another')).toBe(atDay(4));
    await move(world, [4]);
    expect(await cursorOf(world)).toBe(atDay(4));
  },
};
