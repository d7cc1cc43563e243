// The running state of the world, and one more match in it: lobby, strengths, result, consequences.

import { ARAM_QUEUE, rollGame, SOLO_QUEUE } from './game-rolls.ts';
import { type Dice, diceOf, mix, topics } from './hash.ts';
import type { Ladder } from './ladder.ts';
import type { MatchLog } from './match-log.ts';
import { makeLobby, type Pool } from './matchmaking.ts';
import type { PlayerTraits } from './player-traits.ts';
import { winProbability } from './rating.ts';

/** By player number where it is an array. */
export interface Season {
  readonly seed: number;
  readonly traits: readonly PlayerTraits[];
  readonly log: MatchLog;
  readonly ladder: Ladder;
  /** Ranked solo games that the player still wants to play today. */
  readonly planned: Uint8Array;
  /** Epoch ms from which the player can queue again. */
  readonly freeAt: Float64Array;
}

const TEAM = 5;
/** A player who has just finished a game is likely to queue again at once. */
const SESSION_GAP_MS = 30 * 60_000;
const SESSION_URGENCY = 8;
const URGENCY_PER_GAME = 1.5;
/** Time between two games of one player: end screen, queue, champion select. */
const BREAK_MS = 4 * 60_000;
/** Tiers lost away from the main position. */
const SECOND_POSITION_LOSS = 0.15;
const OFF_POSITION_LOSS = 0.5;
/** Game ids count quarters of a second since 1970: ten digits in this decade, ascending with creation. */
const MS_PER_GAME_ID = 250;

/** Plays a match out of the waiting players, unless fewer than ten are free at that moment. */
export function playMatch(season: Season, createdAt: number, waiting: readonly number[]): void {
  const { log, ladder } = season;
  const dice = diceOf(mix(mix(season.seed, topics.match), log.size));
  const roll = rollGame(dice);
  const players = makeLobby(poolAt(season, createdAt, waiting), dice);
  if (players === undefined) return;
  const strengths = players.map((player, slot) => strengthIn(season.traits[player], slot % TEAM, roll.queueId));
  const blueWins = rollResult(strengths, dice);
  if (roll.queueId === SOLO_QUEUE && !roll.isRemake) ladder.book(players, blueWins);
  const startedAt = createdAt + roll.loadingMs;
  const endedAt = startedAt + 1000 * roll.duration;
  occupy(season, players, { endedAt, isPlanned: roll.queueId === SOLO_QUEUE });
  const gameId = Math.max(1 + log.lastGameId, Math.floor(createdAt / MS_PER_GAME_ID));
  const standings = players.map(ladder.standing);
  log.append({ ...roll, gameId, createdAt, startedAt, endedAt, blueWins, players, strengths, standings });
}

function poolAt({ traits, ladder, planned, freeAt }: Season, now: number, waiting: readonly number[]): Pool {
  const games = (player: number) => planned[player] ?? 0;
  const since = (player: number) => now - (freeAt[player] ?? 0);
  return {
    waiting,
    traits,
    ratings: ladder.ratings,
    isFree: (player) => since(player) >= 0 && games(player) > 0,
    urgency: (player) => URGENCY_PER_GAME * games(player) + (since(player) < SESSION_GAP_MS ? SESSION_URGENCY : 0),
  };
}

interface Occupation {
  readonly endedAt: number;
  /** Whether the game counts against the plan of the day. */
  readonly isPlanned: boolean;
}

function occupy({ planned, freeAt }: Season, players: readonly number[], { endedAt, isPlanned }: Occupation): void {
  for (const player of players) {
    freeAt[player] = endedAt + BREAK_MS;
    if (isPlanned) planned[player] = Math.max(0, (planned[player] ?? 0) - 1);
  }
}

/** Hundredths of a tier. On the Howling Abyss there are no positions. */
function strengthIn(traits: PlayerTraits | undefined, position: number, queueId: number): number {
  if (traits === undefined) return 0;
  const isAway = queueId !== ARAM_QUEUE && position !== traits.mainPosition;
  const loss = position === traits.secondPosition ? SECOND_POSITION_LOSS : OFF_POSITION_LOSS;
  return Math.round(100 * (traits.skill - (isAway ? loss : 0)));
}

function rollResult(strengths: readonly number[], dice: Dice): boolean {
  const total = (team: readonly number[]) => team.reduce((sum, strength) => sum + strength, 0) / 100;
  return dice.next() < winProbability(total(strengths.slice(0, TEAM)), total(strengths.slice(TEAM)));
}
