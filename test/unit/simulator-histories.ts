// What a detector sees of a simulated player: the newest ranked games, and what the world knows about each.

import { teamPositions } from '../../src/league/match.ts';
import { draftOf } from '../../src/simulator/draft.ts';
import { diceOf } from '../../src/simulator/hash.ts';
import { UNPLACED } from '../../src/simulator/match-log.ts';
import { playOut, type StatLine } from '../../src/simulator/performance.ts';
import type { PlayerClass } from '../../src/simulator/player-classes.ts';
import { traitsAt } from '../../src/simulator/player-traits.ts';
import { levelAt } from '../../src/simulator/standings.ts';
import type { World, WorldPlayer } from '../../src/simulator/world.ts';
import { DAY_MS } from './simulator-manual-clock.ts';

export interface PlayedGame {
  readonly at: number;
  readonly day: number;
  readonly won: boolean;
  readonly position: string;
  /** Own strength minus the mean of the lobby, in tiers. */
  readonly surplus: number;
  /** Visible ranks in tiers: the own one (undefined before placements), and the mean of the other nine. */
  readonly rank: number | undefined;
  readonly lobbyRank: number;
  /** Player numbers of the own team, without the player. */
  readonly mates: readonly number[];
  /** Index in the log. */
  readonly index: number;
}

export interface History {
  readonly player: WorldPlayer;
  /** Summoner level now. */
  readonly level: number;
  /** Epoch ms of the last game of any queue before the sample. */
  readonly previousAt: number | undefined;
  /** At most 60 ranked solo games without remakes, oldest first. */
  readonly games: readonly PlayedGame[];
}

const SAMPLE = 60;
const FEWEST = 20;

/** Of the players of a class with at least 20 games. */
export function historiesOf(world: World, playerClass: PlayerClass): History[] {
  const players = world.players.filter((player) => player.playerClass === playerClass);
  return players.map((player) => historyOf(world, player)).filter(({ games }) => games.length >= FEWEST);
}

function historyOf(world: World, player: WorldPlayer): History {
  const all = world.historyOf(player);
  const solo = all.filter((index) => world.log.queueId(index) === 420 && !world.log.at(index).isRemake);
  const sample = solo.slice(-SAMPLE);
  const previous = all.filter((index) => index < (sample[0] ?? 0)).at(-1);
  return {
    player,
    level: levelAt(player, all.length),
    previousAt: previous === undefined ? undefined : world.log.at(previous).createdAt,
    games: sample.map((index) => gameOf(world, player, index)),
  };
}

function gameOf(world: World, player: WorldPlayer, index: number): PlayedGame {
  const match = world.log.at(index);
  const slot = match.players.indexOf(player.index);
  const isBlue = slot < 5;
  const standing = match.standings[slot] ?? UNPLACED;
  const others = match.standings.filter((points, other) => other !== slot && points !== UNPLACED);
  return {
    at: match.createdAt,
    day: (match.createdAt - world.originAt) / DAY_MS,
    won: isBlue === match.blueWins,
    position: teamPositions[slot % 5] ?? '',
    surplus: ((match.strengths[slot] ?? 0) - mean(match.strengths)) / 100,
    rank: standing === UNPLACED ? undefined : standing / 400,
    lobbyRank: mean(others) / 400,
    mates: match.players.filter((other, place) => other !== player.index && place < 5 === isBlue),
    index,
  };
}

/** Stat line and champion of the player in one game. */
export function playOf(world: World, player: WorldPlayer, index: number): { line: StatLine; championId: number } {
  const match = world.log.at(index);
  const day = (match.createdAt - world.originAt) / DAY_MS;
  const players = match.players.flatMap((one) => world.players[one]?.traits ?? []).map((one) => traitsAt(one, day));
  const played = { seed: world.frame.seed, index, match, players };
  const slot = match.players.indexOf(player.index);
  const line = playOut(played).lines[slot];
  if (line === undefined) throw new Error('the player was not there');
  return { line, championId: draftOf(played, diceOf(index)).picks[slot]?.championId ?? 0 };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function winRate(games: readonly PlayedGame[]): number {
  return mean(games.map(({ won }) => Number(won)));
}

export function meanSurplus(games: readonly PlayedGame[]): number {
  return mean(games.map(({ surplus }) => surplus));
}

/** The first, the second or the last third. */
export function third(games: readonly PlayedGame[], which: 0 | 1 | 2): readonly PlayedGame[] {
  const size = Math.floor(games.length / 3);
  return games.slice(which * size, which === 2 ? undefined : (which + 1) * size);
}

/** Share of the most frequent value. */
export function favouriteShare(values: readonly (string | number)[]): number {
  const counts = new Map<string | number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Math.max(...counts.values()) / values.length;
}
