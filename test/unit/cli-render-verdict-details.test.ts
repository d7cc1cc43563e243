// One verdict in full, and the line about a player of a cohort.

import { describe, expect, it } from 'vitest';
import { analyzeCalibrated } from '../../src/analysis/calibrated/analyze.ts';
import { parseCohortLine } from '../../src/analysis/cohort/line.ts';
import { historyOfLine } from '../../src/analysis/cohort/player.ts';
import { factorIds } from '../../src/analysis/factors/index.ts';
import { cohortAnswerLine } from '../../src/cli/render/analysis-answer-line.ts';
import { verdictDetailColumns, verdictDetailRows, verdictDetailsJson } from '../../src/cli/render/analysis-details.ts';
import { renderTable } from '../../src/cli/render/table.ts';
import type { StoredAnalysis } from '../../src/store/records.ts';
import { games, history, settings } from './analysis/calibrated/build.ts';
import { calibrated, classic, few, line, NOW, plain, player, widest } from './cli-render-verdicts.ts';

describe('a verdict in full', () => {
  const show = (verdict: StoredAnalysis, more: object = {}) => {
    const details = { player, verdict, label: undefined, verification: undefined, ...more };
    const rows = verdictDetailRows(details, NOW);
    const text = renderTable({ columns: verdictDetailColumns, rows }, { isTerminal: true, width: 80, palette: plain });
    return { rows, text, json: JSON.stringify(verdictDetailsJson(details)) };
  };

  it('fits 80 columns whatever the profile, with nine factors', () => {
    for (const verdict of [calibrated, classic, few]) {
      const { rows, text } = show(verdict);
      expect(widest(text)).toBeLessThanOrEqual(80);
      expect(rows.filter(({ name }) => factorIds.includes(name as never))).toHaveLength(9);
    }
  });

  it.each([
    ['insufficient_data', 'not judged'],
    ['inconclusive', 'undecided'],
    ['not_flagged', 'does not look like a smurf'],
    ['none', 'does not look like a smurf'],
  ] as const)('tells %s as what it is: %s', (confidence, words) => {
    expect(show({ ...calibrated, isSmurf: false, confidence }).rows).toContainEqual(
      expect.objectContaining({ name: 'band', why: expect.stringContaining(words) }),
    );
  });

  it('tells no mean performance: that would be a skill number', () => {
    const { statistic } = JSON.parse(show(calibrated).json).verdict.factors.performanceTrends;
    expect(JSON.parse(calibrated.factorsJson).performanceTrends.statistic).toHaveProperty('before');
    expect(statistic).not.toHaveProperty('before');
    expect(statistic).not.toHaveProperty('after');
  });

  it('names what it was made with', () => {
    const { text, json } = show(calibrated);
    for (const made of ['calibrated-1', 'default-1', 'default', '0.05']) expect(text).toContain(made);
    expect(JSON.parse(json).verdict).toMatchObject({ prior: 0.05, coefficients: { a: 0.39, b: 1.46, c: -0.38 } });
    expect(JSON.parse(json)).not.toHaveProperty('verification');
  });

  it('tells what a verification found', () => {
    expect(show(calibrated, { verification: { kind: 'same' } }).rows.at(-1)).toMatchObject({ value: 'same' });
    const differences = [{ column: 'llr', stored: 1.5, computed: 1.25 }];
    const { text, json } = show(calibrated, { verification: { kind: 'differs', differences } });
    expect(text).toContain('differs');
    expect(text).toContain('computed: 1.25');
    expect(JSON.parse(json).verification.differences).toEqual(differences);
    const reason = 'its baseline is gone';
    expect(show(calibrated, { verification: { kind: 'impossible', reason } }).text).toContain(reason);
  });

  it('shows the label of a person', () => {
    const label = { puuid: player.puuid, label: 'honest', note: 'I know her', createdAt: NOW };
    const { text, json } = show(calibrated, { label });
    expect(text).toContain('false positive');
    expect(text).toContain('I know her');
    expect(JSON.parse(json)).toMatchObject({ label: 'honest', note: 'I know her' });
  });
});

describe('the answer about a player of a cohort', () => {
  it('is one line: evidence, probability, interval and nine contributions that add up', () => {
    const answer = JSON.parse(cohortAnswerLine(analyzeCalibrated(historyOfLine(parseCohortLine(line)), settings)));
    expect(Object.keys(answer)).toEqual(['id', 'n', 'llr', 'p', 'lo', 'hi', 'phi']);
    expect(Object.keys(answer.phi)).toContain('rank_discrepancy');
    const phi = Object.values<number>(answer.phi);
    expect(phi.reduce((sum, one) => sum + one, 0)).toBeCloseTo(answer.llr, 9);
  });

  it('knows nothing with too few games', () => {
    const answer = JSON.parse(cohortAnswerLine(analyzeCalibrated(history(games(9)), settings)));
    expect(answer).toEqual({ id: 'somebody', n: 9, llr: null, p: null, lo: null, hi: null, phi: null });
  });
});
