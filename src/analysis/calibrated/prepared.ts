// A player's history after the first steps: everything that the later ones read.

import { type TeamPosition, teamPositions } from '../../league/match.ts';
import type { Baseline } from './baseline.ts';
import { gameEvidenceOf } from './game-evidence.ts';
import type { History, HistoryGame } from './history.ts';
import { type RankPath, rankPathOf } from './rank-path.ts';
import { type Tenure, tenureOf } from './tenure.ts';
import { type ResultRows, resultRowsOf, type ScoredGame } from './terms.ts';

export interface Prepared {
  readonly history: History;
  readonly games: readonly ScoredGame[];
  readonly path: RankPath;
  readonly tenure: Tenure;
  /** Most played position; null where no position is known. */
  readonly mainPosition: TeamPosition | null;
  readonly results: ResultRows;
}

export function prepare(history: History, baseline: Baseline): Prepared {
  const path = rankPathOf(history);
  const mainPosition = mainPositionOf(history.games);
  const last = history.games.length - 1;
  const games = history.games.map((game, index) => {
    const shift = path.shift[index] ?? 0;
    return {
      ...gameEvidenceOf(game, baseline),
      win: game.win,
      shift,
      improvedShift: shift + (last > 0 ? index / last : 0),
      isOffRole: game.position !== null && game.position !== mainPosition,
    };
  });
  const tenure = tenureOf(history, path.start, baseline.level);
  return { history, games, path, tenure, mainPosition, results: resultRowsOf(games) };
}

/** Of positions played equally often, the one of the newest game among them. */
export function mainPositionOf(games: readonly Pick<HistoryGame, 'position'>[]): TeamPosition | null {
  const countOf = (position: TeamPosition) => games.filter((game) => game.position === position).length;
  const most = Math.max(...teamPositions.map(countOf));
  const isMain = ({ position }: Pick<HistoryGame, 'position'>) => position !== null && countOf(position) === most;
  return games.findLast(isMain)?.position ?? null;
}
