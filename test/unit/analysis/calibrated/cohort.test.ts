// The profile `calibrated` gives the published numbers, to 1e-5.

import { describe, expect, it } from 'vitest';
import { analyze } from '../../../../src/analysis/analyze.ts';
import { analyzeCalibrated } from '../../../../src/analysis/calibrated/analyze.ts';
import { defaultBaseline } from '../../../../src/analysis/calibrated/default-baseline.ts';
import { prepare } from '../../../../src/analysis/calibrated/prepared.ts';
import { defaultCalibration } from '../../../../src/analysis/calibrated/probability.ts';
import { parseCohortLine } from '../../../../src/analysis/cohort/line.ts';
import { classicEvidenceOfLine, historyOfLine } from '../../../../src/analysis/cohort/player.ts';
import { factorIds } from '../../../../src/analysis/factors/index.ts';
import { type CohortCase, type Expected, hasSharedCohort, selectedCases, sharedCases } from './cohort.ts';

const TOLERANCE = 1e-5;
const settings = { ...defaultCalibration, baseline: defaultBaseline, missingMatches: 0 };

describe('cohort', () => {
  it.each(selectedCases().map((one) => [one.expected.id, one] as const))('%s', (_id, one) => expectCase(one));

  it.skipIf(!hasSharedCohort)('all 300 published players (skipped where ../shared is not there)', () => {
    const cases = sharedCases();
    expect(cases).toHaveLength(300);
    cases.forEach(expectCase);
  });
});

function expectCase({ line: text, expected }: CohortCase): void {
  const line = parseCohortLine(text);
  const history = historyOfLine(line);
  expect(history.id).toBe(expected.id);
  const { path, tenure, games } = prepare(history, defaultBaseline);
  const analysis = analyzeCalibrated(history, settings);
  const { judgement } = analysis;
  if (judgement === null) throw new Error(`${expected.id} was not judged`);
  const { evidence, llr, logit, probability: p, standardError: se, low: lo, high: hi, factors } = judgement;
  const dormant = tenure.isDormant === null ? null : Number(tenure.isDormant);
  const own = { n: analysis.gamesAnalyzed, rho0: path.start, lnew: tenure.levelEvidence, dormant };
  const classic = analyze(classicEvidenceOfLine(line)).smurfScore;
  expectNear({ ...own, ...evidence, llr, logit, p, se, lo, hi, classic }, expected);
  const contributions = factorIds.map((id) => [snakeCase(id), factors[id].contribution] as const);
  expectNear(Object.fromEntries(contributions), { id: expected.id, ...expected.phi });
  for (const [index, row] of (expected.perGame ?? []).entries()) {
    const game = games[index];
    if (game === undefined) throw new Error(`${expected.id} has no game ${index}`);
    const { combat, lane, combatInformation, laneInformation, shift, isOffRole } = game;
    const actual = Object.fromEntries(
      Object.entries([combat, lane, combatInformation, laneInformation, shift, Number(isOffRole)]),
    );
    expectNear(actual, { id: `${expected.id}, game ${index}`, ...row });
  }
}

type Numbers = Readonly<Record<string, number | null>>;

function expectNear(actual: Numbers, expected: Pick<Expected, 'id'>): void {
  for (const [name, value] of Object.entries(actual)) {
    const wanted = (expected as unknown as Numbers)[name];
    if (wanted === undefined) throw new Error(`${expected.id} has no ${name}`);
    if (value === null || wanted === null) {
      expect(value, `${expected.id}: ${name}`).toBe(wanted);
      continue;
    }
    const what = `${expected.id}: ${name} is ${value}, not ${wanted}`;
    expect(Math.abs(value - wanted), what).toBeLessThanOrEqual(TOLERANCE);
  }
}

function snakeCase(id: string): string {
  return id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
