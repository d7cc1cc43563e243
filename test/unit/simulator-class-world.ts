// A world with enough players of each class for a mean, and what means are made of.

import type { PlayerClass } from '../../src/simulator/player-classes.ts';
import {
  type History,
  historiesOf,
  mean,
  meanSurplus,
  type PlayedGame,
  third,
  winRate,
} from './simulator-histories.ts';
import { smallSimulator } from './simulator-manual-clock.ts';

/** Enough of each class for a mean; more smurfs than usual. */
const classShares = {
  improver: 0.05,
  onetrick: 0.04,
  roleswap: 0.04,
  returning: 0.05,
  duoboosted: 0.04,
  newtalent: 0.05,
  samelevelalt: 0.05,
  freshsmurf: 0.05,
  mildsmurf: 0.05,
  derank: 0.05,
  piloted: 0.05,
};
export const { world } = smallSimulator({ seed: 21, players: 1000, historyDays: 200, classShares });
world.now();

const known = new Map<PlayerClass, readonly History[]>();

/** Of the players of a class with at least 20 games. */
export function of(playerClass: PlayerClass): readonly History[] {
  const histories = known.get(playerClass) ?? historiesOf(world, playerClass);
  known.set(playerClass, histories);
  if (histories.length < 35) throw new Error(`only ${histories.length} players of the class ${playerClass}`);
  return histories;
}

/** Over the players of a class. */
export const meanOf = (playerClass: PlayerClass, value: (history: History) => number) =>
  mean(of(playerClass).map(value));
export const level = (playerClass: PlayerClass) => meanOf(playerClass, (history) => history.level);
export const wins = (playerClass: PlayerClass) => meanOf(playerClass, ({ games }) => winRate(games));
export const surplus = (playerClass: PlayerClass) => meanOf(playerClass, ({ games }) => meanSurplus(games));
export const rise = (playerClass: PlayerClass) =>
  meanOf(playerClass, ({ games }) => meanSurplus(third(games, 2)) - meanSurplus(third(games, 0)));

/** Before and after the day on which the player changes. */
export function split({ games, player }: History): { before: PlayedGame[]; after: PlayedGame[] } {
  const { day } = player.traits.course;
  return { before: games.filter((game) => game.day < day), after: games.filter((game) => game.day >= day) };
}
