// Factor: does the visible rank climb fast?

import { ladderPoints, type Rank, tierIndex, tiers } from '../../league/rank.ts';
import type { Evidence, RankPoint } from '../evidence.ts';
import type { Factor, FactorResult } from '../factor.ts';
import { clampToUnit } from '../game-statistics.ts';
import { capitalised, count } from '../wording.ts';

/** Only the newest snapshots say how fast the climb is now. Source: the predecessor's window. */
const NEWEST = 5;
const DAY_MS = 86_400_000;
/** A shorter distance says nothing about a day. Source: an assumption of the profile `classic`. */
const MIN_DAYS = 1;
/** League points per day, and tiers, at which each part is full; their shares. Source: the predecessor. */
const FULL_SPEED = 100;
const FULL_TIERS = 3;
const SPEED_SHARE = 0.6;
const TIERS_SHARE = 0.4;
const MASTER = tiers.indexOf('MASTER');

function score({ ranks }: Evidence): FactorResult {
  const window = ranks.slice(-NEWEST);
  const [first] = window;
  const last = window.at(-1);
  if (first === undefined || last === undefined || daysBetween(first, last) < MIN_DAYS) {
    return { kind: 'insufficient', needs: 'two rank snapshots at least one day apart' };
  }
  const days = daysBetween(first, last);
  const speed = (ladderPoints(last) - ladderPoints(first)) / days;
  const tiersUp = Math.max(0, tierIndex(last.tier) - tierIndex(first.tier));
  return {
    kind: 'scored',
    value: speed,
    score: SPEED_SHARE * clampToUnit(speed / FULL_SPEED) + TIERS_SHARE * Math.min(1, tiersUp / FULL_TIERS),
    reason: `from ${describe(first)} to ${describe(last)} in ${count(Math.round(days), 'day')}`,
  };
}

function daysBetween(first: RankPoint, last: RankPoint): number {
  return (last.at - first.at) / DAY_MS;
}

/** Apex tiers have no divisions to speak of. */
function describe({ tier, division, leaguePoints }: Rank): string {
  const name = capitalised(tier);
  return tierIndex(tier) < MASTER ? `${name} ${division} ${leaguePoints} LP` : `${name} ${leaguePoints} LP`;
}

export const rankProgression: Factor = { id: 'rankProgression', title: 'Climb of the rank', score };
