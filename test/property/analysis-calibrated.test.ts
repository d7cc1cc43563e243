// What holds for every judgement of the profile `calibrated`, whatever the games.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeCalibrated, type Judgement } from '../../src/analysis/calibrated/analyze.ts';
import { ratioOfCoalitions } from '../../src/analysis/calibrated/coalition.ts';
import { coalitionOf } from '../../src/analysis/calibrated/contributions.ts';
import { defaultBaseline } from '../../src/analysis/calibrated/default-baseline.ts';
import { explain } from '../../src/analysis/calibrated/explanation.ts';
import type { History } from '../../src/analysis/calibrated/history.ts';
import { steadyEvidenceOf } from '../../src/analysis/calibrated/log-evidence.ts';
import { type Prepared, prepare } from '../../src/analysis/calibrated/prepared.ts';
import { defaultCalibration } from '../../src/analysis/calibrated/probability.ts';
import { allGames, fullTermsOf, scoreOf } from '../../src/analysis/calibrated/score.ts';
import { select } from '../../src/analysis/calibrated/selection.ts';
import { resultRowsOf, type ScoredGame } from '../../src/analysis/calibrated/terms.ts';
import { factorIds } from '../../src/analysis/factors/index.ts';
import { tierIndex, tiers } from '../../src/league/rank.ts';
import { histories } from './analysis-history.ts';

const settings = { ...defaultCalibration, baseline: defaultBaseline, missingMatches: 0 };
const judged = histories({ minGames: 20, maxGames: 60 });
/** A judgement of 60 games takes milliseconds: some dozens of them per property are enough of a wait. */
const few = { numRuns: 40 };

describe('every judgement', () => {
  it('needs 20 games', () => {
    fc.assert(
      fc.property(histories({ minGames: 0, maxGames: 19 }), (history) => {
        const { band, isSmurf, judgement } = analyzeCalibrated(history, settings);
        expect({ band, isSmurf, judgement }).toEqual({ band: 'insufficient_data', isSmurf: false, judgement: null });
      }),
    );
  });

  it('has contributions that add up to the log likelihood ratio', () => {
    fc.assert(
      fc.property(judged, (history) => {
        const { llr, factors } = judgementOf(history);
        const sum = factorIds.reduce((total, id) => total + factors[id].contribution, 0);
        expect(Math.abs(sum - llr)).toBeLessThan(1e-9);
      }),
      few,
    );
  });

  it('has a probability inside its interval, scores in 0..1, and words with numbers', () => {
    fc.assert(
      fc.property(judged, (history) => {
        const { probability, low, high, factors, coverage } = judgementOf(history);
        expect(low).toBeLessThanOrEqual(probability);
        expect(high).toBeGreaterThanOrEqual(probability);
        expect(coverage).toBeGreaterThanOrEqual(0);
        expect(coverage).toBeLessThanOrEqual(1);
        for (const id of factorIds) {
          const { score, words } = factors[id];
          expect(score === null || (score >= 0 && score <= 1)).toBe(true);
          expect(words).not.toMatch(/^$|NaN|Infinity|undefined|null/);
        }
      }),
      few,
    );
  });

  it('is the same twice, bit for bit', () => {
    fc.assert(
      fc.property(judged, (history) => {
        expect(analyzeCalibrated(structuredClone(history), settings)).toEqual(analyzeCalibrated(history, settings));
      }),
      few,
    );
  });

  it('can be explained in words without gaps', () => {
    fc.assert(
      fc.property(judged, (history) => {
        const explanation = explain(analyzeCalibrated(history, settings), history, settings);
        expect(JSON.stringify(explanation)).not.toMatch(/NaN|Infinity|undefined/);
        expect(explanation?.rival.share).toBeGreaterThanOrEqual(0);
        expect(explanation?.rival.share).toBeLessThanOrEqual(1);
      }),
      few,
    );
  });

  it('says a higher probability under a higher prior, with the same evidence', () => {
    const prior = fc.double({ min: 0.001, max: 0.4, noNaN: true });
    fc.assert(
      fc.property(judged, prior, (history, lower) => {
        const at = (value: number) => judgementOf(history, { ...settings, prior: value });
        const [below, above] = [at(lower), at(lower * 2)];
        expect(above.probability).toBeGreaterThan(below.probability);
        expect(above.llr).toBe(below.llr);
        expect(above.logit - below.logit).toBeCloseTo(logit(lower * 2) - logit(lower), 9);
      }),
      few,
    );
  });
});

