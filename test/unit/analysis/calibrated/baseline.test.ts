// The shipped baseline, and one from stored rows.

import { describe, expect, it } from 'vitest';
import { identified } from '../../../../src/analysis/calibrated/baseline.ts';
import { isBaselineDue, patchOf } from '../../../../src/analysis/calibrated/baseline-due.ts';
import { estimateBaseline } from '../../../../src/analysis/calibrated/baseline-estimate.ts';
import {
  BASELINE_MAX_ROWS,
  type BaselineRow,
  baselineRowsOf,
  missingMatches,
  type RowsByPosition,
  rowCountsOf,
} from '../../../../src/analysis/calibrated/baseline-rows.ts';
import { withWeights } from '../../../../src/analysis/calibrated/channel-weights.ts';
import { defaultBaseline } from '../../../../src/analysis/calibrated/default-baseline.ts';
import { fitLevels } from '../../../../src/analysis/calibrated/level-fit.ts';
import { type Draw, seeded } from '../../../../src/analysis/evaluation/random.ts';
import { teamPositions } from '../../../../src/league/match.ts';
import { averageGame, DAY_MS, match, rebuilt, START_AT } from './build.ts';

const noRows: RowsByPosition = { TOP: [], JUNGLE: [], MIDDLE: [], BOTTOM: [], UTILITY: [] };

describe('the shipped baseline', () => {
  it.each(teamPositions)('has weights for %s that its measured numbers give', (position) => {
    const { weights, information } = defaultBaseline.roles[position];
    const computed = withWeights(position, defaultBaseline.roles[position]);
    for (const channel of [0, 1, 2] as const) {
      expect(Math.abs(computed.weights[channel] - weights[channel])).toBeLessThan(1.5e-4);
      expect(Math.abs(computed.information[channel] - information[channel])).toBeLessThan(5e-5);
    }
  });
});

describe('rows of a baseline', () => {
  it('are the participants of full-length matches with a known position', () => {
    const unknown = match((_, index) => (index === 3 ? { teamPosition: '' } : {}));
    const rows = baselineRowsOf(
      [
        { gameCreation: START_AT, gameDuration: 899, participants: match() },
        { gameCreation: START_AT, gameDuration: 900, participants: unknown },
      ],
      START_AT,
    );
    expect(rowCountsOf(rows)).toEqual({ TOP: 2, JUNGLE: 2, MIDDLE: 2, BOTTOM: 1, UTILITY: 2 });
  });

  it('are the newest 20,000 of each position', () => {
    const matches = Array.from({ length: BASELINE_MAX_ROWS / 2 + 5 }, () => {
      return { gameCreation: START_AT, gameDuration: 1800, participants: match() };
    });
    expect(rowCountsOf(baselineRowsOf(matches, START_AT)).TOP).toBe(BASELINE_MAX_ROWS);
  });

  it('are not older than 180 days', () => {
    const onDay = (day: number) => ({ gameCreation: day * DAY_MS, gameDuration: 1800, participants: match() });
    expect(rowCountsOf(baselineRowsOf([onDay(500), onDay(320), onDay(319)], 500 * DAY_MS)).TOP).toBe(4);
  });

  it.each([
    [0, 50],
    [99, 1],
    [98, 1],
    [97, 2],
    [100, 0],
    [20_000, 0],
  ])('with %d rows of the rarest position lack %d matches', (rarest, missing) => {
    expect(missingMatches({ TOP: 5000, JUNGLE: 5000, MIDDLE: rarest, BOTTOM: 5000, UTILITY: 5000 })).toBe(missing);
  });
});

