// Verdicts of the profile `calibrated`: kept bit for bit, found by filters, compared with, and overtaken.

import { expect } from 'vitest';
import type { CalibratedAnalysis } from '../../../src/analysis/calibrated/analyze.ts';
import type { VerdictFilter } from '../../../src/store/analyses-store.ts';
import type { EvidenceBasis } from '../../../src/store/records.ts';
import { basisOf, calibratedAnalysisOf } from '../../../src/store/verdict-row.ts';
import { analysisOf, calibratedOf, judgement, matchIdOf, play, track } from '../build.ts';
import { type Cases, first, NOW, type World } from '../world.ts';

async function judge(world: World, puuid: string, changes: Partial<CalibratedAnalysis> & { at?: number } = {}) {
  const { at = NOW, ...verdict } = changes;
  await world.store.analyses.save(world.commit(at), calibratedOf(puuid, verdict));
}

async function discovered(world: World, ...puuids: readonly string[]) {
  await track(world);
  await play(world, 3, { puuids });
}

const scored = (probability: number, combat = 0.5) => ({
  judgement: {
    ...judgement,
    probability,
    factors: { ...judgement.factors, kda: { ...judgement.factors.kda, statistic: { combat, percentile: null } } },
  },
});

const none = { isSmurf: false, band: 'insufficient_data', judgement: null } as const;

const listed = async ({ store }: World, filter: Partial<VerdictFilter> = {}) =>
  (await store.analyses.list({ limit: 99, ...filter })).map(({ puuid }) => puuid).join(' ');

const outdated = ({ store }: World, outdatedBaselineId?: string) =>
  store.analyses.listOutdated({ queueId: 420, profileVersion: 'version-1', outdatedBaselineId });

const basis: EvidenceBasis = {
  matchIds: [matchIdOf(1), matchIdOf(2)],
  ranksUntil: 7,
  rankCheckedAt: null,
  previousMatchAt: NOW,
  peersUntil: 3,
};

