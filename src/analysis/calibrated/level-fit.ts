// Step: the level density of established accounts, fitted to all players without labels (EM).

import { mean } from '../game-statistics.ts';
import type { LevelBaseline } from './baseline.ts';
import { defaultLevel } from './default-baseline.ts';
import { aboveCurve, type LevelAt, logDensityEstablished, logDensityNew } from './level-density.ts';

/** Fewer players make no fit. Source: an assumption of the profile. */
const MIN_PLAYERS = 50;
const STEPS = 100;
/** Share of new accounts before the first step. */
const START_NEW_SHARE = 0.1;
/** The defaults count like this many players. Source: an assumption of the profile. */
const DEFAULT_PLAYERS = 500;
/** Levels are never known better than this. Source: an assumption of the profile. */
const MIN_SD = 0.3;
/** Players who are all alike would leave no density to step on. */
const SMALLEST_SD = 0.01;
const FEWEST_ESTABLISHED = 1e-6;

interface Fit extends LevelBaseline {
  readonly newShare: number;
}

export function fitLevels(players: readonly LevelAt[]): LevelBaseline {
  if (players.length < MIN_PLAYERS) return defaultLevel;
  let fit: Fit = { ...defaultLevel, newShare: START_NEW_SHARE };
  for (let step = 0; step < STEPS; step++) fit = improved(fit, players);
  const shrunk = (fitted: number, usual: number) =>
    usual + (players.length * (fitted - usual)) / (players.length + DEFAULT_PLAYERS);
  return {
    shift: shrunk(fit.shift, defaultLevel.shift),
    sd: Math.max(MIN_SD, shrunk(fit.sd, defaultLevel.sd)),
  };
}

function improved(fit: Fit, players: readonly LevelAt[]): Fit {
  const weights = players.map((player) => shareEstablished(player, fit));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total < FEWEST_ESTABLISHED) return fit;
  const weighted = (of: (player: LevelAt) => number) =>
    players.reduce((sum, player, index) => sum + (weights[index] ?? 0) * of(player), 0) / total;
  const shift = weighted(aboveCurve);
  const variance = weighted((player) => (aboveCurve(player) - shift) ** 2);
  return { shift, sd: Math.max(SMALLEST_SD, Math.sqrt(variance)), newShare: 1 - mean(weights) };
}

/** Probability that the account is established. */
function shareEstablished(player: LevelAt, fit: Fit): number {
  const established = (1 - fit.newShare) * Math.exp(logDensityEstablished(player, fit));
  return established / (established + fit.newShare * Math.exp(logDensityNew(player)));
}
