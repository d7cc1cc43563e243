// Towers, dragons and the rest: what both teams took in one match, and who gave the last hit.

import { ARAM_QUEUE } from './game-rolls.ts';
import { clamp, type Dice } from './hash.ts';
import type { MatchRecord } from './match-log.ts';

export interface Spoils {
  readonly tower: number;
  readonly inhibitor: number;
  readonly dragon: number;
  readonly baron: number;
  readonly riftHerald: number;
  readonly horde: number;
  readonly atakhan: number;
}

export type Objective = keyof Spoils;

export interface Objectives {
  /** Blue, red. */
  readonly teams: readonly [Spoils, Spoils];
  /** Index of the team that took the first one, by objective. */
  readonly first: Readonly<Record<Objective, 0 | 1>>;
}

const NOTHING: Spoils = { tower: 0, inhibitor: 0, dragon: 0, baron: 0, riftHerald: 0, horde: 0, atakhan: 0 };
export const objectiveNames = Object.keys(NOTHING) as readonly Objective[];

export function rollObjectives(match: MatchRecord, dice: Dice): Objectives {
  const winners = spoilsOf(match, true, dice);
  const losers = spoilsOf(match, false, dice);
  const teams: [Spoils, Spoils] = match.blueWins ? [winners, losers] : [losers, winners];
  return { teams, first: firstOf(teams, dice) };
}

/** Neutral objectives need time and the Rift; towers fall to the winners. */
function spoilsOf(match: MatchRecord, won: boolean, dice: Dice): Spoils {
  if (match.isRemake) return NOTHING;
  const minutes = match.duration / 60;
  const share = won ? 0.65 : 0.35;
  const towers = Math.round(won ? dice.normal(8, 2) : dice.normal(minutes / 9, 1.6));
  const walls = { tower: clamp(towers, won ? 3 : 0, 11), inhibitor: won ? 1 + dice.below(3) : dice.below(2) };
  if (match.queueId === ARAM_QUEUE) return { ...NOTHING, tower: Math.min(4, walls.tower), inhibitor: walls.inhibitor };
  const rolls = (chances: number, odds = share) =>
    Array.from({ length: chances }, dice.next).filter((roll) => roll < odds).length;
  return {
    ...walls,
    dragon: Math.min(4, rolls(Math.floor((minutes - 5) / 5))),
    baron: rolls(Math.max(0, Math.floor((minutes - 22) / 6))),
    riftHerald: rolls(minutes > 16 ? 1 : 0, share * 0.9),
    horde: rolls(3),
    atakhan: rolls(minutes > 22 ? 1 : 0, share * 0.8),
  };
}

function firstOf(teams: readonly [Spoils, Spoils], dice: Dice): Record<Objective, 0 | 1> {
  const [blue, red] = teams;
  const first = (name: Objective) => (dice.next() * (blue[name] + red[name]) < blue[name] ? 0 : 1);
  return {
    tower: first('tower'),
    inhibitor: first('inhibitor'),
    dragon: first('dragon'),
    baron: first('baron'),
    riftHerald: first('riftHerald'),
    horde: first('horde'),
    atakhan: first('atakhan'),
  };
}
