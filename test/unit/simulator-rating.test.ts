// Ratings and ranks: odds, steps, and ladder points that read back as the place they stand for.

import { describe, expect, it } from 'vitest';
import { ladderPoints } from '../../src/league/rank.ts';
import { ladderPlace, movedPoints, placedPoints, ratingChange, winProbability } from '../../src/simulator/rating.ts';

describe('winProbability', () => {
  it('is even between equals and 58 % with one tier more in the team', () => {
    expect(winProbability(17, 17)).toBe(0.5);
    expect(winProbability(18, 17)).toBeCloseTo(0.582, 3);
    expect(winProbability(18, 17) + winProbability(17, 18)).toBeCloseTo(1, 12);
  });
});

describe('ratingChange', () => {
  it('is the surprise, and moves new accounts faster', () => {
    expect(ratingChange(true, 0.5, 100)).toBeCloseTo(0.05);
    expect(ratingChange(false, 0.5, 100)).toBeCloseTo(-0.05);
    expect(ratingChange(true, 0.9, 100)).toBeLessThan(0.02);
    expect(ratingChange(true, 0.5, 3)).toBeGreaterThan(ratingChange(true, 0.5, 100));
  });
});

describe('visible rank', () => {
  it('lags: about twenty points a game, more towards the hidden rating', () => {
    expect(movedPoints(1200, true, 3)).toBe(1220);
    expect(movedPoints(1200, false, 3)).toBe(1180);
    expect(movedPoints(1200, true, 5)).toBe(1235);
    expect(movedPoints(1200, false, 5)).toBe(1190);
  });

  it('never falls below the bottom and starts under the hidden rating', () => {
    expect(movedPoints(5, false, 0)).toBe(0);
    expect(placedPoints(3)).toBe(1100);
    expect(placedPoints(0.1)).toBe(0);
  });
});

describe('ladderPlace', () => {
  it('is the inverse of ladderPoints over the whole ladder', () => {
    for (let points = 0; points < 3600; points++) expect(ladderPoints(ladderPlace(points))).toBe(points);
  });

  it('knows the apex tiers, which have one division', () => {
    expect(ladderPlace(2799)).toEqual({ tier: 'DIAMOND', division: 'I', leaguePoints: 99 });
    expect(ladderPlace(2800)).toEqual({ tier: 'MASTER', division: 'I', leaguePoints: 0 });
    expect(ladderPlace(3100)).toEqual({ tier: 'GRANDMASTER', division: 'I', leaguePoints: 300 });
    expect(ladderPlace(3500)).toEqual({ tier: 'CHALLENGER', division: 'I', leaguePoints: 700 });
  });
});
