// The figures of an evaluation, on cases small enough to be counted by hand.

import { describe, expect, it } from 'vitest';
import { defaultBaseline } from '../../../src/analysis/calibrated/default-baseline.ts';
import { bootstrap } from '../../../src/analysis/evaluation/bootstrap.ts';
import { permuted } from '../../../src/analysis/evaluation/permutation-null.ts';
import { foretell, slopeOf } from '../../../src/analysis/evaluation/predictive.ts';
import {
  calibrationError,
  capturedInformation,
  flagFigures,
  isAtLeast,
  logLoss,
} from '../../../src/analysis/evaluation/probability-figures.ts';
import { seeded } from '../../../src/analysis/evaluation/random.ts';
import { rankChangeOf } from '../../../src/analysis/evaluation/rank-change.ts';
import { type Judged, rank } from '../../../src/analysis/evaluation/ranked.ts';
import {
  averagePrecision,
  recallAtOnePercent,
  rocAuc,
  thresholdAtOnePercent,
} from '../../../src/analysis/evaluation/ranking-figures.ts';
import { slicesOf } from '../../../src/analysis/evaluation/slices.ts';
import { correlation, halvesOf } from '../../../src/analysis/evaluation/split-half.ts';
import { DAY_MS, games, history, START_AT, snapshot } from './calibrated/build.ts';

const smurf = (score: number, weight = 1): Judged => ({ score, isSmurf: true, weight });
const honest = (score: number, weight = 1): Judged => ({ score, isSmurf: false, weight });
const many = (count: number, one: Judged): Judged[] => Array.from({ length: count }, () => one);

