// Step: how new the account looks by its level, and whether it slept.

import type { LevelBaseline } from './baseline.ts';
import type { History } from './history.ts';
import { logDensityEstablished, logDensityNew } from './level-density.ts';

/** The densities are rough: their ratio says no more than this. Source: experiments with wrong densities. */
const LOWEST = -3;
const HIGHEST = 2;
/** A gap that counts as dormancy. Source: an assumption of the profile. */
const DORMANCY_MS = 120 * 86_400_000;

export interface Tenure {
  /** ln of how much likelier the level is on a new account than on an established one; null = level unknown. */
  readonly levelEvidence: number | null;
  /** null = unknown. */
  readonly isDormant: boolean | null;
}

export function tenureOf(history: History, start: number, baseline: LevelBaseline): Tenure {
  return { levelEvidence: levelEvidenceOf(history.level, start, baseline), isDormant: isDormant(history) };
}

function levelEvidenceOf(level: number | null, start: number, baseline: LevelBaseline): number | null {
  if (level === null) return null;
  const at = { level, start };
  return Math.max(LOWEST, Math.min(HIGHEST, logDensityNew(at) - logDensityEstablished(at, baseline)));
}

function isDormant({ games, previousMatchAt }: History): boolean | null {
  const times = games.map(({ playedAt }) => playedAt);
  if (previousMatchAt !== null) times.unshift(previousMatchAt);
  const hasGap = times.some((time, index) => time - (times[index - 1] ?? time) >= DORMANCY_MS);
  if (hasGap) return true;
  return previousMatchAt === null ? null : false;
}
