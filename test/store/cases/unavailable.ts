// Ids that Riot named and would not give: when they are asked for again, and when never.

import { expect } from 'vitest';
import { gameOf, matchIdOf, track } from '../build.ts';
import { type Cases, DAY_MS, first, HOUR_MS, NOW, type World } from '../world.ts';

const ID = matchIdOf(1);
type Reason = 'not_found' | 'unreadable' | 'failed';

async function miss(world: World, at: number, reason: Reason = 'not_found') {
  await world.store.matches.recordUnavailable(world.commit(at), { matchId: ID, puuid: 'tracked', reason });
}

const nextAttempt = async (world: World) =>
  Number(first(await world.sql('select * from unavailable_matches'))['next_attempt_at']);

/** Of that player; a recorded id is never unknown, whether it is due or not. */
const isOffered = async ({ store }: World, at: number, puuid = 'tracked') =>
  (await store.matches.listDueUnavailable({ puuid, now: at, limit: 9 })).includes(ID);

export const unavailable: Cases = {
  'an id rests after a failed attempt and is due again when its time has come': async (world) => {
    await track(world);
    await miss(world, NOW);
    const next = await nextAttempt(world);
    expect(next - NOW).toBe(10 * 60_000);
    expect(await isOffered(world, next - 1)).toBe(false);
    expect(await isOffered(world, next)).toBe(true);
  },

  'the delay doubles with every attempt, up to a day': async (world) => {
    await track(world);
    const minutes: number[] = [];
    for (let at = NOW; minutes.length < 11; at = await nextAttempt(world)) {
      await miss(world, at, 'unreadable');
      minutes.push(((await nextAttempt(world)) - at) / 60_000);
    }
    expect(minutes).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 1440]);
  },

  'records who asked, why, how often and since when': async (world) => {
    await track(world);
    const unreadable = { matchId: ID, puuid: 'tracked', reason: 'unreadable', detail: 'info.gameMode' } as const;
    await world.store.matches.recordUnavailable(world.commit(NOW), unreadable);
    await world.store.matches.recordUnavailable(world.commit(NOW + DAY_MS), unreadable);
    expect(await world.sql('select * from unavailable_matches')).toEqual([
      {
        match_id: ID,
        reason: 'unreadable',
        detail: 'info.gameMode',
        attempts: 2,
        first_attempt_at: NOW,
        next_attempt_at: NOW + DAY_MS + 20 * 60_000,
        tombstoned_at: null,
      },
    ]);
    expect(await world.sql('select * from awaited_matches')).toEqual([{ puuid: 'tracked', match_id: ID }]);
    expect(await world.counters()).toEqual({ itemsSkipped: 2 });
  },

  'five attempts over a day end in a tombstone: never again': async (world) => {
    await track(world);
    for (const hours of [0, 1, 2, 3]) await miss(world, NOW + hours * HOUR_MS);
    expect(await isOffered(world, NOW + 30 * DAY_MS)).toBe(true);
    await miss(world, NOW + DAY_MS);
    expect(await isOffered(world, NOW + 3000 * DAY_MS)).toBe(false);
    expect(first(await world.sql('select * from unavailable_matches'))['tombstoned_at']).toBe(NOW + DAY_MS);
  },

  'five attempts in less than a day do not': async (world) => {
    await track(world);
    for (const ms of [0, 1, 2, 3, 4, 5, DAY_MS - 1]) await miss(world, NOW + ms);
    expect(await isOffered(world, NOW + 3000 * DAY_MS)).toBe(true);
  },

  'four attempts over many days do not': async (world) => {
    await track(world);
    for (const days of [0, 1, 2, 30]) await miss(world, NOW + days * DAY_MS);
    expect(await isOffered(world, NOW + 3000 * DAY_MS)).toBe(true);
  },

  'an unreadable match is asked for for ever, and so is one whose request failed': async (world) => {
    await track(world);
    for (const reason of ['unreadable', 'failed'] as const) {
      for (let day = 0; day < 40; day += 1) await miss(world, NOW + day * DAY_MS, reason);
      expect(await isOffered(world, NOW + 3000 * DAY_MS)).toBe(true);
    }
  },

  'everybody who asked is offered it again, also when another one asked last or is tracked no longer': async (
    world,
  ) => {
    await track(world);
    await track(world, 'another');
    const missed = { matchId: ID, reason: 'not_found' } as const;
    for (const puuid of ['tracked', 'another']) {
      await world.store.matches.recordUnavailable(world.commit(), { ...missed, puuid });
    }
    await world.store.players.untrack({ puuid: 'another', now: NOW });
    expect(await isOffered(world, NOW + DAY_MS)).toBe(true);
    expect(await isOffered(world, NOW + DAY_MS, 'another')).toBe(true);
    expect(first(await world.sql('select * from unavailable_matches'))['attempts']).toBe(2);
  },

  'somebody in whose list it stands can await it without asking': async (world) => {
    await track(world);
    await track(world, 'another');
    await miss(world, NOW);
    const list = { puuid: 'another', ids: [ID] };
    expect(await world.store.matches.compareList(list)).toEqual({ stored: [], unknown: [], toAwait: [ID] });
    await world.store.matches.awaitMatches(world.commit(), list);
    await world.store.matches.awaitMatches(world.commit(), list);
    expect(await world.store.matches.compareList(list)).toEqual({ stored: [], unknown: [], toAwait: [] });
    expect(await isOffered(world, NOW + 10 * 60_000, 'another')).toBe(true);
    expect(first(await world.sql('select * from unavailable_matches'))['attempts']).toBe(1);
  },

  'nobody awaits what has come in the meantime': async (world) => {
    await track(world);
    await world.store.matches.awaitMatches(world.commit(NOW + DAY_MS), { puuid: 'tracked', ids: [ID] });
    expect(await world.sql('select * from awaited_matches')).toEqual([]);
  },

  'nobody awaits a tombstone': async (world) => {
    await track(world);
    await track(world, 'another');
    for (const hours of [0, 1, 2, 3, 24]) await miss(world, NOW + hours * HOUR_MS);
    await world.store.matches.awaitMatches(world.commit(), { puuid: 'another', ids: [ID] });
    expect(await world.sql('select * from awaited_matches')).toEqual([]);
    const compared = await world.store.matches.compareList({ puuid: 'another', ids: [ID] });
    expect(compared).toEqual({ stored: [], unknown: [], toAwait: [] });
  },

  'a match that comes after all is known and no longer due': async (world) => {
    await track(world);
    await miss(world, NOW);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked'] }) });
    expect(await world.sql('select * from unavailable_matches')).toEqual([]);
    expect(await world.sql('select * from awaited_matches')).toEqual([]);
    expect(await isOffered(world, NOW + DAY_MS)).toBe(false);
  },

  'of a list the unknown ids, in its order': async (world) => {
    await track(world);
    await world.save({ fetched: gameOf({ id: 4, puuids: ['tracked'] }) });
    await world.save({ fetched: gameOf({ id: 5, puuids: [], match: { queueId: 440, isCountable: false } }) });
    await miss(world, NOW);
    const ids = [9, 5, 2, 1, 4, 7].map(matchIdOf);
    const compared = async (list: readonly string[]) =>
      (await world.store.matches.compareList({ puuid: 'tracked', ids: list })).unknown;
    expect(await compared(ids)).toEqual([9, 2, 7].map(matchIdOf));
    expect(await compared([])).toEqual([]);
  },

  'due are those of the player, the first missed first': async (world) => {
    await track(world);
    await track(world, 'another');
    const missed = async (id: number, puuid: string, at: number) =>
      world.store.matches.recordUnavailable(world.commit(at), { matchId: matchIdOf(id), puuid, reason: 'not_found' });
    await missed(3, 'tracked', NOW);
    await missed(2, 'tracked', NOW + 1);
    await missed(8, 'another', NOW);
    await missed(1, 'tracked', NOW + 1);
    const due = (limit: number) =>
      world.store.matches.listDueUnavailable({ puuid: 'tracked', now: NOW + DAY_MS, limit });
    expect(await due(9)).toEqual([3, 1, 2].map(matchIdOf));
    expect(await due(2)).toEqual([3, 1].map(matchIdOf));
    expect(await due(0)).toEqual([]);
  },
};
