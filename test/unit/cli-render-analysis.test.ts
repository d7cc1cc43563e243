// Verdicts of both profiles as people and scripts see them.

import { describe, expect, it } from 'vitest';
import { explain } from '../../src/analysis/calibrated/explanation.ts';
import { factorIds } from '../../src/analysis/factors/index.ts';
import { historyColumns, listColumns, namedVerdictJson, probabilityWords } from '../../src/cli/render/analysis.ts';
import { calibratedView, classicView, explanationJson } from '../../src/cli/render/analysis-explanation.ts';
import {
  explanationColumns,
  explanationPage,
  explanationRows,
} from '../../src/cli/render/analysis-explanation-text.ts';
import { paletteFor } from '../../src/cli/render/colour.ts';
import { renderTable } from '../../src/cli/render/table.ts';
import { settings } from './analysis/calibrated/build.ts';

import { calibrated, classic, few, judged, NOW, plain, player, strong, widest } from './cli-render-verdicts.ts';

const colourful = paletteFor({ write: () => {}, isTTY: true }, {});
const page = (view: Parameters<typeof explanationPage>[0], width = 80) => explanationPage(view, width, plain);
const calibratedExplained = calibratedView({ player, verdict: calibrated }, explain(judged, strong, settings));
const views = [
  calibratedExplained,
  classicView({ player, verdict: classic }),
  calibratedView({ player, verdict: few }, null),
] as const;

describe('a list of verdicts', () => {
  const reader = { now: NOW, isTerminal: true };
  const rows = [calibrated, classic, few].map((verdict) => ({ ...verdict, player, label: 'smurf' as const }));

  it('fits 80 columns, with band, probability and evidence', () => {
    for (const columns of [listColumns(reader), historyColumns(reader)]) {
      const text = renderTable<(typeof rows)[number]>(
        { columns, rows },
        { isTerminal: true, width: 80, palette: plain },
      );
      expect(widest(text)).toBeLessThanOrEqual(80);
      for (const title of ['band', 'probability', 'evidence']) expect(text).toContain(title);
      expect(text).toContain('very likely');
      expect(text).not.toContain('\u001b');
    }
  });

  it('has the interval whole or not at all on a terminal, and as two numbers in a pipe', () => {
    const columns = listColumns({ now: NOW, isTerminal: false });
    const text = renderTable({ columns, rows }, { isTerminal: false, width: 80, palette: plain });
    expect(text.split('\n')[0]).toContain('low\thigh');
    expect(text).toContain(`\t${calibrated.low}\t${calibrated.high}\t`);
    const wide = renderTable({ columns: listColumns(reader), rows }, { isTerminal: true, width: 200, palette: plain });
    expect(wide).toContain('>99 % to >99 %');
  });

  it('gives a probability only where the profile makes one', () => {
    const [ours, others, none] = rows.map(namedVerdictJson) as Record<string, unknown>[];
    expect(ours).toMatchObject({
      probability: calibrated.smurfScore,
      profile: 'calibrated',
      llr: judged.judgement?.llr,
    });
    expect(others).toMatchObject({ probability: null, smurfScore: classic.smurfScore, profile: 'classic', llr: null });
    expect(none).toMatchObject({ probability: null, smurfScore: null, band: 'insufficient_data' });
  });
});

describe('a probability in words', () => {
  it.each([
    [null, '-'],
    [0.001, '<1 %'],
    [0.613, '61 %'],
    [0.9999, '>99 %'],
  ])('%s is %s: nothing rounds to certainty', (probability, words) => {
    expect(probabilityWords(probability)).toBe(words);
  });
});

describe('an explanation', () => {
  it('is a page of at most 80 columns with nine bars that point where they speak', () => {
    for (const view of views) expect(widest(page(view))).toBeLessThanOrEqual(80);
    const bars = page(calibratedExplained)
      .split('\n')
      .filter((text) => /│.*[+-]\d+\.\d\d$/.test(text));
    expect(bars).toHaveLength(9);
    const sides = bars.map((bar) => [bar.includes('█│'), bar.includes('│█')]);
    const large = (value: number | null) => Math.abs(value ?? 0) > 0.6;
    expect(sides).toEqual(
      calibratedExplained.parts.map(({ contribution: value }) => [
        large(value) && Number(value) < 0,
        large(value) && Number(value) > 0,
      ]),
    );
    expect(page(classicView({ player, verdict: classic })).match(/│/g)).toHaveLength(9);
  });

  it('draws the longest bar for the largest contribution, and colours only where it may', () => {
    const lengths = page(calibratedExplained).match(/█+/g) ?? [];
    const largest = calibratedExplained.parts.toSorted((a, b) => (b.contribution ?? 0) - (a.contribution ?? 0))[0];
    const longest = Math.max(...lengths.map((bar) => bar.length));
    const bar = page(calibratedExplained)
      .split('\n')
      .find((text) => text.startsWith(`${largest?.title} `) && text.includes('│'));
    expect(bar).toContain('█'.repeat(longest));
    expect(page(calibratedExplained)).not.toContain('\u001b');
    expect(explanationPage(calibratedExplained, 80, colourful)).toContain('\u001b[31m█');
  });

  it('names reasons, the honest rival, the games, and the fixed sentences', () => {
    const text = page(calibratedExplained, 400);
    const flat = text.replaceAll('\n', ' ');
    expect(text).toMatch(/Speaks for a smurf:\n {2}\+\d/);
    expect(text).toMatch(/The best honest explanation: .+ \(<?\d+ % of all stories/);
    expect(text.match(/ (won |lost) {2}EUW1_/g)).toHaveLength(6);
    for (const sentence of calibratedExplained.sentences) expect(flat).toContain(sentence);
    expect(flat).toContain('nobody can state a real accuracy');
    expect(text).toContain('The games look far above the level of their lobbies.');
  });

  it('is plain numbers in a pipe', () => {
    const rows = explanationRows(calibratedExplained);
    const contributions = rows.filter(({ kind }) => kind === 'contribution');
    expect(contributions.map(({ name }) => name)).toEqual(factorIds);
    const sum = contributions.reduce((total, { value }) => total + Number(value), 0);
    expect(sum).toBeCloseTo(calibrated.llr ?? Number.NaN, 9);
    const text = renderTable({ columns: explanationColumns, rows }, { isTerminal: false, width: 80, palette: plain });
    expect(text).not.toMatch(/[█│]/);
  });

  it('of classic has nine shares of the score, and says that it is no probability', () => {
    const view = classicView({ player, verdict: classic });
    const sum = view.parts.reduce((total, { contribution }) => total + (contribution ?? 0), 0);
    expect(sum).toBeCloseTo(classic.smurfScore ?? Number.NaN, 12);
    expect(page(view)).toContain('no probability');
    expect(page(view)).toContain(`score ${classic.smurfScore?.toFixed(2)}`);
  });

  it('says what is missing with too few games', () => {
    const [, , view] = views;
    expect(page(view)).toContain('A verdict needs 20 countable games; 9 games were stored.');
    expect(explanationJson(view)).toMatchObject({ contributions: [], rival: null, games: null });
  });

  it('has no skill number, rating or rank but the visible one', () => {
    const json = JSON.stringify(views.map(explanationJson));
    const text = `${views.map((view) => page(view)).join('\n')}${json}`;
    expect(text).not.toMatch(/\b(mmr|elo|rating|skill|true rank)\b/i);
    expect(json).not.toContain('surplus');
  });
});
