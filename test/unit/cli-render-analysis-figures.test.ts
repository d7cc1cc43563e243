// Figures of an evaluation: verdicts against a known truth, and what can be told without any.

import { describe, expect, it } from 'vitest';
import { isAtLeast } from '../../src/analysis/evaluation/probability-figures.ts';
import { calibrationFiguresOf } from '../../src/cli/commands/analysis-calibration-figures.ts';
import { compareWithTruth } from '../../src/cli/commands/analysis-evaluate-truth.ts';
import { labelFiguresOf } from '../../src/cli/commands/analysis-label-figures.ts';
import {
  labelFreeFiguresOf,
  type ParityGroup,
  parityRatio,
} from '../../src/cli/commands/analysis-label-free-figures.ts';
import { calibrationColumns, calibrationRows } from '../../src/cli/render/analysis-calibration.ts';
import { labelFreeTable, labelTable } from '../../src/cli/render/analysis-evaluation.ts';
import { paletteFor } from '../../src/cli/render/colour.ts';
import { renderTable, type TableData } from '../../src/cli/render/table.ts';
import { games, history, settings } from './analysis/calibrated/build.ts';

const plain = paletteFor({ write: () => {}, isTTY: true }, { NO_COLOR: '1' });
const tsv = <Row>(table: TableData<Row>) => renderTable(table, { isTerminal: false, width: 80, palette: plain });
const boxed = <Row>(table: TableData<Row>) => renderTable(table, { isTerminal: true, width: 80, palette: plain });

const player = (isSmurf: boolean, score: number, kind = isSmurf ? 'fresh' : 'regular') => {
  return { kind, isSmurf, weight: 1, score };
};