describe('a baseline from rows', () => {
  it('is the shipped one without rows', () => {
    const { roles, level, rows, players } = estimateBaseline({ queueId: 420, rows: noRows, levels: [], patch: null });
    expect({ level, rows, players }).toEqual({ level: defaultBaseline.level, rows: defaultBaseline.rows, players: 0 });
    for (const position of teamPositions) {
      const { weights: _, information: __, ...measured } = defaultBaseline.roles[position];
      expect(roles[position]).toEqual(withWeights(position, measured));
    }
  });

  it('mixes what the rows say with the defaults, which count like 100 rows', () => {
    const rows = { ...noRows, TOP: topRows(300, { mean: 0.9, sd: 1.1, shift: 0.3 }) };
    const { roles } = estimateBaseline({ queueId: 420, rows, levels: [], patch: '15.20' });
    const top = roles.TOP;
    const mean = average(rows.TOP.map(({ logKda }) => logKda));
    expect(top.logKdaMean).toBeCloseTo((300 * mean + 100 * 0.498) / 400, 12);
    const own = rows.TOP.map(({ logKda }) => logKda - top.logKdaMean);
    const centre = average(own);
    const sd = Math.sqrt(average(own.map((value) => (value - centre) ** 2)));
    expect(top.sd[0]).toBeCloseTo((300 * sd + 100 * 0.872) / 400, 10);
    const shift = average(rows.TOP.map(({ win }, index) => ((own[index] ?? 0) / top.sd[0]) * (win ? 1 : -1)));
    expect(top.winShift[0]).toBeCloseTo((300 * shift + 100 * 0.62) / 400, 10);
    const left = rows.TOP.map(({ win }, index) => (own[index] ?? 0) / top.sd[0] - top.winShift[0] * (win ? 1 : -1));
    const variance = average(left.map((value) => (value - average(left)) ** 2));
    expect(top.covariance[0][0]).toBeCloseTo((300 * variance + 100 * 0.62) / 400, 10);
    expect(roles.JUNGLE.sd).toEqual(defaultBaseline.roles.JUNGLE.sd);
  });

  it('finds what the rows were made with when there are many', () => {
    const rows = { ...noRows, TOP: topRows(20_000, { mean: 0.9, sd: 1.1, shift: 0.3 }) };
    const { sd, winShift, covariance } = estimateBaseline({ queueId: 420, rows, levels: [], patch: null }).roles.TOP;
    expect(sd[0]).toBeCloseTo(1.1 * Math.sqrt(1 + 0.3 ** 2), 1);
    expect(winShift[0]).toBeCloseTo(0.3 / Math.sqrt(1 + 0.3 ** 2), 1);
    expect(covariance[0][0]).toBeCloseTo(1 / (1 + 0.3 ** 2), 1);
    expect(covariance[1]).toEqual([covariance[0][1], covariance[1][1], covariance[2][1]]);
  });

  it('keeps every number usable where lane opponents are unknown', () => {
    const blind = topRows(200, { mean: 0.5, sd: 1, shift: 0 }).map((row) => ({
      ...row,
      goldLead: null,
      visionLead: null,
    }));
    const { TOP } = estimateBaseline({ queueId: 420, rows: { ...noRows, TOP: blind }, levels: [], patch: null }).roles;
    expect(TOP.sd[1]).toBe(0.298);
    expect(TOP.covariance).toEqual(defaultBaseline.roles.TOP.covariance);
    expect([...TOP.weights, ...TOP.information].every((value) => value > 0)).toBe(true);
  });

  it('has an id that changes with its content alone', () => {
    const { id: _, ...content } = defaultBaseline;
    const hash = (json: string) => `hash of ${json}`;
    expect(identified(content, hash).id).toBe(identified({ ...content }, hash).id);
    expect(identified({ ...content, players: 123_456 }, hash).id).not.toBe(identified(content, hash).id);
  });
});

