// When a player who has a result is due for another one.

import { MIN_SAMPLE } from './evidence.ts';

/** New games that make any result old, and the share of a smaller sample that does. Source: an assumption. */
const ENOUGH_NEW_GAMES = 10;
const ENOUGH_SHARE = 0.5;

export interface LastResult {
  /** Size of the sample of the last result. */
  readonly gamesAnalyzed: number;
  /** Countable games of the queue that were stored since the last result, whatever their age. */
  readonly gamesSince: number;
  /** Of the last result. */
  readonly profileVersion: string;
  readonly currentProfileVersion: string;
  /** Games after which an inconclusive result is asked again; absent: the last result was not inconclusive. */
  readonly inconclusiveUntil?: number;
  /** The last result was on the default baseline, and a rebuilt one exists now. */
  readonly hasBetterBaseline?: boolean;
}

export function isDueAgain(last: LastResult): boolean {
  const { gamesAnalyzed, gamesSince, profileVersion, currentProfileVersion } = last;
  if (profileVersion !== currentProfileVersion || last.hasBetterBaseline === true) return true;
  return gamesSince >= newGamesNeeded(gamesAnalyzed) || hasReachedTarget(last);
}

/** More games could decide an inconclusive result, and the games that a player is fetched up to are there now. */
function hasReachedTarget({ gamesAnalyzed, gamesSince, inconclusiveUntil }: LastResult): boolean {
  if (inconclusiveUntil === undefined) return false;
  return gamesAnalyzed < inconclusiveUntil && gamesAnalyzed + gamesSince >= inconclusiveUntil;
}

/** A sample that was too small waits until it is large enough: before that, the answer would be the same. */
function newGamesNeeded(gamesAnalyzed: number): number {
  if (gamesAnalyzed < MIN_SAMPLE) return MIN_SAMPLE - gamesAnalyzed;
  return Math.min(ENOUGH_SHARE * gamesAnalyzed, ENOUGH_NEW_GAMES);
}
