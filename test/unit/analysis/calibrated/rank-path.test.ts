// The own rank and the lobbies, game by game, and the tenure of the account.

import { describe, expect, it } from 'vitest';
import { defaultBaseline } from '../../../../src/analysis/calibrated/default-baseline.ts';
import type { History } from '../../../../src/analysis/calibrated/history.ts';
import { mainPositionOf, prepare } from '../../../../src/analysis/calibrated/prepared.ts';
import { rankPathOf } from '../../../../src/analysis/calibrated/rank-path.ts';
import { tenureOf } from '../../../../src/analysis/calibrated/tenure.ts';
import { averageGame, DAY_MS, games, history, START_AT, snapshot } from './build.ts';

/** Three games on days 0, 1 and 2: lost, won, lost. */
const three = games(3);

describe('rank path', () => {
  it('moves the nearest snapshot by every result in between, forward and backward', () => {
    expect(rankPathOf(history(three, { ranks: [snapshot(-1)] })).own).toEqual([3, 2.95, 3]);
    expect(rankPathOf(history(three, { ranks: [snapshot(3)] })).own.map(rounded)).toEqual([3.05, 3, 3.05]);
  });

  it('prefers the newer of two snapshots as near as each other', () => {
    const ranks = [snapshot(0, { tier: 'IRON' }), snapshot(2, { tier: 'DIAMOND' })];
    expect(rankPathOf(history(three, { ranks })).own.map(rounded)).toEqual([0, 5.95, 6]);
  });

  it('takes the newest snapshot as valid until the rank was last looked up', () => {
    const ranks = [snapshot(-1)];
    const at = (day: number) => ({ ranks, rankCheckedAt: START_AT + day * DAY_MS });
    expect(rankPathOf(history(three, at(2))).own).toEqual([3, 3, 3]);
    expect(rankPathOf(history(three, at(1))).own).toEqual([3, 3, 3.05]);
    expect(rankPathOf(history(three, at(-5))).own).toEqual([3, 2.95, 3]);
  });

  it('knows no rank more than 90 days away, and starts with the first one that is known', () => {
    const path = rankPathOf(history(three, { ranks: [snapshot(91)] }));
    expect(path.own.map((rank) => rank === null)).toEqual([true, false, false]);
    expect(rounded(path.start)).toBe(3);
  });

  it('never falls below the ladder', () => {
    const lost = games(3, { win: false });
    const ranks = [snapshot(0, { tier: 'IRON', leaguePoints: 20 })];
    expect(rankPathOf(history(lost, { ranks })).own.map(rounded)).toEqual([0.05, 0, 0]);
  });

  it('starts at the mean lobby, else in the middle of the ladder, without any rank', () => {
    const lobbies = three.map((game, index) => ({ ...game, lobby: index === 0 ? [] : [4, 5] }));
    expect(rankPathOf(history(lobbies)).start).toBe(4.5);
    expect(rankPathOf(history(three))).toMatchObject({ start: 3.5, lobby: [3.5, 3.5, 3.5], own: [null, null, null] });
  });

  it('weighs the own rank like two of the others in the lobby', () => {
    const lobbies = three.map((game) => ({ ...game, win: true, lobby: [5, 6] }));
    const path = rankPathOf(history(lobbies, { ranks: [snapshot(0)] }));
    expect(path.lobby.map(rounded)).toEqual([4.25, 4.275, 4.3]);
    expect(path.shift.map(rounded)).toEqual([-1.25, -1.275, -1.3]);
  });
});

describe('main position', () => {
  it('is the most played one; of two as frequent, that of the newest game', () => {
    const positions = (...names: (typeof averageGame.position)[]) => names.map((position) => ({ position }));
    expect(mainPositionOf(positions('TOP', 'TOP', 'JUNGLE', null, null, null))).toBe('TOP');
    expect(mainPositionOf(positions('TOP', 'JUNGLE', 'TOP', 'JUNGLE', 'MIDDLE'))).toBe('JUNGLE');
    expect(mainPositionOf(positions(null))).toBeNull();
  });

  it('leaves games in other known positions off the role', () => {
    const played = [...games(2), ...games(1, { position: 'TOP' }), ...games(1, { position: null })];
    const { games: scored, mainPosition } = prepare(history(played), defaultBaseline);
    expect(mainPosition).toBe('MIDDLE');
    expect(scored.map(({ isOffRole }) => isOffRole)).toEqual([false, false, true, false]);
    expect(scored.map(({ improvedShift }) => rounded(improvedShift))).toEqual([0, 0.333333, 0.666667, 1]);
  });
});

describe('tenure', () => {
  const tenure = (changes: Partial<History>, played = three) =>
    tenureOf(history(played, changes), 3, defaultBaseline.level);

  it('weighs the level of a new account against that of an established one', () => {
    const established = -((Math.log(110) - Math.log(270)) ** 2) / (2 * 0.65 ** 2);
    const density = established - Math.log(0.65 * Math.sqrt(2 * Math.PI)) - Math.log(110);
    const expected = -80 / 22 - Math.log(22) - density;
    expect(tenure({ level: 110 }).levelEvidence).toBeCloseTo(expected, 10);
  });

  it('is never surer than the clip, and reads a level below 30 as 30', () => {
    expect(tenure({ level: 900 }).levelEvidence).toBe(-3);
    expect(tenure({ level: 30 }).levelEvidence).toBe(2);
    expect(tenure({ level: 1 })).toEqual(tenure({ level: 30 }));
    expect(tenure({}).levelEvidence).toBeNull();
  });

  it('follows the levels of the baseline', () => {
    const higher = tenureOf(history(three, { level: 100 }), 3, { shift: 0.5, sd: 0.65 }).levelEvidence ?? 0;
    expect(higher).toBeGreaterThan(tenure({ level: 100 }).levelEvidence ?? 0);
  });

  it('slept after a gap of 120 days, before or between the games', () => {
    const before = (days: number) => ({ previousMatchAt: START_AT - days * DAY_MS });
    expect(tenure(before(120)).isDormant).toBe(true);
    expect(tenure(before(119)).isDormant).toBe(false);
    expect(tenure({}).isDormant).toBeNull();
    const late = { ...averageGame, playedAt: START_AT + 130 * DAY_MS };
    expect(tenure({}, [...three, late]).isDormant).toBe(true);
  });
});

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e6) / 1e6;
}
