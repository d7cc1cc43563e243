// Champion select: each player picks from a personal pool, nobody twice, ten bans.

import { teamPositions } from '../league/match.ts';
import { allChampions, type Champion, championsFor } from './champions.ts';
import { ARAM_QUEUE } from './game-rolls.ts';
import { type Dice, mix } from './hash.ts';
import { SLOTS } from './match-log.ts';
import type { PlayedMatch } from './performance.ts';

export interface Draft {
  /** By slot. */
  readonly picks: readonly Champion[];
  /** Champion ids by pick turn, -1 = no ban; empty in queues without bans. */
  readonly bans: readonly number[];
}

/** Chance that a player stays with the next champion of the own pool. Source: public match captures, 461 players (0.38). */
const FAVOURITE_SHARE = 0.38;
/** Of those who play one champion only; sometimes somebody else has picked it. */
const ONE_TRICK_SHARE = 0.9;
const NO_BAN_SHARE = 0.03;

export function draftOf(played: PlayedMatch, dice: Dice): Draft {
  const isAram = played.match.queueId === ARAM_QUEUE;
  const taken = new Set<number>();
  const picks = Array.from({ length: SLOTS }, (_, slot) => {
    const pool = isAram ? shuffled(allChampions, dice.below(2 ** 31)) : personalPool(played, slot);
    const isLoyal = !isAram && played.players[slot]?.playerClass === 'onetrick';
    const champion = pickFrom(pool, taken, { dice, favouriteShare: isLoyal ? ONE_TRICK_SHARE : FAVOURITE_SHARE });
    taken.add(champion.championId);
    return champion;
  });
  return { picks, bans: isAram ? [] : rollBans(taken, dice) };
}

/** Who plays one champion only plays it in any position. */
function personalPool({ players }: PlayedMatch, slot: number): Champion[] {
  const position = teamPositions[slot % teamPositions.length] ?? 'TOP';
  const player = players[slot];
  const salt = player?.poolSalt ?? 0;
  const pool = shuffled(championsFor(position), salt);
  if (player?.playerClass !== 'onetrick') return pool;
  const [only] = shuffled(championsFor(teamPositions[player.mainPosition] ?? 'TOP'), salt);
  return only === undefined ? pool : [only, ...pool.filter(({ championId }) => championId !== only.championId)];
}

function shuffled(champions: readonly Champion[], salt: number): Champion[] {
  return champions
    .map((champion) => ({ champion, place: mix(salt, champion.championId) }))
    .sort((a, b) => a.place - b.place)
    .map(({ champion }) => champion);
}

interface Habit {
  readonly dice: Dice;
  readonly favouriteShare: number;
}

function pickFrom(pool: readonly Champion[], taken: ReadonlySet<number>, { dice, favouriteShare }: Habit): Champion {
  const open = pool.filter(({ championId }) => !taken.has(championId));
  const choice = Math.floor(Math.log(1 - dice.next()) / Math.log(1 - favouriteShare));
  return open[choice % open.length] ?? { championId: 1, championName: 'Annie' };
}

/** The bans of one team are distinct; both teams may ban the same champion. */
function rollBans(picked: ReadonlySet<number>, dice: Dice): number[] {
  const open = allChampions.filter(({ championId }) => !picked.has(championId)).map(({ championId }) => championId);
  const team = () => shuffledIds(open, dice.below(2 ** 31)).slice(0, SLOTS / 2);
  return [...team(), ...team()].map((championId) => (dice.next() < NO_BAN_SHARE ? -1 : championId));
}

function shuffledIds(ids: readonly number[], salt: number): number[] {
  return [...ids].sort((a, b) => mix(salt, a) - mix(salt, b));
}