describe('the log likelihood ratio', () => {
  it('is 0 with every part switched off, and whole with every part on', () => {
    fc.assert(
      fc.property(judged, (history) => {
        const prepared = prepare(history, defaultBaseline);
        const ratioOf = ratioOfCoalitions(prepared);
        expect(ratioOf(coalitionOf(() => false))).toBeCloseTo(0, 12);
        expect(ratioOf(coalitionOf(() => true))).toBe(ratioOfAll(prepared));
      }),
      few,
    );
  });

  it('is the same on another part of the ladder, one tier higher', () => {
    const low = histories({ minGames: 20, maxGames: 60, tiers: tiers.slice(1, 5) });
    fc.assert(
      fc.property(low, (drawn) => {
        const history = { ...drawn, level: null };
        const higher = {
          ...history,
          ranks: history.ranks.map((rank) => ({ ...rank, tier: tiers[tierIndex(rank.tier) + 1] ?? rank.tier })),
          games: history.games.map((game) => ({ ...game, lobby: game.lobby.map((strength) => strength + 1) })),
        };
        const prepared = prepare(history, defaultBaseline);
        fc.pre(prepared.path.own.every((rank) => rank === null || rank > 0));
        fc.pre(knowsARank(history));
        expect(ratioOfAll(prepare(higher, defaultBaseline))).toBeCloseTo(ratioOfAll(prepared), 9);
      }),
      few,
    );
  });

  it('has the break alone to say for the account when the level is not known', () => {
    fc.assert(
      fc.property(judged, (drawn) => {
        const close = drawn.games.map((game, index) => ({ ...game, playedAt: 1_748_736_000_000 + index * 3_600_000 }));
        const history = { ...drawn, games: close, level: null, previousMatchAt: null };
        const { factors } = judgementOf(history);
        expect(factors.accountLevel).toMatchObject({ contribution: 0, score: null });
        const known = judgementOf({ ...history, previousMatchAt: 1_748_730_000_000 });
        expect(known.factors.accountLevel.contribution).not.toBe(0);
      }),
      few,
    );
  });
});

describe('the order of play', () => {
  it('does not matter to who stays the same', () => {
    fc.assert(
      fc.property(judged, fc.infiniteStream(fc.nat()), (history, keys) => {
        const prepared = prepare(history, defaultBaseline);
        const keyed = prepared.games.map((game) => ({ game, key: keys.next().value ?? 0 }));
        const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ game }) => game);
        const { improver: _, ...before } = evidenceOf(prepared, prepared.games);
        const { improver: __, ...after } = evidenceOf(prepared, shuffled);
        for (const story of ['regular', 'fresh', 'returning', 'deranker'] as const) {
          expect(after[story]).toBeCloseTo(before[story], 9);
        }
      }),
      few,
    );
  });
});

function judgementOf(history: History, given = settings): Judgement {
  const { judgement } = analyzeCalibrated(history, given);
  if (judgement === null) throw new Error('there is no judgement');
  return judgement;
}

function ratioOfAll(prepared: Prepared): number {
  return scoreOf(prepared, fullTermsOf(prepared), allGames(prepared)).llr;
}

function evidenceOf(prepared: Prepared, games: readonly ScoredGame[]) {
  const changed = { ...prepared, games, results: resultRowsOf(games) };
  return steadyEvidenceOf(select(fullTermsOf(changed), allGames(changed)));
}

/** The middle of the ladder stands in where nothing is known; it does not move with the ranks. */
function knowsARank({ ranks, games }: History): boolean {
  return ranks.length > 0 && games.every(({ lobby }) => lobby.length > 0);
}

function logit(share: number): number {
  return Math.log(share / (1 - share));
}
