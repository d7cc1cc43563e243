// Ban checks: who is due for one, and what an answer changes.

import { expect } from 'vitest';
import type { Analysis } from '../../../src/analysis/analysis.ts';
import { analysisOf, gameOf, innocent, play, track } from '../build.ts';
import { type Cases, DAY_MS, NOW, type World } from '../world.ts';

async function judge(world: World, puuid: string, changes: Partial<Analysis> = {}) {
  await world.store.analyses.save(world.commit(), analysisOf(puuid, changes));
}

interface Due {
  readonly limit?: number;
  readonly suspectedBefore?: number;
}

async function due({ store }: World, checkedBefore = NOW, { limit = 99, suspectedBefore = 0 }: Due = {}) {
  const rows = await store.players.listToBanCheck({ checkedBefore, suspectedBefore, limit });
  if (limit === 99) expect(await store.players.countToBanCheck({ checkedBefore, suspectedBefore })).toBe(rows.length);
  return rows.map(({ puuid }) => puuid);
}

const answers = {
  present: { result: 'present', summoner: { puuid: 'a', profileIconId: 1, summonerLevel: 101 } },
  missing: { result: 'missing', confirmMs: DAY_MS },
  moved: { result: 'moved', platform: 'na1' },
  gone: { result: 'gone' },
} as const;

