// Coefficients from labels.

import { describe, expect, it } from 'vitest';
import { defaultCoefficients, sigmoid } from '../../../../src/analysis/calibrated/probability.ts';
import { type LabelledScore, recalibrate } from '../../../../src/analysis/calibrated/recalibrate.ts';
import { seeded } from '../../../../src/analysis/evaluation/random.ts';

const settings = { prior: 0.05, version: 'own-1' };
const labels = (count: number, isSmurf: boolean, llr = 0): LabelledScore[] =>
  Array.from({ length: count }, () => ({ llr, isSmurf }));

describe('recalibrate', () => {
  it.each([
    ['49 labels', [...labels(39, false), ...labels(10, true)]],
    ['nine confirmed smurfs', [...labels(91, false), ...labels(9, true)]],
    ['nine honest players', [...labels(9, false), ...labels(91, true)]],
  ])('refuses %s', (_, few) => {
    expect(recalibrate(few, settings)).toMatchObject({ kind: 'refused', reason: expect.stringContaining('50 labels') });
  });

  it('refuses coefficients that turn the evidence around', () => {
    const turned = [...labels(2000, false, 3), ...labels(2000, true, -3)];
    const reason = expect.stringContaining('rise with the evidence');
    expect(recalibrate(turned, { ...settings, prior: 0.5 })).toMatchObject({ kind: 'refused', reason });
  });

  it('stays near the defaults with few labels, and names the new set', () => {
    const { a, b, c } = fitted([...labels(40, false, -1), ...labels(10, true, 2)]);
    expect(Math.abs(a - defaultCoefficients.a)).toBeLessThan(1);
    expect(Math.abs(b - defaultCoefficients.b)).toBeLessThan(0.5);
    expect(Math.abs(c - defaultCoefficients.c)).toBeLessThan(0.5);
  });

  it('finds the coefficients that many labels were drawn with', () => {
    const truth = { a: 1, b: 0.8, c: 0.4 };
    const draw = seeded(11);
    const drawn = Array.from({ length: 60_000 }, () => {
      const llr = draw(8000) / 1000 - 4;
      const logit = truth.a + truth.b * llr + truth.c * Math.max(llr, 0);
      return { llr, isSmurf: draw(1_000_000) / 1_000_000 < sigmoid(logit) };
    });
    const share = drawn.filter(({ isSmurf }) => isSmurf).length / drawn.length;
    const { a, b, c } = fitted(drawn, share);
    expect(a).toBeCloseTo(truth.a - Math.log(share / (1 - share)), 1);
    expect(b).toBeCloseTo(truth.b, 1);
    expect(Math.abs(c - truth.c)).toBeLessThan(0.1);
  });

  it('is at the lowest point of the penalised loss', () => {
    const some = [-2, -1, 0, 1, 2, 3].flatMap((llr, index) => [
      ...labels(12 - 2 * index, false, llr),
      ...labels(2 * index + 1, true, llr),
    ]);
    const best = fitted(some);
    const lowest = loss(some, best);
    for (const name of ['a', 'b', 'c'] as const) {
      expect(loss(some, { ...best, [name]: best[name] + 1e-3 })).toBeGreaterThan(lowest);
      expect(loss(some, { ...best, [name]: best[name] - 1e-3 })).toBeGreaterThan(lowest);
    }
  });
});

function fitted(given: readonly LabelledScore[], prior = settings.prior) {
  const result = recalibrate(given, { ...settings, prior });
  if (result.kind === 'refused') throw new Error(result.reason);
  expect(result.coefficients.version).toBe('own-1');
  return result.coefficients;
}

/** Written from the text of the specification alone. */
function loss(given: readonly LabelledScore[], { a, b, c }: { a: number; b: number; c: number }): number {
  const smurfs = given.filter(({ isSmurf }) => isSmurf).length;
  const losses = given.map(({ llr, isSmurf }) => {
    const probability = sigmoid(Math.log(0.05 / 0.95) + a + b * llr + c * Math.max(llr, 0));
    const share = isSmurf ? 0.05 / smurfs : 0.95 / (given.length - smurfs);
    return -share * given.length * Math.log(isSmurf ? probability : 1 - probability);
  });
  const held = (a - 0.39) ** 2 + (b - 1.46) ** 2 / 0.25 + (c + 0.38) ** 2 / 0.25;
  return losses.reduce((sum, value) => sum + value, 0) + 5 * held;
}