describe('figures against the truth', () => {
  const players = [player(true, 0.9), player(true, 0.2, 'mild'), player(false, 0.6), player(false, 0.1)];
  const figures = labelFiguresOf(players, { isFlagged: isAtLeast(0.5), isProbability: true });

  it('are those of the order, of the probability and of the flags', () => {
    expect(figures).toMatchObject({ players: 4, smurfs: 2, prevalence: 0.5, order: { auc: 0.75, r1: 0.5 } });
    expect(figures?.flags).toEqual({ recall: 0.5, falsePositives: 0.5, precision: 0.5 });
    expect(figures?.probability?.logLoss).toBeCloseTo(
      -(Math.log(0.9) + Math.log(0.2) + Math.log(0.4) + Math.log(0.9)) / 4,
      12,
    );
    expect(figures?.probability?.captured).toBeNull();
  });

  it('tell each kind apart, honest ones first', () => {
    expect(figures?.kinds).toEqual([
      { kind: 'regular', isSmurf: false, players: 2, aboveThreshold: 0, flagged: 0.5 },
      { kind: 'fresh', isSmurf: true, players: 1, aboveThreshold: 1, flagged: 1 },
      { kind: 'mild', isSmurf: true, players: 1, aboveThreshold: 0, flagged: 0 },
    ]);
  });

  it('compare with the oracle where there is one', () => {
    const oracle = players.map((one) => ({ ...one, score: one.isSmurf ? 0.9 : 0.1 }));
    const compared = labelFiguresOf(players, { isFlagged: isAtLeast(0.5), isProbability: true, oracle });
    const own = figures?.probability?.logLoss ?? Number.NaN;
    const captured = (Math.log(2) - own) / (Math.log(2) + Math.log(0.9));
    expect(compared?.probability?.captured).toBeCloseTo(captured, 12);
  });

  it('are none without both sides, and no probability for scores that are none', () => {
    expect(labelFiguresOf([player(true, 1)], { isFlagged: isAtLeast(0.5), isProbability: true })).toBeNull();
    expect(labelFiguresOf([], { isFlagged: isAtLeast(0.5), isProbability: true })).toBeNull();
    expect(labelFiguresOf(players, { isFlagged: isAtLeast(0.4), isProbability: false })?.probability).toBeNull();
  });

  it('fit 80 columns; what nothing could be divided by is empty', () => {
    const none = labelFiguresOf(players, { isFlagged: isAtLeast(2), isProbability: true });
    if (none === null) throw new Error('there are both sides');
    expect(
      Math.max(
        ...boxed(labelTable(none))
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80);
    expect(tsv(labelTable(none))).toMatch(/^precision\t\t/m);
    expect(boxed(labelTable(none))).toMatch(/precision +│ +- │/);
  });
});

describe('verdicts against a simulator', () => {
  const verdict = (puuid: string, smurfScore: number | null, changes: object = {}) => {
    const confidence = smurfScore === null ? 'insufficient_data' : 'not_flagged';
    return {
      puuid,
      smurfScore,
      isSmurf: false,
      confidence,
      profile: 'calibrated',
      profileVersion: 'calibrated-1',
      ...changes,
    } as const;
  };
  const truth = ['a', 'b', 'c', 'd'].map((puuid) => ({ puuid, isSmurf: puuid === 'a', class: 'regular' }));

  it('are taken profile by profile, without players that it does not know', () => {
    const classic = { profile: 'classic', profileVersion: 'classic-1', confidence: 'low' } as const;
    const verdicts = [
      verdict('a', 0.9, { isSmurf: true }),
      verdict('b', 0.3, { confidence: 'inconclusive' }),
      verdict('c', null),
      verdict('d', 0.45, classic),
      verdict('stranger', 0.99),
    ];
    const { players, profiles } = compareWithTruth(verdicts, truth);
    expect(players).toBe(4);
    expect(profiles).toMatchObject([
      { profileVersion: 'calibrated-1', verdicts: 3, inconclusive: 0.5, figures: { players: 2, order: { auc: 1 } } },
      { profileVersion: 'classic-1', verdicts: 1, bands: { low: 1 }, figures: null },
    ]);
    expect(profiles[0]?.bands).toEqual({ not_flagged: 1, inconclusive: 1, insufficient_data: 1 });
  });

  it('flag whom the verdict flags: a cautious one flags nobody, whatever its probability', () => {
    const cautious = ['a', 'b', 'c', 'd'].map((puuid) => verdict(puuid, 0.9, { confidence: 'inconclusive' }));
    const { profiles } = compareWithTruth(cautious, truth);
    expect(profiles[0]?.figures?.flags).toEqual({ recall: 0, falsePositives: 0, precision: Number.NaN });
    expect(profiles[0]?.figures?.kinds.map(({ flagged }) => flagged)).toEqual([0, 0]);
  });

  it('are none where nobody has one', () => {
    expect(compareWithTruth([], truth)).toEqual({ players: 4, profiles: [] });
  });
});

describe('figures without any truth', () => {
  const histories = Array.from({ length: 6 }, (_, index) => ({
    ...history(games(25 + index * 5)),
    id: `player ${index}`,
    level: 300,
  }));

  it('count groups, histories of nobody and foretold wins', () => {
    const figures = labelFreeFiguresOf(histories, settings);
    expect(figures).toMatchObject({ players: 6, flagged: 0, nobody: { histories: 30, draws: 5, flagged: 0 } });
    expect(figures.foretold.players).toBe(6);
    expect(figures.rankChange.players).toBe(0);
    const sizes = figures.parity.filter(({ by }) => by === 'games').map(({ group, players }) => [group, players]);
    expect(sizes).toEqual([
      ['20 to 29', 1],
      ['30 to 44', 3],
      ['45 to 60', 2],
    ]);
    expect(figures.parity.filter(({ by }) => by === 'position')).toMatchObject([{ group: 'MIDDLE', players: 6 }]);
    const lines = boxed(labelFreeTable(figures)).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.join(' ')).toContain(`± ${(2 * figures.foretold.standardError).toFixed(2)}, 6 players`);
  });

  it.each<[string, readonly [number, number][], number | null]>([
    [
      'highest over lowest',
      [
        [100, 0.02],
        [200, 0.05],
        [150, 0.03],
      ],
      2.5,
    ],
    [
      'small groups left out',
      [
        [100, 0.02],
        [99, 0.9],
        [150, 0.03],
      ],
      1.5,
    ],
    [
      'unknown where nobody of a group is flagged',
      [
        [100, 0],
        [150, 0.03],
      ],
      null,
    ],
    ['unknown with one group', [[100, 0.5]], null],
  ])('parity: %s', (_, groups, ratio) => {
    const parity = groups.map(([players, flagged]): ParityGroup => {
      return { by: 'tier', group: 'GOLD', players, flagged, meanProbability: flagged };
    });
    const found = parityRatio(parity);
    if (ratio === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(ratio, 12);
  });
});

describe('coefficients before and after', () => {
  const labels = [
    { llr: 4, isSmurf: true },
    { llr: -1, isSmurf: false },
    { llr: 0, isSmurf: false },
  ];
  const fit = calibrationFiguresOf(labels, settings);

  it('are measured as if the prior held among the labels', () => {
    const twice = calibrationFiguresOf([...labels, { llr: 4, isSmurf: true }], settings);
    expect(twice.logLoss).toBeCloseTo(fit.logLoss, 12);
    expect(fit).toMatchObject({ recall: 1, falsePositives: 0, precision: 1 });
  });

  it('stand side by side', () => {
    const side = { ...fit, coefficients: settings.coefficients };
    const report = {
      prior: 0.05,
      labels: { smurf: 1, honest: 2 },
      before: side,
      after: { ...side, precision: Number.NaN },
    };
    const text = tsv({ columns: calibrationColumns, rows: calibrationRows(report) });
    expect(text).toContain('b\t1.46\t1.46\n');
    expect(text).toContain('precision\t1\t\n');
  });
});
