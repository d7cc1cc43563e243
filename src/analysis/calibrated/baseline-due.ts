// When a baseline is built anew.

import { teamPositions } from '../../league/match.ts';
import type { Baseline } from './baseline.ts';
import { missingMatches, type RowCounts } from './baseline-rows.ts';
import { DEFAULT_BASELINE_ID } from './default-baseline.ts';

/** Growth of the rows that makes a baseline old. Source: an assumption of the profile. */
const GROWTH = 1.2;

export interface StoredRows {
  /** Rows that a new baseline would use, by position. */
  readonly rows: RowCounts;
  /** Patch of the newest match, `15.12`; null = unknown. */
  readonly newestPatch: string | null;
}

export function isBaselineDue(current: Baseline, { rows, newestPatch }: StoredRows): boolean {
  if (missingMatches(rows) > 0) return false;
  if (current.id === DEFAULT_BASELINE_ID) return true;
  return isNewerPatch(newestPatch, current.patch) || total(rows) >= GROWTH * total(current.rows);
}

/** `15.12.688.1234` -> `15.12`; null where it is no version. */
export function patchOf(gameVersion: string): string | null {
  return /^\d+\.\d+/.exec(gameVersion)?.[0] ?? null;
}

function isNewerPatch(patch: string | null, than: string | null): boolean {
  if (patch === null || than === null) return patch !== null;
  const [major = 0, minor = 0] = patch.split('.').map(Number);
  const [thanMajor = 0, thanMinor = 0] = than.split('.').map(Number);
  return major > thanMajor || (major === thanMajor && minor > thanMinor);
}

function total(rows: RowCounts): number {
  return teamPositions.reduce((sum, position) => sum + rows[position], 0);
}
