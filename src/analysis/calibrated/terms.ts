// What the switched-on evidence says about each game at each point of the grid.

import type { GameEvidence } from './game-evidence.ts';
import { POINTS, surpluses } from './grid.ts';
import type { Line } from './performance.ts';

/** Logit of winning per tier of surplus. Source: two public fits, .25 to .37. */
export const BETA = 0.33;
/** A thrown game is played this many tiers below the lobby, and lost more often still. Source: assumptions. */
const THROWN_SURPLUS = -2.5;
const THROWN_LOGIT = THROWN_SURPLUS * BETA - 1;
/** Share of games that a deranker throws. Source: an assumption. */
const THROWN_SHARE = 0.28;

/** One game as the hypotheses read it. */
export interface ScoredGame extends GameEvidence {
  readonly win: boolean;
  /** What the weakness of the lobby adds to the surplus. */
  readonly shift: number;
  /** The same with the progress of somebody who gains a tier over the sample. */
  readonly improvedShift: number;
  readonly isOffRole: boolean;
}

/** ln probability of the result, at the shift and at the improved shift: rows of POINTS numbers, one per game. */
export interface ResultRows {
  readonly plain: Float64Array;
  readonly improved: Float64Array;
}

export interface Terms {
  readonly lines: readonly Line[];
  readonly improvedLines: readonly Line[];
  readonly results: ResultRows;
  /** Rows: ln likelihood of the game where some games are thrown. */
  readonly thrown: Float64Array;
}

export interface GameSwitches {
  readonly results: boolean;
  readonly combat: boolean;
  readonly lane: boolean;
}

/** ln(1 / (1 + exp(-x))). */
function logSigmoid(x: number): number {
  return -Math.log(1 + Math.exp(-x));
}

/** ln probability of a result at a surplus in tiers. */
export function logResult(win: boolean, surplus: number): number {
  return logSigmoid(win ? BETA * surplus : -BETA * surplus);
}

export function resultRowsOf(games: readonly ScoredGame[]): ResultRows {
  return {
    plain: rowsOf(games, ({ win, shift }, surplus) => logResult(win, surplus + shift)),
    improved: rowsOf(games, ({ win, improvedShift }, surplus) => logResult(win, surplus + improvedShift)),
  };
}

/** `results` as they are when switched on. */
export function termsOf(games: readonly ScoredGame[], results: ResultRows, switches: GameSwitches): Terms {
  const lines = games.map((game) => lineOf(game, switches));
  const off = new Float64Array(games.length * POINTS);
  const on = switches.results ? results : { plain: off, improved: off };
  return {
    lines,
    improvedLines: lines.map((line, index) => ({ ...line, shift: games[index]?.improvedShift ?? line.shift })),
    results: on,
    thrown: thrownRows(lines, on.plain, (index) => (switches.results ? logThrownResult(games[index]) : 0)),
  };
}

function lineOf({ combat, lane, combatInformation, laneInformation, shift }: ScoredGame, on: GameSwitches): Line {
  return {
    performance: (on.combat ? combat : 0) + (on.lane ? lane : 0),
    information: (on.combat ? combatInformation : 0) + (on.lane ? laneInformation : 0),
    shift,
  };
}

function rowsOf(games: readonly ScoredGame[], at: (game: ScoredGame, surplus: number) => number): Float64Array {
  const rows = new Float64Array(games.length * POINTS);
  for (const [index, game] of games.entries()) {
    for (let point = 0; point < POINTS; point++) {
      rows[index * POINTS + point] = at(game, surpluses[point] as number);
    }
  }
  return rows;
}

function logThrownResult(game: ScoredGame | undefined): number {
  return logSigmoid(game?.win === true ? THROWN_LOGIT : -THROWN_LOGIT);
}

function thrownRows(lines: readonly Line[], results: Float64Array, resultOf: (index: number) => number): Float64Array {
  const rows = new Float64Array(results.length);
  for (const [index, line] of lines.entries()) {
    const thrown = THROWN_SHARE * Math.exp(resultOf(index) + logPerformance(line, THROWN_SURPLUS));
    for (let point = 0; point < POINTS; point++) {
      const at = index * POINTS + point;
      const played = (results[at] as number) + logPerformance(line, (surpluses[point] as number) + line.shift);
      rows[at] = Math.log((1 - THROWN_SHARE) * Math.exp(played) + thrown);
    }
  }
  return rows;
}

function logPerformance({ performance, information }: Line, surplus: number): number {
  return performance * surplus - (information * surplus * surplus) / 2;
}
