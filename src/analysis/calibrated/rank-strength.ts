// A visible rank as one number in tier units (1 tier = 4 divisions = 400 league points), and the snapshot nearest in time.

import { divisions, type Rank, tierIndex, tiers } from '../../league/rank.ts';
import type { RankPoint } from '../evidence.ts';

const MASTER = tiers.indexOf('MASTER');
const POINTS_PER_TIER = 400;
/** Below Master, promotion waits at 100 league points. Source: Riot's ranked system. */
const MAX_POINTS = 100;
/** Higher points than this rank carry no more information. Source: an assumption of the profile. */
const MAX_STRENGTH = 10;

export function rankStrength({ tier, division, leaguePoints }: Rank): number {
  const index = tierIndex(tier);
  if (index >= MASTER) return Math.min(MAX_STRENGTH, MASTER + leaguePoints / POINTS_PER_TIER);
  return index + divisions.indexOf(division) / divisions.length + Math.min(leaguePoints, MAX_POINTS) / POINTS_PER_TIER;
}

export interface Nearest {
  readonly snapshot: RankPoint;
  /** Until when the snapshot held, epoch ms; its own time where nobody looked again. */
  readonly until: number;
  readonly distanceMs: number;
}

/**
 * The snapshot nearest to a time (epoch ms); of two as near as each other the newer one.
 * `checkedAt`: the newest snapshot held at least until then.
 */
export function nearestSnapshot(
  oldestFirst: readonly RankPoint[],
  time: number,
  checkedAt: number | null = null,
): Nearest | undefined {
  let nearest: Nearest | undefined;
  for (const [index, snapshot] of oldestFirst.entries()) {
    const isNewest = index === oldestFirst.length - 1;
    const until = isNewest ? Math.max(snapshot.at, checkedAt ?? snapshot.at) : snapshot.at;
    const distanceMs = Math.max(0, snapshot.at - time, time - until);
    if (nearest === undefined || distanceMs <= nearest.distanceMs) nearest = { snapshot, until, distanceMs };
  }
  return nearest;
}
