// What the stat line of one game says.

import { describe, expect, it } from 'vitest';
import { defaultBaseline } from '../../../../src/analysis/calibrated/default-baseline.ts';
import { gameEvidenceOf } from '../../../../src/analysis/calibrated/game-evidence.ts';
import type { GameLine } from '../../../../src/analysis/calibrated/game-line.ts';
import { topGame } from './build.ts';

const evidenceOf = (changes: Partial<GameLine>) => gameEvidenceOf({ ...topGame, ...changes }, defaultBaseline);
const nothing = { combat: 0, lane: 0, combatInformation: 0, laneInformation: 0 };

describe('game evidence', () => {
  it('gives the numbers of the published example', () => {
    const { combat, lane, combatInformation, laneInformation, combatResidual, goldResidual } = evidenceOf({});
    expect(combat).toBeCloseTo(0.07398, 5);
    expect(lane).toBeCloseTo(-0.01268, 5);
    expect(combatInformation).toBeCloseTo(0.0306, 10);
    expect(laneInformation).toBeCloseTo(0.02121, 10);
    expect(combatResidual).toBeCloseTo(0.4049, 4);
    expect(goldResidual).toBeCloseTo(-0.1586, 4);
  });

  it.each([
    ['an unknown position', { position: null }],
    ['a game below 900 seconds', { gameDuration: 899 }],
  ])('says nothing in %s', (_, changes) => {
    expect(evidenceOf(changes)).toMatchObject({ ...nothing, combatResidual: null, goldResidual: null });
  });

  it('reads a game of 900 seconds', () => {
    expect(evidenceOf({ gameDuration: 900 })).toEqual(evidenceOf({}));
  });

  it('leaves the lane out without a known opponent', () => {
    const { lane, laneInformation, combat } = evidenceOf({ goldLead: null, visionLead: null });
    expect({ lane, laneInformation }).toEqual({ lane: 0, laneInformation: 0 });
    expect(combat).toBeCloseTo(0.07398, 5);
  });

  it('leaves the gold alone out where there is none', () => {
    const { lane, laneInformation, goldResidual } = evidenceOf({ goldLead: null });
    expect(lane).toBeCloseTo(0.0264 * 0.2938, 5);
    expect({ laneInformation, goldResidual }).toEqual({ laneInformation: 0.00177, goldResidual: null });
  });

  it('takes the mean of the positions for others whose position is not known', () => {
    const unknown = topGame.othersPositions.map((one) => (one === 'JUNGLE' ? null : one));
    const mean = (0.498 + 0.96 + 0.762 + 0.801 + 0.918) / 5;
    const shift = (2 * (mean - 0.96)) / 9;
    const expected = 0.4049 + shift / 0.872;
    expect(evidenceOf({ othersPositions: unknown }).combatResidual).toBeCloseTo(expected, 4);
  });

  it('lets one game say no more than two standard deviations', () => {
    expect(evidenceOf({ logKda: 9 }).combatResidual).toBe(2);
    expect(evidenceOf({ logKda: -9 }).combatResidual).toBe(-2);
    expect(evidenceOf({ goldLead: -9 }).goldResidual).toBe(-2);
  });
});