describe('figures of the order', () => {
  it('count how often a smurf stands above an honest player, a tie as half', () => {
    const ranked = rank([smurf(0.9), smurf(0.5), smurf(0.1), honest(0.5), honest(0.2)]);
    expect(rocAuc(ranked)).toBeCloseTo((2 + 1.5 + 0) / 6, 12);
    expect(rocAuc(rank([smurf(1), honest(0)]))).toBe(1);
    expect(rocAuc(rank([smurf(0), honest(1)]))).toBe(0);
    expect(rocAuc(rank([smurf(0.5), honest(0.5)]))).toBe(0.5);
  });

  it('average the precision at each smurf', () => {
    expect(averagePrecision(rank([smurf(0.9), honest(0.8), smurf(0.7), honest(0.1)]))).toBeCloseTo((1 + 2 / 3) / 2, 12);
    expect(averagePrecision(rank([smurf(0.9, 0.5), honest(0.8, 2), smurf(0.7, 0.5)]))).toBeCloseTo((1 + 1 / 3) / 2, 12);
  });

  it('put the threshold at the honest player behind the first 1 %', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => honest(index / 100));
    const ranked = rank([...hundred, smurf(0.985), smurf(0.98), smurf(0.97), smurf(0.5)]);
    expect(thresholdAtOnePercent(ranked)).toBe(0.98);
    expect(recallAtOnePercent(ranked)).toBe(0.25);
    expect(thresholdAtOnePercent(rank(hundred.slice(0, 99)))).toBe(0.98);
  });

  it('count a player as often as a bootstrap drew it', () => {
    const ranked = rank([smurf(0.9), honest(0.5), smurf(0.1)]);
    expect(rocAuc(ranked, [3, 2, 1])).toBe(0.75);
    expect(averagePrecision(ranked, [3, 2, 1])).toBeCloseTo((3 * 1 + (1 * 4) / 6) / 4, 12);
    expect(recallAtOnePercent(ranked, [3, 2, 1])).toBe(0.75);
    expect(thresholdAtOnePercent(ranked, [1, 0, 1])).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('figures of probabilities', () => {
  it('measure how far what was said is from what was true, in bins of equal weight', () => {
    const sure = [...many(140, honest(0)), ...many(10, smurf(1))];
    expect(calibrationError(sure)).toBe(0);
    expect(calibrationError([...many(140, honest(0.1)), ...many(10, smurf(1))])).toBeCloseTo((140 * 0.1) / 150, 12);
    const ownBins = Array.from({ length: 15 }, (_, bin) => (bin % 2 === 0 ? smurf : honest)((bin + 1) / 16));
    const errors = ownBins.map(({ score, isSmurf }) => (isSmurf ? 1 - score : score));
    expect(calibrationError(ownBins)).toBeCloseTo(errors.reduce((sum, error) => sum + error, 0) / 15, 12);
    const canceling = [...many(75, smurf(0.6)), ...many(75, honest(0.4))].map((one) => ({ ...one, weight: 2 }));
    expect(calibrationError(canceling)).toBeCloseTo(0.4, 1);
  });

  it('take the mean log loss by weight, never infinite', () => {
    expect(logLoss([smurf(0.5, 1), honest(0.25, 3)])).toBeCloseTo(-(Math.log(0.5) + 3 * Math.log(0.75)) / 4, 12);
    expect(logLoss([smurf(0)])).toBeCloseTo(-Math.log(1e-12), 6);
  });

  it('tell how much of what the oracle knows was found', () => {
    expect(capturedInformation(0.0794, 0.0794, 0.05)).toBe(1);
    expect(capturedInformation(0.1985, 0.0794, 0.05)).toBeCloseTo(0, 3);
  });

  it('tell recall, false positives and precision at a line, by weight', () => {
    const judged = [smurf(0.5), smurf(0.4), honest(0.6, 2), honest(0.1, 2), honest(0.1, 4)];
    expect(flagFigures(judged, isAtLeast(0.5))).toEqual({ recall: 0.5, falsePositives: 0.25, precision: 1 / 3 });
    expect(flagFigures(judged, isAtLeast(0.9)).precision).toBeNaN();
  });
});

describe('bootstrap', () => {
  const ranked = rank(
    Array.from({ length: 400 }, (_, index) => (index % 4 === 0 ? smurf : honest)((index * 37) % 101)),
  );
  const spread = (seed: number) => bootstrap(ranked, { auc: rocAuc }, { draws: 200, seed }).auc;

  it('draws the same from the same seed, and something else from another', () => {
    expect(spread(1)).toEqual(spread(1));
    expect(spread(2)).not.toEqual(spread(1));
  });

  it('leaves out draws without a smurf, and has no spread where there is none with one', () => {
    const few = rank([smurf(0.9), honest(0.1), honest(0.2)]);
    const { low, high } = bootstrap(few, { auc: rocAuc }, { draws: 200, seed: 1 }).auc;
    expect([low, high]).toEqual([1, 1]);
    const none = bootstrap(few, { auc: () => Number.NaN }, { draws: 5, seed: 1 }).auc;
    expect(Object.values(none)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it('has the figure inside, about two standard errors from each end', () => {
    const { low, high, standardError } = spread(1);
    const auc = rocAuc(ranked);
    expect(low).toBeLessThan(auc);
    expect(high).toBeGreaterThan(auc);
    expect((high - low) / standardError).toBeGreaterThan(3.2);
    expect((high - low) / standardError).toBeLessThan(4.6);
    const smurfs = 100;
    const theory = Math.sqrt((auc * (1 - auc)) / smurfs);
    expect(standardError).toBeGreaterThan(theory / 3);
    expect(standardError).toBeLessThan(theory);
  });
});

describe('seeded', () => {
  it('draws evenly from below the bound', () => {
    const draw = seeded(9);
    const counts = new Array(10).fill(0);
    for (let round = 0; round < 10_000; round++) counts[draw(10)]++;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('slices', () => {
  it('ask the same of each kind', () => {
    const players = [1, 2, 3, 4, 5].map((value) => ({ value, kind: value % 2 === 0 ? 'even' : 'odd' }));
    const slices = slicesOf(
      players,
      ({ kind }) => kind,
      ({ value }) => value > 2,
    );
    expect([...slices]).toEqual([
      ['odd', { players: 3, share: 2 / 3 }],
      ['even', { players: 2, share: 0.5 }],
    ]);
  });
});

describe('the permutation null', () => {
  const strong = { ...history(games(30, { logKda: 3, win: true }), { level: 31 }), id: 'strong' };
  const others = Array.from({ length: 30 }, (_, index) => ({ ...history(games(30)), id: `other-${index}` }));
  const top = { ...history(games(20, { position: 'TOP', logKda: -1 })), id: 'top' };

  it('gives everybody somebody’s games in the same position, at the old times', () => {
    const [first, ...rest] = permuted([strong, ...others, top], 1);
    expect(first?.games.map(({ playedAt }) => playedAt)).toEqual(strong.games.map(({ playedAt }) => playedAt));
    expect(first?.games.map(({ matchId }) => matchId)).toEqual(strong.games.map(({ matchId }) => matchId));
    expect(first?.games.filter(({ logKda }) => logKda === 3).length).toBeLessThan(8);
    expect(first).toMatchObject({ id: 'strong', level: null, previousMatchAt: null });
    expect(rest.at(-1)?.games.every(({ position, logKda }) => position === 'TOP' && logKda === -1)).toBe(true);
    expect(rest.flatMap((one) => one.games).some(({ logKda }) => logKda === 3)).toBe(true);
  });

  it('draws the same from the same seed', () => {
    expect(permuted([strong, ...others], 4)).toEqual(permuted([strong, ...others], 4));
    expect(permuted([strong, ...others], 5)).not.toEqual(permuted([strong, ...others], 4));
  });
});

describe('the rank in the month after', () => {
  const played = games(40);
  const after = (day: number, changes: Parameters<typeof history>[1]) =>
    rankChangeOf(history(played, { ranks: [snapshot(day)], ...changes }), defaultBaseline);
  const climb = [snapshot(25), snapshot(53, { tier: 'PLATINUM' })];

  it('is that of the snapshot nearest to thirty days later', () => {
    expect(after(0, { ranks: climb })?.change).toBe(1);
    expect(after(0, { ranks: [...climb, snapshot(60, { tier: 'IRON' })] })?.change).toBe(1);
    expect(after(0, { ranks: [snapshot(25), snapshot(56, { tier: 'SILVER' })] })?.change).toBe(-1);
    expect(after(0, { ranks: [snapshot(25), snapshot(66, { tier: 'PLATINUM' })] })).toBeNull();
    expect(after(0, { ranks: [snapshot(25), snapshot(44, { tier: 'PLATINUM' })] })).toBeNull();
  });

  it('is the same where somebody looked and nothing had changed', () => {
    expect(after(25, { rankCheckedAt: START_AT + 60 * DAY_MS })?.change).toBe(0);
    expect(after(25, { rankCheckedAt: START_AT + 40 * DAY_MS })).toBeNull();
    expect(after(25, {})).toBeNull();
  });

  it('stands beside the evidence of that time alone', () => {
    const seen = after(0, { ranks: climb });
    const later = played.map((game, index) => (index > 25 ? { ...game, win: true, logKda: 4 } : game));
    expect(rankChangeOf(history(later, { ranks: climb, level: 30 }), defaultBaseline)).toEqual(seen);
    const earlier = played.map((game, index) => (index <= 25 ? { ...game, win: true, logKda: 4 } : game));
    expect(rankChangeOf(history(earlier, { ranks: climb }), defaultBaseline)?.llr).toBeGreaterThan(seen?.llr ?? 99);
  });

  it('is asked from twenty games on, at the latest moment that it can be', () => {
    expect(after(0, { ranks: [snapshot(18), snapshot(48, { tier: 'PLATINUM' })] })).toBeNull();
    expect(after(0, { ranks: [snapshot(19), snapshot(49, { tier: 'PLATINUM' })] })?.change).toBe(1);
    const two = [snapshot(20), snapshot(30, { tier: 'PLATINUM' }), snapshot(60, { tier: 'EMERALD' })];
    expect(after(0, { ranks: two })?.change).toBe(1);
    expect(after(0, { ranks: [...two, snapshot(101, { tier: 'IRON' })] })?.change).toBe(1);
  });
});

describe('foretelling', () => {
  it('gives the wins above expectation of the last 20 games, from the others alone', () => {
    const strong = games(40, { win: true, logKda: 3, goldLead: 0.5 });
    const good = foretell(history(strong), defaultBaseline);
    expect(good?.seen).toBeCloseTo(10, 12);
    expect(good?.predicted).toBeGreaterThan(2);
    expect(good?.predicted).toBeLessThan(10);
    const lost = strong.map((game, index) => ({ ...game, win: index < 20 }));
    expect(foretell(history(lost), defaultBaseline)).toEqual({
      predicted: good?.predicted,
      seen: expect.closeTo(-10, 9),
    });
    expect(foretell(history(games(20)), defaultBaseline)).toBeNull();
    expect(foretell(history(games(21)), defaultBaseline)).not.toBeNull();
  });

  it('has the slope of the seen on the predicted', () => {
    const pairs = [0, 1, 2, 3].map((predicted) => ({ predicted, seen: 5 + 0.5 * predicted }));
    expect(slopeOf(pairs)).toEqual({ slope: expect.closeTo(0.5, 12), standardError: expect.closeTo(0, 12) });
  });

  it('says how far luck could have moved the slope', () => {
    const lucky = (predicted: number) => [4, -4].map((luck) => ({ predicted, seen: predicted + luck }));
    const pairs = Array.from({ length: 50 }, () => [-1, 1].flatMap(lucky)).flat();
    expect(slopeOf(pairs)).toEqual({
      slope: expect.closeTo(1, 12),
      standardError: expect.closeTo(4 / Math.sqrt(200), 12),
    });
    expect(slopeOf(pairs.slice(0, 50)).standardError).toBeCloseTo(2 * slopeOf(pairs).standardError, 1);
  });
});

describe('halves', () => {
  it('judge the odd games and the even ones apart, without the level that they share', () => {
    const mixed = games(40).map((game, index) => ({ ...game, win: true, logKda: index % 2 === 1 ? 3 : -1 }));
    const { odd, even } = halvesOf(history(mixed, { level: 30 }), defaultBaseline);
    expect(odd).toBeGreaterThan(even + 2);
    expect(halvesOf(history(mixed, { level: 900 }), defaultBaseline)).toEqual({ odd, even });
  });

  it('correlate', () => {
    expect(
      correlation([
        [1, 2],
        [2, 4],
        [3, 6],
      ]),
    ).toBeCloseTo(1, 12);
    expect(
      correlation([
        [1, 1],
        [2, 0],
        [3, 1],
      ]),
    ).toBeCloseTo(0, 12);
    expect(
      correlation([
        [1, 3],
        [2, 2],
        [3, 1],
      ]),
    ).toBeCloseTo(-1, 12);
  });
});
