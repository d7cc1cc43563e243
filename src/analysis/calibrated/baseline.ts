// What is usual: per position for the stat lines, and for the levels of established accounts.

import type { TeamPosition } from '../../league/match.ts';

/** One number per channel: combat, gold against the lane opponent, vision against the lane opponent. */
export type Triple = readonly [number, number, number];
/** Rows and columns are channels; symmetric. */
export type Matrix = readonly [Triple, Triple, Triple];

/** What is measured of a position. */
export interface Measured {
  /** Mean of ln((kills + assists + 1) / (deaths + 1)). */
  readonly logKdaMean: number;
  /** Standard deviation of each channel. */
  readonly sd: Triple;
  /** How far a win moves a channel up and a loss down, in standard deviations. */
  readonly winShift: Triple;
  /** Covariance of what is left of the channels without the win shift. */
  readonly covariance: Matrix;
}

export interface RoleBaseline extends Measured {
  /** Weight of a residual in the performance of a game. */
  readonly weights: Triple;
  /** Information of a game by channel: its part of the mean performance per tier of surplus. */
  readonly information: Triple;
}

/** ln level of established accounts, away from the curve over the rank. */
export interface LevelBaseline {
  readonly shift: number;
  readonly sd: number;
}

export interface BaselineContent {
  /** Of which it was measured: it tells nothing about others. null in the defaults, which stand in for any. */
  readonly queueId: number | null;
  readonly roles: Readonly<Record<TeamPosition, RoleBaseline>>;
  readonly level: LevelBaseline;
  /** Newest patch among the rows, `15.12`; null in the defaults. */
  readonly patch: string | null;
  /** Rows that were used, by position. */
  readonly rows: Readonly<Record<TeamPosition, number>>;
  /** Players with a known level that the level density was fitted to. */
  readonly players: number;
}

export interface Baseline extends BaselineContent {
  /** Hash of the content's JSON; `default` for the shipped one. */
  readonly id: string;
}

/** `hash` gives the same short text for the same text, whoever asks: it comes from outside of the pure code. */
export function identified(content: BaselineContent, hash: (json: string) => string): Baseline {
  return { ...content, id: hash(JSON.stringify(content)) };
}
