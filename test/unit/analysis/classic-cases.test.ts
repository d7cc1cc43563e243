// The profile `classic` gives the published numbers, to 1e-6.

import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import { factorIds } from '../../../src/analysis/factors/index.ts';
import { evidenceOf } from './build.ts';
import { type ClassicCase, classicCases } from './classic-cases.ts';
import { hasVectors, readVectors } from './classic-vectors.ts';

const TOLERANCE = 1e-6;

describe('classic cases', () => {
  it.each(classicCases)('$name', expectCase);

  it.skipIf(!hasVectors)('all 40 published vectors (skipped where ../shared is not there)', () => {
    const cases = readVectors();
    expect(cases).toHaveLength(40);
    cases.forEach(expectCase);
  });
});

function expectCase({ name, plays, level, ranks, scores, total, coverage, band }: ClassicCase): void {
  const analysis = analyze(evidenceOf(plays, { level, ranks }));
  for (const id of factorIds) {
    const result = analysis.factors[id];
    expectNear(result.kind === 'scored' ? result.score : null, scores[id], `${name}: ${id}`);
  }
  expectNear(analysis.smurfScore, total, `${name}: total`);
  expectNear(analysis.coverage, coverage, `${name}: coverage`);
  expect(analysis.confidence, name).toBe(band);
  expect(analysis.isSmurf, name).toBe(total !== null && total >= 0.4);
}

function expectNear(actual: number | null, expected: number | null, what: string): void {
  if (actual === null || expected === null) {
    expect(actual, what).toBe(expected);
    return;
  }
  expect(Math.abs(actual - expected), `${what}: ${actual}, not ${expected}`).toBeLessThanOrEqual(TOLERANCE);
}
