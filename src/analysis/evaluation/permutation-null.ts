// Histories that belong to nobody: every game replaced by somebody's game in the same position. None should be flagged.

import type { History, HistoryGame } from '../calibrated/history.ts';
import { groupBy } from './groups.ts';
import { type Draw, seeded } from './random.ts';

/** The time and the lobby of each game stay; the level and the break would tell about the old player. */
export function permuted(histories: readonly History[], seed: number): History[] {
  const draw = seeded(seed);
  const pools = groupBy(
    histories.flatMap(({ games }) => games),
    ({ position }) => position,
  );
  return histories.map((history) => ({
    ...history,
    games: history.games.map((game) => replaced(game, pools.get(game.position) ?? [game], draw)),
    level: null,
    previousMatchAt: null,
  }));
}

function replaced(game: HistoryGame, pool: readonly HistoryGame[], draw: Draw): HistoryGame {
  const { matchId, playedAt, lobby } = game;
  return { ...(pool[draw(pool.length)] ?? game), matchId, playedAt, lobby };
}
