// Arithmetic over games that several factors share.

import type { SampleGame } from './evidence.ts';

export type Games = readonly SampleGame[];

/** Kills, deaths and assists of one game, or of many together. */
export interface KillLine {
  readonly kills: number;
  readonly deaths: number;
  readonly assists: number;
}

export function countWins(games: readonly { readonly win: boolean }[]): number {
  return games.filter((game) => game.win).length;
}

/** Wins per game, 0..1; needs at least one game. */
export function winRate(games: Games): number {
  return countWins(games) / games.length;
}

/** Kills and assists per death; no deaths count as one. */
export function killRatio({ kills, deaths, assists }: KillLine): number {
  return (kills + assists) / Math.max(1, deaths);
}

/** Kill ratio of all games together, not the mean of their ratios: one deathless game cannot carry it. */
export function pooledKillRatio(games: Games): number {
  const kills = total(games, (game) => game.kills);
  const deaths = total(games, (game) => game.deaths);
  const assists = total(games, (game) => game.assists);
  return killRatio({ kills, deaths, assists });
}

/** Halves of games that come oldest first; the middle one of an odd number is older. */
export function halves<Game>(games: readonly Game[]): { older: readonly Game[]; newer: readonly Game[] } {
  const middle = Math.ceil(games.length / 2);
  return { older: games.slice(0, middle), newer: games.slice(middle) };
}

/** Arithmetic mean; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation with n - 1 in the denominator; needs at least two values. */
export function sampleDeviation(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** The nearest number in 0..1. */
export function clampToUnit(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function total(games: Games, of: (game: SampleGame) => number): number {
  return games.reduce((sum, game) => sum + of(game), 0);
}