async function check(world: World, at: number, { said, puuid = 'a' }: { said: keyof typeof answers; puuid?: string }) {
  await world.store.players.saveBanCheck(world.commit(at), { puuid, ...answers[said] });
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
    await check(world, NOW, { said: 'present' });
    expect(await due(world, NOW)).toEqual(['b']);
    expect(await due(world, NOW + 1)).toEqual(['b', 'a']);
  },

  'those who are suspected are due sooner, until it is confirmed': async (world) => {
    await flagged(world, 'a', 'b', 'c');
    await check(world, NOW, { puuid: 'a', said: 'missing' });
    await check(world, NOW, { puuid: 'b', said: 'gone' });
    await check(world, NOW, { puuid: 'c', said: 'present' });
    expect(await due(world, NOW, { suspectedBefore: NOW })).toEqual([]);
    expect(await due(world, NOW, { suspectedBefore: NOW + 1 })).toEqual(['a']);
  },

  'those who are suspected or banned stay due, whatever the newest verdict says': async (world) => {
    await flagged(world, 'a', 'b', 'c');
    await check(world, NOW, { puuid: 'a', said: 'missing' });
    await check(world, NOW, { puuid: 'b', said: 'gone' });
    for (const puuid of ['a', 'b', 'c']) await judge(world, puuid, innocent);
    expect(await due(world, NOW, { suspectedBefore: NOW + 1 })).toEqual(['a']);
    expect(await due(world, NOW + 1)).toEqual(['a', 'b']);
  },

  'the oldest check first, those never checked before them, those that failed last': async (world) => {
    await flagged(world, 'a', 'b', 'c', 'd', 'e');
    await check(world, NOW + 3, { puuid: 'a', said: 'present' });
    await check(world, NOW + 1, { puuid: 'b', said: 'missing' });
    await check(world, NOW + 2, { puuid: 'd', said: 'present' });
    await world.store.players.recordAttempt(world.commit(), { puuid: 'e', failed: true });
    expect(await due(world, NOW + DAY_MS)).toEqual(['c', 'b', 'd', 'a', 'e']);
    expect(await due(world, NOW + DAY_MS, { limit: 2 })).toEqual(['c', 'b']);
  },

  'a missing profile is a suspicion that keeps its first date, and a second one later confirms it': async (world) => {
    await flagged(world, 'a');
    await check(world, NOW, { said: 'missing' });
    expect(await world.player('a')).toMatchObject({ banSuspectedAt: NOW, banConfirmedAt: null, lastBanCheck: NOW });
    await check(world, NOW + DAY_MS - 1, { said: 'missing' });
    expect(await world.player('a')).toMatchObject({ banSuspectedAt: NOW, banConfirmedAt: null });
    await check(world, NOW + DAY_MS, { said: 'missing' });
    expect(await world.player('a')).toMatchObject({ banSuspectedAt: NOW, banConfirmedAt: NOW + DAY_MS });
    await check(world, NOW + 9 * DAY_MS, { said: 'missing' });
    expect(await world.player('a')).toMatchObject({
      banSuspectedAt: NOW,
      banConfirmedAt: NOW + DAY_MS,
      lastBanCheck: NOW + 9 * DAY_MS,
    });
  },

  'an account that plays nowhere is confirmed at once': async (world) => {
    await flagged(world, 'a');
    await check(world, NOW, { said: 'gone' });
    expect(await world.player('a')).toMatchObject({ banSuspectedAt: NOW, banConfirmedAt: NOW });
  },

  'one that has moved is suspected of nothing, and followed': async (world) => {
    await flagged(world, 'a');
    await check(world, NOW, { said: 'missing' });
    await check(world, NOW + 1, { said: 'moved' });
    expect(await world.player('a')).toMatchObject({ banSuspectedAt: null, banConfirmedAt: null, platform: 'na1' });
  },

  'one that is there is suspected of nothing, and its level and icon are those of now': async (world) => {
    await flagged(world, 'a');
    await check(world, NOW, { said: 'gone' });
    await check(world, NOW + 20, { said: 'present' });
    expect(await world.player('a')).toMatchObject({
      ...{ banSuspectedAt: null, banConfirmedAt: null, lastBanCheck: NOW + 20 },
      ...{ accountLevel: 101, profileIconId: 1 },
    });
    const nothing = { puuid: 'a', profileIconId: null, summonerLevel: null };
    await world.store.players.saveBanCheck(world.commit(), { puuid: 'a', result: 'present', summoner: nothing });
    expect(await world.player('a')).toMatchObject({ accountLevel: 101, profileIconId: 1 });
  },

  'one that is in a match from after the suspicion is suspected of nothing; one from before changes nothing': async (
    world,
  ) => {
    await flagged(world, 'a', 'b');
    for (const puuid of ['a', 'b']) await check(world, NOW, { puuid, said: 'gone' });
    await world.save({ fetched: gameOf({ id: 1, at: NOW, puuids: ['a', 'b'] }) });
    expect(await world.player('a')).toMatchObject({ banSuspectedAt: NOW, banConfirmedAt: NOW });
    await world.save({ fetched: gameOf({ id: 2, at: NOW + 1, puuids: ['a'] }) });
    expect(await world.player('a')).toMatchObject({ banSuspectedAt: null, banConfirmedAt: null });
    expect(await world.player('b')).toMatchObject({ banSuspectedAt: NOW, banConfirmedAt: NOW });
  },

  'one whose profile the updater sees is suspected of nothing': async (world) => {
    await flagged(world, 'a');
    await check(world, NOW, { said: 'gone' });
    const profile = { puuid: 'a', account: undefined, platform: 'euw1' } as const;
    await world.store.players.saveProfile(world.commit(NOW + 1), { ...profile, summoner: undefined });
    expect(await world.player('a')).toMatchObject({ banSuspectedAt: NOW, banConfirmedAt: NOW });
    const summoner = { puuid: 'a', profileIconId: null, summonerLevel: null };
    await world.store.players.saveProfile(world.commit(NOW + 2), { ...profile, summoner });
    expect(await world.player('a')).toMatchObject({ banSuspectedAt: null, banConfirmedAt: null });
  },

  'each answer is kept with the last game seen by then': async (world) => {
    await flagged(world, 'a', 'b');
    const { lastSeen } = await world.player('a');
    for (const said of ['present', 'missing', 'moved', 'gone'] as const) await check(world, NOW, { said });
    await check(world, NOW, { puuid: 'b', said: 'present' });
    const rows = await world.store.players.listBanChecks('a');
    expect(rows.map(({ result }) => result)).toEqual(['gone', 'moved', 'missing', 'present']);
    for (const row of rows) expect(row).toMatchObject({ puuid: 'a', lastSeen, checkedAt: NOW });
  },

  'counts a changed player as an update and each answer as a new row': async (world) => {
    await flagged(world, 'a');
    const before = await world.counters();
    const counts: unknown[] = [];
    for (const said of ['present', 'present', 'missing', 'missing', 'gone', 'moved'] as const) {
      await check(world, NOW, { said });
      const { recordsUpdated = 0, recordsCreated = 0 } = await world.counters();
      counts.push([recordsUpdated - (before.recordsUpdated ?? 0), recordsCreated - (before.recordsCreated ?? 0)]);
    }
    expect(counts).toEqual([
      [1, 1],
      [1, 2],
      [2, 3],
      [2, 4],
      [3, 5],
      [4, 6],
    ]);
    expect((await world.counters()).banChecks).toBeUndefined();
  },

  'banned are those confirmed, the newest first, with the last game they played with a tracked player': async (
    world,
  ) => {
    await flagged(world, 'a', 'b', 'c');
    await play(world, 1, { puuids: ['tracked', 'a'] });
    await play(world, 1, { puuids: ['a', 'x'] });
    await play(world, 1, { puuids: ['tracked', 'b'] });
    await check(world, NOW, { puuid: 'a', said: 'gone' });
    await check(world, NOW + 1, { puuid: 'b', said: 'missing' });
    await check(world, NOW + 2, { puuid: 'c', said: 'gone' });
    const banned = await world.store.players.listBanned(9);
    expect(banned.map(({ player, lastMeeting }) => [player.puuid, lastMeeting?.tracked.puuid])).toEqual([
      ['c', undefined],
      ['a', 'tracked'],
    ]);
    const { playedAt = 0 } = banned[1]?.lastMeeting ?? {};
    expect(playedAt).toBeLessThan((await world.player('a')).lastSeen ?? 0);
    expect(await world.store.players.listBanned(1)).toHaveLength(1);
  },
};
