// What else should hold: levels of one's own help, games of nobody are not flagged, the past foretells the future.
import type { Baseline } from '../../src/analysis/calibrated/baseline.ts';
import { defaultBaseline } from '../../src/analysis/calibrated/default-baseline.ts';
import type { History } from '../../src/analysis/calibrated/history.ts';
import { fitLevels } from '../../src/analysis/calibrated/level-fit.ts';
import { prepare } from '../../src/analysis/calibrated/prepared.ts';
import type { CohortLabel } from '../../src/analysis/cohort/label.ts';
import { historyOfLine } from '../../src/analysis/cohort/player.ts';
import { permuted } from '../../src/analysis/evaluation/permutation-null.ts';
import { foretell, slopeOf } from '../../src/analysis/evaluation/predictive.ts';
import { calibrationError, flagFigures, isAtLeast } from '../../src/analysis/evaluation/probability-figures.ts';
import { seeded } from '../../src/analysis/evaluation/random.ts';
import { rank } from '../../src/analysis/evaluation/ranked.ts';
import { rocAuc } from '../../src/analysis/evaluation/ranking-figures.ts';
import { correlation, halvesOf } from '../../src/analysis/evaluation/split-half.ts';
import { readWorld, type World } from './cohort.ts';
import { probabilityOf } from './scorers.ts';

const FLAG = 0.5;
/** Share of histories of nobody that may be flagged. */
const NULL_LIMIT = 0.01;
const SEED = 1;

interface Player {
  readonly history: History;
  readonly label: CohortLabel;
}

export interface ChecksResult {
  readonly lines: readonly string[];
  readonly misses: readonly string[];
}

export function checkWorld(folder: string, world: World): ChecksResult {
  const players = [...readWorld(folder, world)].map(({ line, label }) => ({ history: historyOfLine(line), label }));
  const level = fitLevels(levelsOf(players.map(({ history }) => history)));
  const histories = asInThePopulation(players).map(({ history }) => history);
  const fitted = `fitted (shift ${level.shift.toFixed(2)}, sd ${level.sd.toFixed(2)})`;
  const flagged = flaggedOfNobody(histories);
  const { slope, standardError } = slopeOf(histories.flatMap((history) => foretell(history, defaultBaseline) ?? []));
  const halves = histories.map((history) => halvesOf(history, defaultBaseline));
  const agreement = correlation(halves.map(({ odd, even }) => [odd, even] as const));
  return {
    lines: [
      `  levels as shipped: ${figuresOn(defaultBaseline, players)}; ${fitted}: ${figuresOn({ ...defaultBaseline, level }, players)}`,
      `  of histories of nobody ${(100 * flagged).toFixed(2)} % are flagged; slope of the last 20 games on the others ${slope.toFixed(2)} (standard error ${standardError.toFixed(2)}); odd against even games ${agreement.toFixed(2)}`,
    ],
    misses: flagged < NULL_LIMIT ? [] : [`${world}: too many histories of nobody are flagged`],
  };
}

/** The files hold more smurfs than their weights say: too many of them leave no usual games to draw from. */
function asInThePopulation(players: readonly Player[]): Player[] {
  const draw = seeded(SEED);
  const heaviest = Math.max(...players.map(({ label }) => label.weight));
  return players.filter(({ label }) => draw(1_000_000) < (1_000_000 * label.weight) / heaviest);
}

function levelsOf(histories: readonly History[]) {
  return histories.flatMap((history) => {
    const { start } = prepare(history, defaultBaseline).path;
    return history.level === null ? [] : [{ level: history.level, start }];
  });
}

function figuresOn(baseline: Baseline, players: readonly Player[]): string {
  const judged = players.map(({ history, label: { isSmurf, weight } }) => {
    return { score: probabilityOf(history, baseline), isSmurf, weight };
  });
  const { falsePositives } = flagFigures(judged, isAtLeast(FLAG));
  const cells = [rocAuc(rank(judged)), calibrationError(judged)].map((value) => value.toFixed(4));
  return `AUC ${cells[0]}, ECE ${cells[1]}, FPR ${(100 * falsePositives).toFixed(2)} %`;
}

function flaggedOfNobody(histories: readonly History[]): number {
  const nobody = permuted(histories, SEED);
  return nobody.filter((history) => probabilityOf(history, defaultBaseline) >= FLAG).length / nobody.length;
}
