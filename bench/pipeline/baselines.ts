// Baselines of a world: as the jobs would build them from more or fewer matches.

import { type Baseline, identified } from '../../src/analysis/calibrated/baseline.ts';
import { estimateBaseline } from '../../src/analysis/calibrated/baseline-estimate.ts';
import { type BaselineMatch, baselineRowsOf } from '../../src/analysis/calibrated/baseline-rows.ts';
import type { History } from '../../src/analysis/calibrated/history.ts';
import { rankPathOf } from '../../src/analysis/calibrated/rank-path.ts';
import { RANKED_SOLO_QUEUE } from '../../src/league/queues.ts';

export function builtFrom(matches: Iterable<BaselineMatch>, histories: readonly History[], now: number): Baseline {
  const levels = histories.flatMap((history) =>
    history.level === null ? [] : [{ level: history.level, start: rankPathOf(history).start }],
  );
  return identified(
    estimateBaseline({ queueId: RANKED_SOLO_QUEUE, rows: baselineRowsOf(matches, now), levels, patch: null }),
    () => 'bench',
  );
}

/** Newest first, each once. */
export function matchesOf(players: readonly { readonly evidence: { readonly games: readonly BaselineGame[] } }[]) {
  const games = new Map(players.flatMap(({ evidence }) => evidence.games.map((game) => [game.matchId, game] as const)));
  return [...games.values()].sort((a, b) => b.gameCreation - a.gameCreation);
}

interface BaselineGame extends BaselineMatch {
  readonly matchId: string;
}
