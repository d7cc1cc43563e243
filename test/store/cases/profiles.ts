// What Riot says about an account: kept where it differs, and only there.

import { expect } from 'vitest';
import { accountOf, gameOf, track } from '../build.ts';
import { type Cases, NOW, type World } from '../world.ts';

const summonerOf = (summonerLevel: number | null, profileIconId: number | null) => ({
  puuid: 'tracked',
  summonerLevel,
  profileIconId,
});

async function save({ store, commit }: World, profile: object, now = NOW + 1) {
  const same = { puuid: 'tracked', account: undefined, summoner: undefined, platform: 'euw1' } as const;
  return store.players.saveProfile(commit(now), { ...same, ...profile });
}

export const profiles: Cases = {
  'what differs is kept, counted as one row, and given back': async (world) => {
    await track(world);
    const account = accountOf('tracked', 'Renamed');
    const saved = await save(world, { account, summoner: summonerOf(31, 7), platform: 'kr' });
    expect(saved).toMatchObject({ summonerName: 'Renamed', riotIdSeenAt: NOW + 1, accountLevel: 31, profileIconId: 7 });
    expect(saved).toMatchObject({ platform: 'kr', profileCheckedAt: NOW + 1, updatedAt: NOW + 1 });
    expect(await world.player('tracked')).toEqual(saved);
    expect(await world.counters()).toEqual({ recordsUpdated: 1 });
  },

  'the same answer moves the time of the look-up and nothing else': async (world) => {
    await track(world);
    const answer = { account: accountOf('tracked', 'Renamed'), summoner: summonerOf(31, 7) };
    const before = await save(world, answer);
    const after = await save(world, answer, NOW + 2);
    expect(after).toEqual({ ...before, profileCheckedAt: NOW + 2 });
    expect(await world.counters()).toEqual({ recordsUpdated: 1 });
  },

  'what Riot does not say stays': async (world) => {
    await track(world);
    const before = await save(world, { account: accountOf('tracked', 'Known'), summoner: summonerOf(31, 7) });
    for (const nothing of [{}, { account: accountOf('tracked', null), summoner: summonerOf(null, null) }]) {
      expect(await save(world, nothing)).toEqual(before);
    }
  },

  'a name of a match from before the look-up does not replace it': async (world) => {
    await track(world);
    await save(world, { account: accountOf('tracked', 'Renamed') });
    await world.save({ fetched: gameOf({ id: 1, puuids: ['tracked'], at: NOW }) });
    expect((await world.player('tracked')).summonerName).toBe('Renamed');
  },
};