describe('the levels of a baseline', () => {
  /** Established accounts around their curve, moved and spread, with every tenth one new. */
  function accounts(count: number, { shift, sd }: { shift: number; sd: number }) {
    const draw = seeded(5);
    return Array.from({ length: count }, (_, index) => {
      const start = 1 + (index % 7);
      const isNew = index % 10 === 0;
      const established = (150 + 40 * start) * Math.exp(shift + sd * normal(draw));
      return {
        start,
        level: isNew ? 30 + Math.round(-22 * Math.log(draw(1000) / 1000 + 0.001)) : Math.round(established),
      };
    });
  }

  it('stay at the defaults with fewer than 50 players', () => {
    expect(fitLevels(accounts(49, { shift: -1, sd: 0.4 }))).toEqual(defaultBaseline.level);
  });

  it('follow a server whose levels are lower, leaving its new accounts out', () => {
    const { shift, sd } = fitLevels(accounts(4000, { shift: -0.5, sd: 0.5 }));
    expect(shift).toBeCloseTo((4000 * -0.5) / 4500, 1);
    expect(sd).toBeCloseTo((4000 * 0.5 + 500 * 0.65) / 4500, 1);
  });

  it('hold on to the defaults like 500 players', () => {
    const { shift } = fitLevels(accounts(500, { shift: -0.5, sd: 0.5 }));
    expect(shift).toBeGreaterThan(-0.33);
    expect(shift).toBeLessThan(-0.17);
  });

  it('are never known too exactly', () => {
    const same = Array.from({ length: 4000 }, () => ({ start: 3, level: 270 }));
    expect(fitLevels(same).sd).toBe(0.3);
    const fresh = Array.from({ length: 4000 }, () => ({ start: 3, level: 30 }));
    expect(Object.values(fitLevels(fresh)).every(Number.isFinite)).toBe(true);
  });
});

describe('a new baseline is due', () => {
  const rows = { TOP: 1000, JUNGLE: 1000, MIDDLE: 1000, BOTTOM: 1000, UTILITY: 1000 };
  const current = rebuilt({ rows, patch: '15.9' });

  it('as soon as enough rows are stored', () => {
    expect(isBaselineDue(defaultBaseline, { rows, newestPatch: '15.9' })).toBe(true);
    expect(isBaselineDue(defaultBaseline, { rows: { ...rows, TOP: 99 }, newestPatch: '15.9' })).toBe(false);
  });

  it.each([
    ['15.9', false],
    ['15.10', true],
    ['16.1', true],
    ['15.8', false],
    ['14.24', false],
    [null, false],
  ])('when the newest match is of patch %s: %s', (newestPatch, isDue) => {
    expect(isBaselineDue(current, { rows, newestPatch })).toBe(isDue);
  });

  it('when a fifth more rows are stored', () => {
    const grown = (by: number) => ({ rows: { ...rows, TOP: 1000 + by }, newestPatch: '15.9' });
    expect(isBaselineDue(current, grown(999))).toBe(false);
    expect(isBaselineDue(current, grown(1000))).toBe(true);
  });

  it('reads the patch of a version', () => {
    expect(['15.12.688.1234', '15.9', '', 'x'].map(patchOf)).toEqual(['15.12', '15.9', null, null]);
  });
});

interface Made {
  readonly mean: number;
  readonly sd: number;
  readonly shift: number;
}

/** Combat around a mean, moved by the result; the others of the match play exactly as usual. */
function topRows(count: number, { mean, sd, shift }: Made): BaselineRow[] {
  const draw = seeded(3);
  return Array.from({ length: count }, (_, index) => {
    const win = index % 2 === 0;
    const logKda = mean + sd * (normal(draw) + (win ? shift : -shift));
    const lane = { goldLead: 0.3 * normal(draw), visionLead: 0.4 * normal(draw) };
    const others = { othersLogKda: 0.762, othersPositions: ['MIDDLE' as const] };
    return { ...averageGame, position: 'TOP', win, logKda, ...others, ...lane };
  });
}

function normal(draw: Draw): number {
  let sum = 0;
  for (let term = 0; term < 12; term++) sum += (draw(1_000_000) + 0.5) / 1_000_000;
  return sum - 6;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
