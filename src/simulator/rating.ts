// How results move a player: the hidden rating that matchmaking reads, and the visible rank that lags behind it.

import type { Division, Tier } from '../league/rank.ts';
import { divisions, tiers } from '../league/rank.ts';
import { clamp } from './hash.ts';

/** Logit of winning per tier of surplus. Source: two public fits of win probability on rank difference, 0.25-0.37. */
const WIN_LOGIT_PER_TIER = 0.33;

/** Tiers that one result moves the hidden rating, at even odds twice that between win and loss; faster for new accounts. */
const RATING_STEP = 0.1;
const NEW_ACCOUNT_STEP = 0.2;
const NEW_ACCOUNT_GAMES = 40;

const POINTS_PER_TIER = 400;
const APEX_POINTS = 2800;

/** Games before a rank is shown. Source: Riot's season rules since 2023. */
export const PLACEMENT_GAMES = 5;

export function winProbability(blueStrength: number, redStrength: number): number {
  return 1 / (1 + Math.exp(-WIN_LOGIT_PER_TIER * (blueStrength - redStrength)));
}

/** Change of the hidden rating in tiers; `expected` is the probability of winning that matchmaking assumed. */
export function ratingChange(won: boolean, expected: number, gamesPlayed: number): number {
  const step = gamesPlayed < NEW_ACCOUNT_GAMES ? NEW_ACCOUNT_STEP : RATING_STEP;
  return step * ((won ? 1 : 0) - expected);
}

/** The first visible rank lies a division under the hidden rating. */
export function placedPoints(rating: number): number {
  return Math.round(clamp(POINTS_PER_TIER * (rating - 0.25), 0, APEX_POINTS - 1));
}

/** About 20 points a game, more in the direction of the hidden rating. */
export function movedPoints(points: number, won: boolean, rating: number): number {
  const pull = 10 * (rating - points / POINTS_PER_TIER);
  const change = won ? clamp(20 + pull, 10, 35) : -clamp(20 - pull, 10, 35);
  return Math.max(0, Math.round(points + change));
}

export interface LadderPlace {
  readonly tier: Tier;
  readonly division: Division;
  readonly leaguePoints: number;
}

/** Points of the apex tiers: Grandmaster and Challenger begin where a mid-sized server has them. */
const APEX_FLOORS: readonly (readonly [Tier, number])[] = [
  ['CHALLENGER', 600],
  ['GRANDMASTER', 300],
  ['MASTER', 0],
];

/** Ladder points (league/rank.ts) back into tier, division and league points. */
export function ladderPlace(points: number): LadderPlace {
  if (points >= APEX_POINTS) {
    const leaguePoints = points - APEX_POINTS;
    const [tier] = APEX_FLOORS.find(([, floor]) => leaguePoints >= floor) ?? ['MASTER'];
    return { tier: tier as Tier, division: 'I', leaguePoints };
  }
  return {
    tier: tiers[Math.floor(points / POINTS_PER_TIER)] ?? 'IRON',
    division: divisions[Math.floor((points % POINTS_PER_TIER) / 100)] ?? 'IV',
    leaguePoints: points % 100,
  };
}
