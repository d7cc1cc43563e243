// Lists of players who wait: what is kept of them, and when it goes.

import { expect } from 'vitest';
import type { NeedingMatches } from '../../../src/store/store.ts';
import { gameOf, matchIdOf, play, track } from '../build.ts';
import { type Cases, DAY_MS, NOW, type World } from '../world.ts';

const query = { queueId: 420, targetMatches: 50, minMatches: 3, maxDepth: 1, now: NOW, restMs: 0 };

const ids = (...numbers: readonly number[]) => numbers.map(matchIdOf);

async function keep(world: World, puuid: string, list: readonly string[]): Promise<void> {
  await world.store.matches.keepList(world.commit(), { puuid, ids: list });
}

/** `id x sharers`, newest first. */
async function listed({ store }: World, puuid: string, changes: Partial<NeedingMatches> = {}): Promise<string[]> {
  const rows = await store.matches.listListed({ puuid, waiting: { ...query, ...changes } });
  return rows.map(({ matchId, sharers }) => `${matchId} x ${sharers}`);
}

const rows = async ({ sql }: World) =>
  (await sql('select * from listed_matches order by puuid, place')).map((row) => `${row['puuid']} ${row['match_id']}`);

/** a, b and c with one game each. */
async function three(world: World): Promise<void> {
  await track(world);
  await play(world, 1, { puuids: ['a', 'b', 'c'] });
}

export const playerLists: Cases = {
  'a list is kept in its order, with the time, and in place of the one before': async (world) => {
    await three(world);
    await keep(world, 'a', ids(3, 2));
    await world.store.matches.keepList(world.commit(NOW + 7), { puuid: 'a', ids: ids(9, 4, 3) });
    expect(await listed(world, 'a')).toEqual(ids(9, 4, 3).map((id) => `${id} x 0`));
    expect((await world.player('a')).listedAt).toBe(NOW + 7);
    expect(await listed(world, 'b')).toEqual([]);
    await keep(world, 'a', []);
    expect(await rows(world)).toEqual([]);
  },

  'what is stored is not kept, what is unavailable is awaited, a repeated id counts once': async (world) => {
    await three(world);
    await world.save({ fetched: gameOf({ id: 1, puuids: ['c'] }) });
    await world.store.matches.recordUnavailable(world.commit(), {
      matchId: matchIdOf(2),
      puuid: 'c',
      reason: 'failed',
    });
    await keep(world, 'a', ids(4, 3, 4, 2, 1));
    expect(await listed(world, 'a')).toEqual(ids(4, 3).map((id) => `${id} x 0`));
    const due = { puuid: 'a', now: NOW + DAY_MS, limit: 9 };
    expect(await world.store.matches.listDueUnavailable(due)).toEqual(ids(2));
  },

  'others who have it in their lists are counted, as long as they wait': async (world) => {
    await three(world);
    for (const puuid of ['a', 'b', 'c']) await keep(world, puuid, puuid === 'c' ? ids(5, 4) : ids(5));
    expect(await listed(world, 'a')).toEqual([`${matchIdOf(5)} x 2`]);
    expect(await listed(world, 'c')).toEqual([`${matchIdOf(5)} x 2`, `${matchIdOf(4)} x 0`]);
    await play(world, 2, { puuids: ['b'] });
    expect(await listed(world, 'a')).toEqual([`${matchIdOf(5)} x 1`]);
    expect(await listed(world, 'a', { minMatches: 9 })).toEqual([`${matchIdOf(5)} x 2`]);
  },

  'a match that is stored leaves all lists': async (world) => {
    await three(world);
    for (const puuid of ['a', 'b']) await keep(world, puuid, ids(5, 4));
    await world.save({ fetched: gameOf({ id: 5, puuids: ['a', 'b'] }) });
    expect(await rows(world)).toEqual([`a ${matchIdOf(4)}`, `b ${matchIdOf(4)}`]);
  },

  'a match that Riot would not give leaves all lists, and everybody awaits it': async (world) => {
    await three(world);
    for (const puuid of ['a', 'b']) await keep(world, puuid, ids(5));
    const missed = { matchId: matchIdOf(5), puuid: 'a', reason: 'not_found' } as const;
    await world.store.matches.recordUnavailable(world.commit(), missed);
    expect(await rows(world)).toEqual([]);
    expect(await world.sql('select puuid from awaited_matches order by puuid')).toEqual([
      { puuid: 'a' },
      { puuid: 'b' },
    ]);
  },

  'the list of one who does not wait is dropped, and read anew another time': async (world) => {
    await three(world);
    for (const puuid of ['a', 'b']) await keep(world, puuid, ids(5));
    await play(world, 2, { puuids: ['a'] });
    await world.store.matches.dropLists(world.commit(), query);
    expect(await rows(world)).toEqual([`b ${matchIdOf(5)}`]);
    expect((await world.player('a')).listedAt).toBeNull();
    expect((await world.player('b')).listedAt).toBe(NOW);
  },

  'one who rests has no list, and keeps its time': async (world) => {
    await three(world);
    await keep(world, 'a', ids(5));
    await world.store.players.recordAttempt(world.commit(), { puuid: 'a', failed: false, exhausted: true });
    await world.store.matches.dropLists(world.commit(), { ...query, restMs: DAY_MS });
    expect(await rows(world)).toEqual([]);
    expect((await world.player('a')).listedAt).toBe(NOW);
  },
};
