// Why a simulated world differs from the cohort: what the world makes otherwise is taken away, with perfect knowledge.

import type { Baseline } from '../../src/analysis/calibrated/baseline.ts';
import { calibrationError, flagFigures, isAtLeast } from '../../src/analysis/evaluation/probability-figures.ts';
import { rank } from '../../src/analysis/evaluation/ranked.ts';
import { orderFiguresOf } from '../../src/cli/commands/analysis-label-figures.ts';
import { FLAG_LINE } from '../../src/cli/commands/analysis-label-free-figures.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { type World as Cohort, defaultFolder, hasCohort } from '../detection/cohort.ts';
import { judgedBy, scoreWorld } from '../detection/scorers.ts';
import { builtFrom, matchesOf } from './baselines.ts';
import { fixed, heading, judge, row } from './figures.ts';
import { type Otherwise, type PurePlayer, purePlayers } from './pure.ts';

const variants: readonly (readonly [string, Otherwise])[] = [
  ['as it is', {}],
  ['nobody has a style of their own', { withoutStyle: true }],
  ['who wins: the own surplus alone', { resultsByOwnSurplus: true }],
  ['both', { withoutStyle: true, resultsByOwnSurplus: true }],
];

export function worldLines({ world }: Simulator, now: number): string[] {
  const rows = variants.map(([name, otherwise]) => {
    const players = purePlayers(world, otherwise);
    const baseline = ownBaseline(players, now);
    return row(
      `  ${name}`,
      players.map(({ player, history }) => ({ player, ...judge(history, baseline) })),
    );
  });
  const cohorts = hasCohort(defaultFolder) ? (['dev', 'world-style'] as const).map(cohortLine) : [];
  return [heading('perfect knowledge, the world made otherwise'), ...rows, ...cohorts];
}

export function ownBaseline(players: readonly PurePlayer[], now: number): Baseline {
  return builtFrom(
    matchesOf(players),
    players.map(({ history }) => history),
    now,
  );
}

function cohortLine(name: Cohort): string {
  const judged = judgedBy('calibrated', scoreWorld(defaultFolder, name));
  const { auc, ap, r1 } = orderFiguresOf(rank(judged));
  const { recall, falsePositives, precision } = flagFigures(judged, isAtLeast(FLAG_LINE));
  const flags = `recall ${fixed(recall)}, FPR ${(100 * falsePositives).toFixed(2)} %, precision ${fixed(precision)}`;
  const figures = `AUC ${fixed(auc)}, AP ${fixed(ap)}, R1 ${fixed(r1)}, ECE ${fixed(calibrationError(judged), 4)}`;
  return `  the cohort ${name}, weighted to 5 % smurfs: ${figures}, ${flags}`;
}
