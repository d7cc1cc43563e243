// Verdicts: what is kept of one, when it is outdated, and who is flagged.

import { expect } from 'vitest';
import type { Analysis } from '../../../src/analysis/analysis.ts';
import type { FactorId } from '../../../src/analysis/factor.ts';
import { analysisOf, factorResults, innocent, play, track } from '../build.ts';
import { type Cases, first, NOW, type World } from '../world.ts';

async function judge(world: World, puuid: string, changes: Partial<Analysis> = {}) {
  await world.store.analyses.save(world.commit(), analysisOf(puuid, changes));
}

async function discovered(world: World, ...puuids: readonly string[]) {
  await track(world);
  await play(world, 3, { puuids });
}

const judged = { profileVersion: 'version-1', confidence: 'medium', baselineId: null } as const;

const outdated = ({ store }: World, profileVersion = 'version-1') =>
  store.analyses.listOutdated({ queueId: 420, profileVersion });

const flagged = async ({ store }: World, limit = 99) =>
  (await store.analyses.listFlagged(limit)).map(({ puuid, smurfScore }) => `${puuid} ${smurfScore}`);

export const verdicts: Cases = {
  'keeps all of a verdict, an unknown score as NULL': async (world) => {
    await discovered(world, 'a');
    await play(world, 1, { puuids: ['a'], match: { queueId: 440 } });
    await play(world, 1, { puuids: ['a'], match: { isCountable: false } });
    await world.store.analyses.save(world.commit(NOW + 4), analysisOf('a'));
    const { player, ...verdict } = first(await world.store.analyses.listFlagged(1));
    const { factors, currentDivision, ...analysis } = analysisOf('a');
    expect(verdict).toMatchObject({ ...analysis, currentRank: currentDivision, gamesStored: 3, createdAt: NOW + 4 });
    expect(verdict).toMatchObject({
      winRateScore: 0.1,
      kdaScore: 0.2,
      accountLevelScore: null,
      rankDiscrepancyScore: 0.4,
      rankProgressionScore: null,
      winRateTrendScore: 0.6,
      performanceConsistencyScore: 0.7,
      performanceTrendsScore: 0.8,
      rolePerformanceScore: 0,
    });
    expect(JSON.parse(verdict.factorsJson)).toEqual(factors);
    expect(verdict).toMatchObject({ falsePositiveReported: false, manuallyVerified: false, notes: null });
    expect(player).toEqual(await world.player('a'));
  },

  'marks the player as analyzed and counts': async (world) => {
    await discovered(world, 'a', 'b');
    const before = await world.player('a');
    const counted = await world.counters();
    await world.store.analyses.save(world.commit(NOW + 4), analysisOf('a'));
    const touched = { isAnalyzed: true, updatedAt: NOW + 4, lastAttemptAt: NOW + 4 };
    expect(await world.player('a')).toEqual({ ...before, ...touched });
    await judge(world, 'b', innocent);
    const { recordsCreated = 0, recordsUpdated = 0, ...others } = counted;
    expect(await world.counters()).toEqual({
      ...others,
      playersAnalyzed: 2,
      playersFlagged: 1,
      recordsCreated: recordsCreated + 2,
      recordsUpdated: recordsUpdated + 2,
    });
  },

  'keeps a verdict without any score': async (world) => {
    await discovered(world, 'a');
    const ids = Object.keys(factorResults) as FactorId[];
    const missing = ids.map((id) => [id, { kind: 'insufficient', needs: 'games' }] as const);
    const factors = Object.fromEntries(missing) as Analysis['factors'];
    const none = { isSmurf: false, smurfScore: null, confidence: 'insufficient_data', coverage: 0 } as const;
    const empty = { gamesAnalyzed: 0, firstMatchId: null, lastMatchId: null, accountLevel: null, currentTier: null };
    await judge(world, 'a', { ...none, ...empty, currentDivision: null, factors });
    const row = first(await world.sql('select * from player_analysis'));
    expect(row).toMatchObject({ smurf_score: null, confidence: 'insufficient_data', first_match_id: null });
    const scores = Object.entries(row).filter(([column]) => column.endsWith('_score'));
    expect(scores.map(([, score]) => score)).toEqual(Array.from({ length: 10 }, () => null));
  },

  'is not outdated by anything that it has seen': async (world) => {
    await discovered(world, 'a');
    await judge(world, 'a');
    await play(world, 2, { puuids: ['a'], match: { isCountable: false } });
    await play(world, 2, { puuids: ['a'], match: { queueId: 440 } });
    await play(world, 2, { puuids: ['somebody else'] });
    expect(await outdated(world)).toEqual([]);
  },

  'is outdated by countable games of the queue that came after it': async (world) => {
    await discovered(world, 'a', 'b');
    await judge(world, 'a', { gamesAnalyzed: 2 });
    await judge(world, 'b', { gamesAnalyzed: 2 });
    await play(world, 2, { puuids: ['a'] });
    const expected = { puuid: 'a', gamesAnalyzed: 2, gamesSince: 2, ...judged };
    expect(await outdated(world)).toEqual([expected]);
    await judge(world, 'a');
    expect(await outdated(world)).toEqual([]);
  },

  'is outdated by another version of the profile': async (world) => {
    await discovered(world, 'a');
    await judge(world, 'a');
    const expected = { puuid: 'a', gamesAnalyzed: 20, gamesSince: 0, ...judged };
    expect(await outdated(world, 'version-2')).toEqual([expected]);
    await judge(world, 'a', { profileVersion: 'version-2' });
    expect(await outdated(world, 'version-2')).toEqual([]);
  },

  'is not outdated when the player is tracked or waits for another one': async (world) => {
    await discovered(world, 'a', 'b');
    await judge(world, 'a');
    await judge(world, 'b');
    await play(world, 2, { puuids: ['a', 'b'] });
    await track(world, 'a');
    await world.store.analyses.reset(world.commit(), ['b']);
    expect(await outdated(world)).toEqual([]);
  },

  'goes back into the queue by a reset': async (world) => {
    await discovered(world, 'a', 'b', 'c');
    for (const puuid of ['a', 'b', 'c']) await judge(world, puuid);
    const { recordsUpdated = 0 } = await world.counters();
    await world.store.analyses.reset(world.commit(NOW + 8), ['a', 'c']);
    expect(await world.player('a')).toMatchObject({ isAnalyzed: false, updatedAt: NOW + 8 });
    expect((await world.player('b')).isAnalyzed).toBe(true);
    expect((await world.counters()).recordsUpdated).toBe(recordsUpdated + 2);
    const waiting = await world.store.players.listToAnalyze({ queueId: 420, minMatches: 1, limit: 9 });
    expect(waiting.map(({ puuid }) => puuid)).toEqual(['a', 'c']);
    expect(await world.sql('select * from player_analysis')).toHaveLength(3);
  },

  'flags by the newest verdict, the highest score first': async (world) => {
    await discovered(world, 'a', 'b', 'c', 'd');
    await judge(world, 'a', { smurfScore: 0.5 });
    await judge(world, 'b', { smurfScore: 0.99 });
    await judge(world, 'b', innocent);
    await judge(world, 'c', innocent);
    await judge(world, 'c', { smurfScore: 0.8 });
    await judge(world, 'd', innocent);
    expect(await flagged(world)).toEqual(['c 0.8', 'a 0.5']);
    expect(await flagged(world, 1)).toEqual(['c 0.8']);
    expect(await world.store.analyses.countAnalyzed()).toEqual({ analyzed: 4, flagged: 2 });
  },

  'is found, the newest of them': async (world) => {
    await discovered(world, 'a', 'b');
    await judge(world, 'a', { smurfScore: 0.5 });
    await judge(world, 'b', { smurfScore: 0.6 });
    await judge(world, 'a', innocent);
    expect(await world.store.analyses.findNewest('a')).toMatchObject({ puuid: 'a', ...innocent });
    expect(await world.store.analyses.findNewest('tracked')).toBeUndefined();
  },

  'counts nobody in an empty database': async ({ store }) => {
    expect(await store.analyses.countAnalyzed()).toEqual({ analyzed: 0, flagged: 0 });
    expect(await store.analyses.listFlagged(9)).toEqual([]);
  },
};
