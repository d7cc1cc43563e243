// Step: the player's own rank and the strength of the lobby, game by game.

import { mean } from '../game-statistics.ts';
import type { History, HistoryGame } from './history.ts';
import { type Nearest, nearestSnapshot, rankStrength } from './rank-strength.ts';

/** An older or later snapshot says nothing about a game. Source: an assumption of the profile. */
const MAX_DISTANCE_MS = 90 * 86_400_000;
/** What one result moves the rank by: about 20 league points. Source: Riot's ranked system. */
const PER_RESULT = 0.05;
/** Middle of the ladder, where nothing at all is known. Source: an assumption of the profile. */
const MIDDLE = 3.5;
/** The player's own rank tells about the lobby like this many of the others. Source: experiments. */
const OWN_WEIGHT = 2;

export interface RankPath {
  /** Own rank at each game in tier units; null = no snapshot near enough. */
  readonly own: readonly (number | null)[];
  /** Own rank at the first game that has one. */
  readonly start: number;
  /** Strength of the lobby of each game. */
  readonly lobby: readonly number[];
  /** How much weaker than the start each lobby was: what a fixed strength gains in that game. */
  readonly shift: readonly number[];
}

export function rankPathOf(history: History): RankPath {
  const { games } = history;
  const own = games.map((game) => ownRankAt(game, history));
  const start = own.find((rank) => rank !== null) ?? meanLobby(games) ?? MIDDLE;
  const lobby = games.map((game, index) => lobbyStrength(game, own[index] ?? start));
  return { own, start, lobby, shift: lobby.map((strength) => -(strength - start)) };
}

/** The snapshot that stands for the player's rank at a time (epoch ms). */
export function snapshotAt({ ranks, rankCheckedAt }: History, time: number): Nearest | undefined {
  const nearest = nearestSnapshot(ranks, time, rankCheckedAt);
  return nearest !== undefined && nearest.distanceMs <= MAX_DISTANCE_MS ? nearest : undefined;
}

function ownRankAt({ playedAt }: HistoryGame, history: History): number | null {
  const nearest = snapshotAt(history, playedAt);
  if (nearest === undefined) return null;
  const { snapshot, until } = nearest;
  const strength = rankStrength(snapshot);
  const since = netWins(history.games, until, playedAt);
  const before = netWins(history.games, playedAt, snapshot.at);
  return Math.max(0, strength + PER_RESULT * (since - before));
}

/** Wins less losses in [from, to). */
function netWins(games: readonly HistoryGame[], from: number, to: number): number {
  let net = 0;
  for (const { playedAt, win } of games) {
    if (playedAt >= from && playedAt < to) net += win ? 1 : -1;
  }
  return net;
}

function meanLobby(games: readonly HistoryGame[]): number | null {
  const known = games.flatMap(({ lobby }) => lobby);
  return known.length === 0 ? null : mean(known);
}

function lobbyStrength({ lobby }: HistoryGame, own: number): number {
  const sum = lobby.reduce((total, strength) => total + strength, 0);
  return (sum + OWN_WEIGHT * own) / (lobby.length + OWN_WEIGHT);
}
