// The running state of the world, and one more match in it: lobby, strengths, result, consequences.

import { ALONE } from './duos.ts';
import { rollGame, SOLO_QUEUE } from './game-rolls.ts';
import { diceOf, mix, topics, unit } from './hash.ts';
import type { Ladder } from './ladder.ts';
import type { MatchLog } from './match-log.ts';
import { makeLobby, type Pool } from './matchmaking.ts';
import { type PlayerTraits, traitsAt } from './player-traits.ts';
import { type Effort, effortOf, rollResult } from './strength.ts';

/** By player number where it is an array. */
export interface Season {
  readonly seed: number;
  /** Epoch ms of the first day. */
  readonly originAt: number;
  readonly traits: readonly PlayerTraits[];
  readonly log: MatchLog;
  readonly ladder: Ladder;
  /** Ranked solo games that the player still wants to play today. */
  readonly planned: Uint8Array;
  /** With whom the player queues today, else ALONE. */
  readonly partners: Int32Array;
  /** Epoch ms from which the player can queue again. */
  readonly freeAt: Float64Array;
}

const TEAM = 5;
export const DAY_MS = 86_400_000;
/** A player who has just finished a game is likely to queue again at once. */
const SESSION_GAP_MS = 30 * 60_000;
const SESSION_URGENCY = 8;
const URGENCY_PER_GAME = 1.5;
/** Time between two games of one player: end screen, queue, champion select. */
const BREAK_MS = 4 * 60_000;
/** Game ids count quarters of a second since 1970: ten digits in this decade, ascending with creation. */
const MS_PER_GAME_ID = 250;

/** Plays a match out of the waiting players, unless fewer than ten are free at that moment. */
export function playMatch(season: Season, createdAt: number, waiting: readonly number[]): void {
  const { log, ladder } = season;
  const dice = diceOf(mix(mix(season.seed, topics.match), log.size));
  const roll = rollGame(dice);
  const players = makeLobby(poolAt(season, createdAt, waiting), dice);
  if (players === undefined) return;
  const efforts = effortsOf(season, { players, queueId: roll.queueId, day: (createdAt - season.originAt) / DAY_MS });
  const blueWins = rollResult(efforts, dice);
  const strengths = efforts.map(({ strength }) => strength);
  if (roll.queueId === SOLO_QUEUE && !roll.isRemake) ladder.book(players, blueWins);
  const startedAt = createdAt + roll.loadingMs;
  const endedAt = startedAt + 1000 * roll.duration;
  occupy(season, players, { endedAt, isPlanned: roll.queueId === SOLO_QUEUE });
  const gameId = Math.max(1 + log.lastGameId, Math.floor(createdAt / MS_PER_GAME_ID));
  const standings = players.map(ladder.standing);
  log.append({ ...roll, gameId, createdAt, startedAt, endedAt, blueWins, players, strengths, standings });
}

function poolAt(season: Season, now: number, waiting: readonly number[]): Pool {
  const { traits, originAt, ladder, planned, partners, freeAt } = season;
  const day = (now - originAt) / DAY_MS;
  const games = (player: number) => planned[player] ?? 0;
  const since = (player: number) => now - (freeAt[player] ?? 0);
  return {
    waiting,
    mannerOf(player) {
      const own = traits[player];
      return own === undefined ? undefined : traitsAt(own, day);
    },
    partnerOf: (player) => partners[player] ?? ALONE,
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

interface Lineup {
  /** By slot. */
  readonly players: readonly number[];
  readonly queueId: number;
  /** Days since the origin. */
  readonly day: number;
}

function effortsOf({ seed, traits, ladder, log }: Season, { players, queueId, day }: Lineup): Effort[] {
  const salt = mix(mix(seed, topics.thrown), log.size);
  return players.map((player, slot) => {
    const own = traits[player];
    if (own === undefined) throw new RangeError(`no player ${player} in the world`);
    const rating = ladder.ratings[player] ?? 0;
    return effortOf({ traits: own, rating, position: slot % TEAM, queueId, day, roll: unit(mix(salt, player)) });
  });
}
