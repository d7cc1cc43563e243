// What several factors of the profile `calibrated` say in the same words. Never a skill number or an estimated rank.

import { type Rank, tierIndex, tiers } from '../../league/rank.ts';
import { capitalised } from '../wording.ts';
import type { ScoredGame } from './terms.ts';

const MASTER = tiers.indexOf('MASTER');
/** A quarter of a tier: one division. */
const NOTICEABLE = 0.25;

export function performanceOf({ combat, lane }: ScoredGame): number {
  return combat + lane;
}

export function informationOf({ combatInformation, laneInformation }: ScoredGame): number {
  return combatInformation + laneInformation;
}

/** `0.4` -> `0.40 standard deviations above the usual`. */
export function beyondUsual(residual: number): string {
  const size = Math.abs(residual).toFixed(2);
  return `${size} standard deviations ${residual < 0 ? 'below' : 'above'} the usual`;
}

/** Apex tiers have no divisions to speak of. */
export function rankWords({ tier, division, leaguePoints }: Rank): string {
  const name = capitalised(tier);
  return tierIndex(tier) < MASTER ? `${name} ${division} ${leaguePoints} LP` : `${name} ${leaguePoints} LP`;
}

/** Where the lobbies stand against the player's own visible rank, in tier units. */
export function placeWords(gap: number): string {
  if (Math.abs(gap) < NOTICEABLE) return 'in lobbies at that rank';
  return gap > 0 ? 'in lobbies above that rank' : 'in lobbies below that rank';
}
