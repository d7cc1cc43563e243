// Step: what the stat line of one game says about the strength of its player.

import type { Baseline } from './baseline.ts';
import { channelsOf, clippedResidual, logKdaMeansOf } from './channels.ts';
import type { GameLine } from './game-line.ts';

/** Shorter games carry no usual stat line: only their result counts. Source: the rows of the baseline. */
export const MIN_DURATION = 900;

export interface GameEvidence {
  /** Performance in combat and in the lane, weighted residuals; 0 where nothing is known. */
  readonly combat: number;
  readonly lane: number;
  /** Information of the two: 0 = nothing was read. */
  readonly combatInformation: number;
  readonly laneInformation: number;
  /** Residuals for people; null where nothing was read. */
  readonly combatResidual: number | null;
  readonly goldResidual: number | null;
}

const nothing: GameEvidence = {
  combat: 0,
  lane: 0,
  combatInformation: 0,
  laneInformation: 0,
  combatResidual: null,
  goldResidual: null,
};

export function gameEvidenceOf(line: GameLine, baseline: Baseline): GameEvidence {
  const { position, gameDuration } = line;
  if (position === null || gameDuration < MIN_DURATION) return nothing;
  const role = baseline.roles[position];
  const [kills, gold, vision] = channelsOf(line, position, logKdaMeansOf(baseline.roles));
  const context = { line, measured: role };
  const combatResidual = clippedResidual(kills, 0, context);
  const goldResidual = gold === null ? null : clippedResidual(gold, 1, context);
  const visionResidual = vision === null ? null : clippedResidual(vision, 2, context);
  return {
    combat: role.weights[0] * combatResidual,
    lane: role.weights[1] * (goldResidual ?? 0) + role.weights[2] * (visionResidual ?? 0),
    combatInformation: role.information[0],
    laneInformation:
      (goldResidual === null ? 0 : role.information[1]) + (visionResidual === null ? 0 : role.information[2]),
    combatResidual,
    goldResidual,
  };
}
