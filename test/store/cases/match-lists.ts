// Matches as people look at them: lists, participants, and how many.

import { expect } from 'vitest';
import { atDay, gameOf, matchIdOf, track } from '../build.ts';
import type { Cases, World } from '../world.ts';

async function stored(world: World) {
  await track(world);
  const games = [
    { id: 1, puuids: ['tracked', 'a'] },
    { id: 3, puuids: ['tracked', 'b'] },
    { id: 2, puuids: ['tracked', 'a'], match: { queueId: 440 } },
    { id: 4, puuids: ['tracked', 'a'], match: { isCountable: false } },
    { id: 5, at: 0, puuids: [], match: { queueId: 0, isCountable: false } },
  ];
  for (const game of games) await world.save({ fetched: gameOf(game) });
}

const ids = (...numbers: readonly number[]) => numbers.map(matchIdOf);

export const matchLists: Cases = {
  'lists matches, newest first': async (world) => {
    await stored(world);
    const list = async (filter: { queueId?: number; limit: number }) =>
      (await world.store.matches.list(filter)).map(({ matchId }) => matchId);
    expect(await list({ limit: 9 })).toEqual(ids(4, 3, 2, 1, 5));
    expect(await list({ limit: 2 })).toEqual(ids(4, 3));
    expect(await list({ limit: 9, queueId: 440 })).toEqual(ids(2));
    expect((await world.store.matches.list({ limit: 1 }))[0]).toEqual(await world.store.matches.find(matchIdOf(4)));
  },

  'lists the matches of a player, each with the row of that player': async (world) => {
    await stored(world);
    const list = async (filter: { queueId?: number; limit: number }) => {
      const rows = await world.store.matches.listOfPlayer({ puuid: 'a', ...filter });
      return rows.map(({ match, participant }) => [match.matchId, participant.matchId, participant.puuid]);
    };
    expect(await list({ limit: 9 })).toEqual(ids(4, 2, 1).map((id) => [id, id, 'a']));
    expect(await list({ limit: 1 })).toEqual(ids(4).map((id) => [id, id, 'a']));
    expect(await list({ limit: 9, queueId: 440 })).toEqual(ids(2).map((id) => [id, id, 'a']));
    expect(await world.store.matches.listOfPlayer({ puuid: 'nobody', limit: 9 })).toEqual([]);
  },

  'lists participants team by team, as they were saved': async (world) => {
    await track(world);
    const { participants, ...rest } = gameOf({ id: 1, puuids: ['a', 'b', 'c', 'd'] });
    const teams = participants.map((one, index) => ({ ...one, teamId: index % 2 === 0 ? 200 : 100 }));
    await world.save({ fetched: { ...rest, participants: teams } });
    const listed = await world.store.matches.listParticipants(matchIdOf(1));
    expect(listed).toEqual([teams[1], teams[3], teams[0], teams[2]]);
    expect(await world.store.matches.listParticipants(matchIdOf(2))).toEqual([]);
  },

  'counts the games of a player by queue': async (world) => {
    await stored(world);
    const count = (puuid: string) => world.store.players.countGames({ puuid, since: atDay(2) });
    expect(await count('a')).toEqual([
      { queueId: 420, stored: 2, countable: 1, recent: 1 },
      { queueId: 440, stored: 1, countable: 1, recent: 1 },
    ]);
    expect(await count('tracked')).toMatchObject([{ stored: 3, countable: 2, recent: 2 }, { stored: 1 }]);
    expect(await count('nobody')).toEqual([]);
  },
};
