// On the cohort: playing one game better, or winning it, never speaks less for a stronger player.

import { describe, expect, it } from 'vitest';
import { defaultBaseline } from '../../../../src/analysis/calibrated/default-baseline.ts';
import { steadyEvidenceOf } from '../../../../src/analysis/calibrated/log-evidence.ts';
import { type Prepared, prepare } from '../../../../src/analysis/calibrated/prepared.ts';
import { allGames, fullTermsOf } from '../../../../src/analysis/calibrated/score.ts';
import { select } from '../../../../src/analysis/calibrated/selection.ts';
import { resultRowsOf, type ScoredGame } from '../../../../src/analysis/calibrated/terms.ts';
import { parseCohortLine } from '../../../../src/analysis/cohort/line.ts';
import { historyOfLine } from '../../../../src/analysis/cohort/player.ts';
import { selectedCases } from './cohort.ts';

const players = selectedCases().map(({ line }) => historyOfLine(parseCohortLine(line)));
const BETTER = 0.05;

describe.each(players.map((history) => [history.id, history] as const))('%s', (_id, history) => {
  const prepared = prepare(history, defaultBaseline);
  const before = freshOverRegular(prepared, prepared.games);

  it('playing any game better speaks for a stronger player', () => {
    for (const [index, game] of prepared.games.entries()) {
      const better = { ...game, combat: game.combat + BETTER };
      expect(freshOverRegular(prepared, prepared.games.with(index, better))).toBeGreaterThanOrEqual(before);
    }
  });

  it('winning any lost game speaks for a stronger player', () => {
    for (const [index, game] of prepared.games.entries()) {
      const won = { ...game, win: true };
      expect(freshOverRegular(prepared, prepared.games.with(index, won))).toBeGreaterThanOrEqual(before);
    }
  });
});

function freshOverRegular(prepared: Prepared, games: readonly ScoredGame[]): number {
  const changed = { ...prepared, games, results: resultRowsOf(games) };
  const { fresh, regular } = steadyEvidenceOf(select(fullTermsOf(changed), allGames(changed)));
  return fresh - regular;
}
