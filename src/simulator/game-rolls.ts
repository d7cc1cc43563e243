// What chance decides about a match before anybody has played it: queue, remake, duration, waiting times.

import { clamp, type Dice } from './hash.ts';

export const SOLO_QUEUE = 420;
export const FLEX_QUEUE = 440;
export const ARAM_QUEUE = 450;

/** Shares of the queues in the matches of the world; the rest is ranked solo. */
const FLEX_SHARE = 0.08;
const ARAM_SHARE = 0.12;
export const SOLO_SHARE = 1 - FLEX_SHARE - ARAM_SHARE;

/** Source: public match captures, ranked solo, n = 3,214 matches: 1.8 %, 101 to 199 s. */
const REMAKE_SHARE = 0.016;
const REMAKE_SECONDS = { from: 101, to: 199 };

/** Quantiles of the duration in seconds. Source: public match captures, ranked solo, n = 4,653 matches, rounded. */
const DURATION_QUANTILES: readonly (readonly [number, number])[] = [
  [0, 905],
  [0.05, 970],
  [0.1, 1200],
  [0.25, 1480],
  [0.5, 1720],
  [0.75, 1980],
  [0.9, 2260],
  [0.95, 2450],
  [0.99, 2820],
  [1, 3150],
];

/** Source: public match captures, queue 450, n = 769 matches. */
const ARAM_DURATION = { mean: 1170, sd: 270 };

export interface GameRoll {
  readonly queueId: number;
  readonly isRemake: boolean;
  /** Seconds. */
  readonly duration: number;
  /** From the end of champion select to the first second of the game. */
  readonly loadingMs: number;
}

export function rollGame(dice: Dice): GameRoll {
  const queueId = rollQueue(dice.next());
  const isRemake = dice.next() < REMAKE_SHARE;
  const loadingMs = 15_000 + dice.below(60_000);
  return { queueId, isRemake, duration: rollDuration(dice, queueId, isRemake), loadingMs };
}

function rollQueue(roll: number): number {
  if (roll < FLEX_SHARE) return FLEX_QUEUE;
  return roll < FLEX_SHARE + ARAM_SHARE ? ARAM_QUEUE : SOLO_QUEUE;
}

function rollDuration(dice: Dice, queueId: number, isRemake: boolean): number {
  if (isRemake) return REMAKE_SECONDS.from + dice.below(REMAKE_SECONDS.to - REMAKE_SECONDS.from + 1);
  if (queueId === ARAM_QUEUE) return Math.round(clamp(dice.normal(ARAM_DURATION.mean, ARAM_DURATION.sd), 510, 2100));
  return Math.round(quantile(dice.next()));
}

function quantile(p: number): number {
  const above = DURATION_QUANTILES.findIndex(([q]) => q >= p);
  const [q1, d1] = DURATION_QUANTILES[Math.max(1, above)] ?? [1, 0];
  const [q0, d0] = DURATION_QUANTILES[Math.max(1, above) - 1] ?? [0, 0];
  return d0 + ((d1 - d0) * (p - q0)) / (q1 - q0);
}
