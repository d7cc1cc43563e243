// How strong a player is in one game, and who wins it.

import { offsetAt, THROWN_LOSS, THROWN_STRENGTH } from './career.ts';
import { ARAM_QUEUE, SOLO_QUEUE } from './game-rolls.ts';
import type { Dice } from './hash.ts';
import { type PlayerTraits, traitsAt } from './player-traits.ts';
import { winProbability } from './rating.ts';

const TEAM = 5;
/** Tiers lost away from the main position. */
const SECOND_POSITION_LOSS = 0.15;
const OFF_POSITION_LOSS = 0.5;

export interface Turn {
  readonly traits: PlayerTraits;
  /** Hidden rating. */
  readonly rating: number;
  readonly position: number;
  readonly queueId: number;
  /** Days since the origin. */
  readonly day: number;
  /** [0, 1), belongs to this player in this game. */
  readonly roll: number;
}

export interface Effort {
  /** Hundredths of a tier. */
  readonly strength: number;
  readonly isThrown: boolean;
}

export function effortOf(turn: Turn): Effort {
  const { traits, rating, queueId, roll } = turn;
  const isThrown = queueId === SOLO_QUEUE && roll < traits.throwShare;
  return { strength: Math.round(100 * (isThrown ? rating + THROWN_STRENGTH : strengthOf(turn))), isThrown };
}

/** On the Howling Abyss there are no positions. */
function strengthOf({ traits, position, queueId, day }: Turn): number {
  const { mainPosition, secondPosition } = traitsAt(traits, day);
  const isAway = queueId !== ARAM_QUEUE && position !== mainPosition;
  const loss = position === secondPosition ? SECOND_POSITION_LOSS : OFF_POSITION_LOSS;
  return traits.skill + offsetAt(traits.course, day) - (isAway ? loss : 0);
}

/** By slot. Whether the blue team wins. */
export function rollResult(efforts: readonly Effort[], dice: Dice): boolean {
  const total = (team: readonly Effort[]) =>
    team.reduce((sum, { strength, isThrown }) => sum + strength / 100 - (isThrown ? THROWN_LOSS : 0), 0);
  return dice.next() < winProbability(total(efforts.slice(0, TEAM)), total(efforts.slice(TEAM)));
}
