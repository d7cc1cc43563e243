// How likely a level is on a new account and on an established one.

import type { LevelBaseline } from './baseline.ts';

/** Ranked games need this level. Source: Riot's rule for ranked queues. */
const RANKED_LEVEL = 30;
/** Mean number of levels of a new account above that. Source: an assumption of the profile. */
const NEW_MEAN = 22;
/** Level of established accounts over their rank. Source: fit on 2,165 accounts; the slope is an assumption. */
const BASE_LEVEL = 150;
const LEVEL_PER_TIER = 40;
const HIGHEST_STRENGTH = 8;

export interface LevelAt {
  /** Of the account; below 30 reads as 30. */
  readonly level: number;
  /** Own rank at the first game that has one, in tier units. */
  readonly start: number;
}

export function logDensityNew({ level }: LevelAt): number {
  return -(rankedLevel(level) - RANKED_LEVEL) / NEW_MEAN - Math.log(NEW_MEAN);
}

export function logDensityEstablished(at: LevelAt, { shift, sd }: LevelBaseline): number {
  const deviation = aboveCurve(at) - shift;
  const logLevel = Math.log(rankedLevel(at.level));
  return -(deviation ** 2) / (2 * sd ** 2) - Math.log(sd * Math.sqrt(2 * Math.PI)) - logLevel;
}

/** ln level above what is usual at the rank. */
export function aboveCurve({ level, start }: LevelAt): number {
  return Math.log(rankedLevel(level)) - Math.log(BASE_LEVEL + LEVEL_PER_TIER * Math.min(start, HIGHEST_STRENGTH));
}

function rankedLevel(level: number): number {
  return Math.max(RANKED_LEVEL, level);
}
