// Which games speak most for a clearly stronger player, and which against one.

import type { Prepared } from './prepared.ts';
import { logResult, type ScoredGame } from './terms.ts';
import { informationOf, performanceOf } from './words.ts';

/** The two strengths that are compared: clearly above the lobby, and at its level. */
const STRONG = 2.5;
const SHOWN = 3;

export interface WeighingGame {
  readonly matchId: string;
  /** Epoch ms. */
  readonly playedAt: number;
  readonly win: boolean;
  /** Nats; above 0 speaks for a smurf. */
  readonly weight: number;
}

export interface WeighingGames {
  /** Strongest first. */
  readonly highest: readonly WeighingGame[];
  readonly lowest: readonly WeighingGame[];
}

export function weighingGames({ history, games }: Prepared): WeighingGames {
  const weighed = games.flatMap((game, index) => {
    const row = history.games[index];
    if (row === undefined) return [];
    return [{ matchId: row.matchId, playedAt: row.playedAt, win: row.win, weight: weightOf(game) }];
  });
  const sorted = weighed.toSorted((a, b) => b.weight - a.weight);
  return { highest: sorted.slice(0, SHOWN), lowest: sorted.toReversed().slice(0, SHOWN) };
}

function weightOf(game: ScoredGame): number {
  const { win, shift } = game;
  const result = logResult(win, STRONG + shift) - logResult(win, shift);
  const spread = (informationOf(game) * ((STRONG + shift) ** 2 - shift ** 2)) / 2;
  return result + performanceOf(game) * STRONG - spread;
}
