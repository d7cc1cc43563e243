// What holds for every factor and every analysis, whatever the evidence.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze, bandOf } from '../../src/analysis/analyze.ts';
import { type Evidence, MIN_SAMPLE } from '../../src/analysis/evidence.ts';
import type { FactorId } from '../../src/analysis/factor.ts';
import { factorIds, factors } from '../../src/analysis/factors/index.ts';
import { strongestReasons } from '../../src/analysis/reasons.ts';
import { evidence } from './analysis-evidence.ts';

/** These compare newer games with older ones; every other factor must not care for the order of play. */
const readsOrder: ReadonlySet<FactorId> = new Set(['winRateTrend', 'performanceTrends']);
const nothing: Evidence = { puuid: 'somebody', queueId: 420, games: [], level: null, ranks: [] };

describe.each(factorIds)('%s', (id) => {
  const factor = factors[id];

  it('scores in 0..1 with finite numbers and words, or says what it needs', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const result = factor.score(given);
        if (result.kind === 'insufficient') {
          expect(result.needs).not.toBe('');
          return;
        }
        expect(Number.isFinite(result.value)).toBe(true);
        expect(result.score).toBeGreaterThanOrEqual(0);
        expect(result.score).toBeLessThanOrEqual(1);
        expect(result.reason).not.toMatch(/^$|NaN|Infinity|undefined|null/);
      }),
    );
  });

  it('gives the same answer twice', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        expect(factor.score(given)).toEqual(factor.score(given));
      }),
    );
  });

  it('needs more than nothing', () => {
    expect(factor.score(nothing).kind).toBe('insufficient');
  });
});

describe('the order of play', () => {
  it.each(factorIds.filter((id) => !readsOrder.has(id)))('%s does not depend on it', (id) => {
    fc.assert(
      fc.property(evidence, fc.infiniteStream(fc.nat()), (given, keys) => {
        const order = given.games.map((game) => ({ game, key: keys.next().value ?? 0 }));
        const games = order.toSorted((a, b) => a.key - b.key).map(({ game }) => game);
        expect(scoreOf(id, { ...given, games })).toBeCloseTo(scoreOf(id, given), 9);
      }),
    );
  });
});

describe('analyze', () => {
  it('scores from 20 games on, and only then', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const { smurfScore, confidence, coverage, isSmurf, gamesAnalyzed } = analyze(given);
        if (gamesAnalyzed < MIN_SAMPLE) {
          expect({ smurfScore, confidence, coverage, isSmurf }).toEqual(insufficient);
          return;
        }
        expect(smurfScore).toBeGreaterThanOrEqual(0);
        expect(smurfScore).toBeLessThanOrEqual(1);
        expect(coverage).toBeGreaterThan(0.5);
        expect(coverage).toBeLessThanOrEqual(1);
        expect(confidence).toBe(bandOf(smurfScore ?? Number.NaN));
        expect(isSmurf).toBe((smurfScore ?? 0) >= 0.4);
      }),
    );
  });

  it('has a score that its reasons add up to, strongest first', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const analysis = analyze(given);
        const contributions = strongestReasons(analysis, factorIds.length).map(({ contribution }) => contribution);
        expect(contributions.reduce((sum, part) => sum + part, 0)).toBeCloseTo(analysis.smurfScore ?? 0, 9);
        expect(contributions).toEqual(contributions.toSorted((a, b) => b - a));
      }),
    );
  });
});

const insufficient = { smurfScore: null, confidence: 'insufficient_data', coverage: 0, isSmurf: false };

/** -1 stands for insufficient. */
function scoreOf(id: FactorId, given: Evidence): number {
  const result = factors[id].score(given);
  return result.kind === 'scored' ? result.score : -1;
}
