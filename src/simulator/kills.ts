// Who killed whom, and who helped: one match, kill by kill, so that the sums of both teams always agree.

import { clamp, type Dice } from './hash.ts';
import { SLOTS } from './match-log.ts';

const TEAM = 5;

/** What decides a player's part in the kills of a game, by slot. */
export interface Fighter {
  readonly killWeight: number;
  readonly deathWeight: number;
  /** Probability of assisting in a kill of a teammate. */
  readonly assisting: number;
}

export interface KillSheet {
  readonly kills: readonly number[];
  readonly deaths: readonly number[];
  readonly assists: readonly number[];
  /** Slots of the first kill; undefined in a game without one. */
  readonly firstBlood: { readonly killer: number; readonly assistants: readonly number[] } | undefined;
}

export interface Bout {
  readonly fighters: readonly Fighter[];
  readonly total: number;
  /** Share of the kills that the blue team makes. */
  readonly blueShare: number;
}

/**
 * Kills of both teams together: they grow a little faster than the duration.
 * Source: public match captures, ranked solo, n = 4,653 matches (mean 61.7 in 28.9 minutes).
 */
export function rollTotal(minutes: number, dice: Dice): number {
  return Math.round(1.165 * minutes ** 1.17 * Math.exp(dice.normal(-0.018, 0.19)));
}

/** Share of the winners: the shorter the game, the clearer. Source: the same captures, .72 under 20 minutes, .56 over 32. */
export function rollWinnersShare(minutes: number, dice: Dice): number {
  return clamp(dice.normal(0.615 - 0.0075 * (minutes - 29), 0.06), 0.42, 0.95);
}

export function fight({ fighters, total, blueShare }: Bout, dice: Dice): KillSheet {
  const kills = zeros();
  const deaths = zeros();
  const assists = zeros();
  const killWeights = fighters.map(({ killWeight }) => killWeight);
  const deathWeights = fighters.map(({ deathWeight }) => deathWeight);
  let firstBlood: KillSheet['firstBlood'];
  for (let i = 0; i < total; i++) {
    const side = dice.next() < blueShare ? 0 : TEAM;
    const killer = choose(killWeights, side, dice);
    const assistants = helpers(fighters, side, dice).filter((slot) => slot !== killer);
    firstBlood ??= { killer, assistants };
    add(kills, killer);
    add(deaths, choose(deathWeights, TEAM - side, dice));
    for (const slot of assistants) add(assists, slot);
  }
  return { kills, deaths, assists, firstBlood };
}

function zeros(): number[] {
  return new Array<number>(SLOTS).fill(0);
}

function add(counts: number[], slot: number): void {
  counts[slot] = (counts[slot] ?? 0) + 1;
}

/** A slot of one side, by weight. */
function choose(weights: readonly number[], side: number, dice: Dice): number {
  let sum = 0;
  for (let slot = side; slot < side + TEAM; slot++) sum += weights[slot] ?? 0;
  let left = sum * dice.next();
  for (let slot = side; slot < side + TEAM - 1; slot++) {
    left -= weights[slot] ?? 0;
    if (left < 0) return slot;
  }
  return side + TEAM - 1;
}

function helpers(fighters: readonly Fighter[], side: number, dice: Dice): number[] {
  const found: number[] = [];
  for (let slot = side; slot < side + TEAM; slot++) {
    if (dice.next() < (fighters[slot]?.assisting ?? 0)) found.push(slot);
  }
  return found;
}
