// Ban checks: who is due for one, and what an answer changes.

import { expect } from 'vitest';
import type { Analysis } from '../../../src/analysis/analysis.ts';
import { analysisOf, innocent, play, track } from '../build.ts';
import { type Cases, DAY_MS, NOW, type World } from '../world.ts';

async function judge(world: World, puuid: string, changes: Partial<Analysis> = {}) {
  await world.store.analyses.save(world.commit(), analysisOf(puuid, changes));
}

async function due({ store }: World, checkedBefore = NOW, limit = 99): Promise<string[]> {
  return (await store.players.listToBanCheck({ checkedBefore, limit })).map(({ puuid }) => puuid);
}

async function check(world: World, at: number, { isThere, puuid = 'a' }: { isThere: boolean; puuid?: string }) {
  const summoner = isThere ? { puuid, profileIconId: 1, summonerLevel: 40 } : undefined;
  await world.store.players.saveBanCheck(world.commit(at), { puuid, summoner });
}

async function flagged(world: World, ...puuids: readonly string[]) {
  await track(world);
  await play(world, 1, { puuids });
  for (const puuid of puuids) await judge(world, puuid);
}

export const bans: Cases = {
  'due are the flagged, by their newest verdict': async (world) => {
    await flagged(world, 'a', 'b', 'c');
    await play(world, 1, { puuids: ['never judged'] });
    await judge(world, 'b', innocent);
    await judge(world, 'c', innocent);
    await judge(world, 'c');
    expect(await due(world)).toEqual(['a', 'c']);
  },

  'not due are those checked a short while ago': async (world) => {
    await flagged(world, 'a', 'b');
    await check(world, NOW, { isThere: true });
    expect(await due(world, NOW)).toEqual(['b']);
    expect(await due(world, NOW + 1)).toEqual(['b', 'a']);
  },

  'the oldest check first, those never checked before them': async (world) => {
    await flagged(world, 'a', 'b', 'c', 'd');
    await check(world, NOW + 3, { puuid: 'a', isThere: true });
    await check(world, NOW + 1, { puuid: 'b', isThere: false });
    await check(world, NOW + 2, { puuid: 'd', isThere: true });
    expect(await due(world, NOW + DAY_MS)).toEqual(['c', 'b', 'd', 'a']);
    expect(await due(world, NOW + DAY_MS, 2)).toEqual(['c', 'b']);
  },

  'a 404 is a suspicion that keeps its first date': async (world) => {
    await flagged(world, 'a');
    await check(world, NOW + 10, { isThere: false });
    expect(await world.player('a')).toMatchObject({ banSuspectedAt: NOW + 10, lastBanCheck: NOW + 10 });
    await check(world, NOW + 20, { isThere: false });
    expect(await world.player('a')).toMatchObject({ banSuspectedAt: NOW + 10, lastBanCheck: NOW + 20 });
  },

  'a 200 clears it': async (world) => {
    await flagged(world, 'a');
    await check(world, NOW + 10, { isThere: false });
    await check(world, NOW + 20, { isThere: true });
    expect(await world.player('a')).toMatchObject({ banSuspectedAt: null, lastBanCheck: NOW + 20 });
    await check(world, NOW + 30, { isThere: false });
    expect(await world.player('a')).toMatchObject({ banSuspectedAt: NOW + 30 });
  },

  'counts a changed suspicion as an update, and nothing else': async (world) => {
    await flagged(world, 'a');
    const { recordsUpdated = 0 } = await world.counters();
    const counts: number[] = [];
    for (const isThere of [true, false, false, true, true]) {
      await check(world, NOW, { isThere });
      counts.push(((await world.counters()).recordsUpdated ?? 0) - recordsUpdated);
    }
    expect(counts).toEqual([0, 1, 1, 2, 2]);
    expect((await world.counters()).banChecks).toBeUndefined();
  },
};