export const calibratedVerdicts: Cases = {
  'gives the same verdict back, bit for bit, with what it saw': async (world) => {
    await discovered(world, 'a');
    await world.store.analyses.save(world.commit(), { ...calibratedOf('a'), mainPosition: 'JUNGLE', basis });
    const stored = first(await world.store.analyses.listHistory('a'));
    const { queueId, ...analysis } = calibratedOf('a');
    expect(calibratedAnalysisOf(stored)).toStrictEqual(analysis);
    expect(basisOf(stored)).toStrictEqual(basis);
    expect(stored).toMatchObject({ queueId, gamesStored: 3, mainPosition: 'JUNGLE', combat: 0.1 + 0.7 });
  },

  'has the probability, the band and the nine scores in the columns of all profiles': async (world) => {
    await discovered(world, 'a');
    await judge(world, 'a');
    expect(first(await world.sql('select * from player_analysis'))).toMatchObject({
      is_smurf: 1,
      smurf_score: 2 / 3,
      confidence: 'possible',
      win_rate_score: 0.1,
      kda_score: 0.2,
      account_level_score: null,
      rank_discrepancy_score: 1 / 3,
      rank_progression_score: null,
      win_rate_trend_score: 0.6,
      performance_consistency_score: 0.7,
      performance_trends_score: 0.8,
      role_performance_score: 0,
      current_rank: 'II',
      llr: 2.3000000000000003,
    });
  },

  'keeps that there was too little to judge': async (world) => {
    await discovered(world, 'a');
    await judge(world, 'a', none);
    const { queueId: _, ...analysis } = calibratedOf('a', none);
    const stored = first(await world.store.analyses.listHistory('a'));
    expect(calibratedAnalysisOf(stored)).toStrictEqual(analysis);
    expect(stored).toMatchObject({ smurfScore: null, llr: null, winRateScore: null, combat: null, basisJson: null });
  },

  'is no verdict of the other profile': async (world) => {
    await discovered(world, 'a');
    await world.store.analyses.save(world.commit(), analysisOf('a'));
    const stored = first(await world.store.analyses.listHistory('a'));
    expect(calibratedAnalysisOf(stored)).toBeUndefined();
    expect(basisOf(stored)).toBeUndefined();
  },

  'has a history, newest first': async (world) => {
    await discovered(world, 'a', 'b');
    for (const band of ['possible', 'likely', 'not_flagged'] as const) await judge(world, 'a', { band });
    await judge(world, 'b');
    const history = await world.store.analyses.listHistory('a');
    expect(history.map(({ confidence }) => confidence)).toEqual(['not_flagged', 'likely', 'possible']);
  },

  'is listed by the newest verdict, the likeliest first and the unknown last': async (world) => {
    await discovered(world, 'a', 'b', 'c');
    await judge(world, 'a', none);
    await judge(world, 'b', scored(0.9));
    await judge(world, 'b', scored(0.2));
    await judge(world, 'c', scored(0.4));
    expect(await listed(world)).toBe('c b a');
    expect(await listed(world, { limit: 1 })).toBe('c');
  },

  'is found by band, probability, tier and time': async (world) => {
    await discovered(world, 'a', 'b', 'c');
    await judge(world, 'a', { ...scored(0.2), band: 'inconclusive', currentTier: null, at: NOW });
    await judge(world, 'b', { ...scored(0.6), band: 'possible', at: NOW + 1 });
    await judge(world, 'c', { ...scored(0.8), band: 'likely', currentTier: 'IRON', at: NOW + 2 });
    expect(await listed(world, { bands: ['inconclusive', 'likely'] })).toBe('c a');
    expect(await listed(world, { minProbability: 0.6 })).toBe('c b');
    expect(await listed(world, { tier: 'IRON' })).toBe('c');
    expect(await listed(world, { since: NOW + 1 })).toBe('c b');
    expect(await listed(world, { since: NOW + 1, tier: 'GOLD' })).toBe('b');
  },

  'is found by what a person says about the player': async (world) => {
    await discovered(world, 'a', 'b');
    for (const puuid of ['a', 'b']) await judge(world, puuid);
    await world.store.analyses.mark({ puuid: 'b', label: 'honest', note: null, now: NOW });
    expect(await listed(world, { marked: true })).toBe('b');
    expect(await listed(world, { marked: false })).toBe('a');
    const labels = (await world.store.analyses.list({ limit: 9 })).map(({ label, player }) => [player.puuid, label]);
    expect(labels).toEqual([
      ['a', null],
      ['b', 'honest'],
    ]);
  },

  'is overtaken by a better baseline': async (world) => {
    await discovered(world, 'a', 'b');
    await judge(world, 'a', { baselineId: 'default', band: 'inconclusive' });
    await judge(world, 'b');
    expect(await outdated(world)).toEqual([]);
    expect(await outdated(world, 'default')).toEqual([
      {
        puuid: 'a',
        gamesAnalyzed: 20,
        gamesSince: 0,
        profileVersion: 'version-1',
        confidence: 'inconclusive',
        baselineId: 'default',
      },
    ]);
  },

  'is compared with the newest verdict of each player of the position': async (world) => {
    await discovered(world, 'a', 'b', 'c', 'd');
    const save = async (puuid: string, combat: number, mainPosition: 'TOP' | 'JUNGLE') => {
      await world.store.analyses.save(world.commit(), { ...calibratedOf(puuid, scored(0.5, combat)), mainPosition });
    };
    const peers = (until: number) => world.store.analyses.loadPeers({ position: 'TOP', until });
    expect(await world.store.analyses.newestVerdictId()).toBe(0);
    await save('a', 0.1, 'TOP');
    await save('b', 0.2, 'TOP');
    await save('c', 0.3, 'JUNGLE');
    await world.store.analyses.save(world.commit(), { ...calibratedOf('d', none), mainPosition: 'TOP' });
    const until = await world.store.analyses.newestVerdictId();
    expect(await peers(until)).toEqual([0.2, 0.1]);
    await save('a', 0.4, 'TOP');
    await save('b', 0.5, 'JUNGLE');
    expect(await peers(until)).toEqual([0.2, 0.1]);
    expect(await peers(until + 2)).toEqual([0.4]);
  },
};
