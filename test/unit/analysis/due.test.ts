// When a player who has a result is due for another one.

import { describe, expect, it } from 'vitest';
import { isDueAgain } from '../../../src/analysis/due.ts';

const same = { profileVersion: 'classic-1', currentProfileVersion: 'classic-1' };

describe('isDueAgain', () => {
  it.each([
    { gamesAnalyzed: 20, gamesSince: 0, due: false },
    { gamesAnalyzed: 20, gamesSince: 9, due: false },
    { gamesAnalyzed: 20, gamesSince: 10, due: true },
    { gamesAnalyzed: 60, gamesSince: 9, due: false },
    { gamesAnalyzed: 60, gamesSince: 10, due: true },
  ])('after $gamesSince new games on a sample of $gamesAnalyzed: $due', ({ due, ...games }) => {
    expect(isDueAgain({ ...same, ...games })).toBe(due);
  });

  it.each([
    { gamesAnalyzed: 19, gamesSince: 0, due: false },
    { gamesAnalyzed: 19, gamesSince: 1, due: true },
    { gamesAnalyzed: 8, gamesSince: 11, due: false },
    { gamesAnalyzed: 8, gamesSince: 12, due: true },
    { gamesAnalyzed: 0, gamesSince: 0, due: false },
  ])('insufficient with $gamesAnalyzed, $gamesSince since: $due', ({ due, ...games }) => {
    expect(isDueAgain({ ...same, ...games })).toBe(due);
  });

  it('when the profile version changed', () => {
    const versions = { profileVersion: 'classic-0', currentProfileVersion: 'classic-1' };
    expect(isDueAgain({ gamesAnalyzed: 60, gamesSince: 0, ...versions })).toBe(true);
  });

  it.each([
    { gamesAnalyzed: 36, gamesSince: 3, due: false },
    { gamesAnalyzed: 36, gamesSince: 4, due: true },
    { gamesAnalyzed: 40, gamesSince: 0, due: false },
    { gamesAnalyzed: 40, gamesSince: 9, due: false },
  ])('inconclusive until 40 games, $gamesSince after $gamesAnalyzed: $due', ({ due, ...games }) => {
    expect(isDueAgain({ ...same, ...games, inconclusiveUntil: 40 })).toBe(due);
  });

  it('when the result was on the default baseline and a rebuilt one exists', () => {
    const result = { ...same, gamesAnalyzed: 60, gamesSince: 0 };
    expect(isDueAgain({ ...result, hasBetterBaseline: true })).toBe(true);
    expect(isDueAgain({ ...result, hasBetterBaseline: false })).toBe(false);
  });
});
