// The judgement as a whole: weights, bands, what is recorded, and the strongest reasons.

import { describe, expect, it } from 'vitest';
import { analyze, bandOf } from '../../../src/analysis/analyze.ts';
import { factorIds, factors } from '../../../src/analysis/factors/index.ts';
import { strongestReasons } from '../../../src/analysis/reasons.ts';
import { weights } from '../../../src/analysis/weights.ts';
import { alternating, evidenceOf, plays } from './build.ts';

const strong = { win: true, kills: 10, deaths: 2, assists: 8 };

describe('the registry', () => {
  it('has nine factors, each under its own id', () => {
    expect(factorIds).toHaveLength(9);
    for (const id of factorIds) expect(factors[id].id).toBe(id);
  });

  it('has weights that sum to 1', () => {
    const sum = factorIds.reduce((total, id) => total + weights[id], 0);
    expect(sum).toBeCloseTo(1, 12);
    expect(Object.keys(weights).toSorted()).toEqual([...factorIds].toSorted());
  });
});

describe('analyze', () => {
  it('records who was judged, by what, and on which sample', () => {
    const ranks = [
      { day: 0, tier: 'GOLD', division: 'I', leaguePoints: 10 },
      { day: 3, tier: 'EMERALD', division: 'III', leaguePoints: 20 },
    ] as const;
    expect(analyze(evidenceOf(alternating(20), { level: 77, ranks }))).toMatchObject({
      puuid: 'somebody',
      profile: 'classic',
      profileVersion: 'classic-1',
      queueId: 420,
      gamesAnalyzed: 20,
      firstMatchId: 'EUW1_6999999981',
      lastMatchId: 'EUW1_7000000000',
      accountLevel: 77,
      currentTier: 'EMERALD',
      currentDivision: 'III',
    });
  });

  it('gives no score below 20 games, however they look, and says how many are missing', () => {
    const analysis = analyze(evidenceOf(plays(19, strong), { level: 30 }));
    expect(analysis).toMatchObject({
      isSmurf: false,
      smurfScore: null,
      confidence: 'insufficient_data',
      coverage: 0,
      gamesAnalyzed: 19,
      accountLevel: 30,
    });
    for (const id of factorIds) {
      expect(analysis.factors[id]).toEqual({ kind: 'insufficient', needs: 'at least 20 countable games (19 so far)' });
    }
    expect(strongestReasons(analysis, 9)).toEqual([]);
  });

  it('has nothing to name without any game', () => {
    const nobody = { gamesAnalyzed: 0, firstMatchId: null, lastMatchId: null, accountLevel: null, currentTier: null };
    expect(analyze(evidenceOf([]))).toMatchObject({ ...nobody, currentDivision: null, smurfScore: null, coverage: 0 });
  });

  it('flags from a score of .4 on', () => {
    const flagged = analyze(evidenceOf(plays(20, strong)));
    expect(flagged).toMatchObject({ isSmurf: true, confidence: 'medium' });
    expect(analyze(evidenceOf(alternating(20)))).toMatchObject({ isSmurf: false, confidence: 'none', smurfScore: 0 });
  });
});

describe('bandOf', () => {
  it.each([
    [1, 'high'],
    [0.8, 'high'],
    [0.799, 'medium'],
    [0.6, 'medium'],
    [0.599, 'low'],
    [0.4, 'low'],
    [0.399, 'none'],
    [0, 'none'],
  ])('%f is %s', (score, band) => {
    expect(bandOf(score)).toBe(band);
  });
});

describe('strongestReasons', () => {
  const analysis = analyze(evidenceOf(plays(20, strong), { level: 65 }));

  it('names the largest contributions first, with their own words', () => {
    expect(strongestReasons(analysis, 2)).toEqual([
      {
        factor: 'winRate',
        title: 'Win rate',
        contribution: expect.closeTo(0.18 / 0.71, 9),
        reason: 'won 20 of 20 games (100 %)',
      },
      {
        factor: 'kda',
        title: 'Kills, deaths, assists',
        contribution: expect.closeTo(0.12 / 0.71, 9),
        reason: '9 kills and assists per death over 20 games',
      },
    ]);
  });

  it('leaves out what does not speak for a smurf, and adds up to the score', () => {
    const all = strongestReasons(analysis, 9);
    expect(all.map(({ factor }) => factor)).toEqual([
      'winRate',
      'kda',
      'performanceConsistency',
      'accountLevel',
      'rolePerformance',
    ]);
    expect(all.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(analysis.smurfScore ?? -1, 12);
  });
});
