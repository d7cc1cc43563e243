// Factor: kills, deaths and assists beyond what position, result and the other nine explain.

import { mean } from '../../game-statistics.ts';
import { percent } from '../../wording.ts';
import type { CalibratedFactor, Measure, Peers } from '../factor.ts';
import type { Prepared } from '../prepared.ts';
import { beyondUsual } from '../words.ts';

/** Fewer players make no percentile. Source: an assumption of the profile. */
const MIN_PEERS = 200;

function measure({ games }: Prepared, peers: Peers): Measure {
  const residuals = games.flatMap(({ combatResidual }) => combatResidual ?? []);
  if (residuals.length === 0) {
    const words = 'no game with a known position and full length';
    return { statistic: { combat: null, percentile: null }, words, hasRead: false };
  }
  const combat = mean(residuals);
  const percentile = percentileOf(combat, peers);
  const among = percentile === null ? '' : `, above ${percent(percentile)} of the players of the position`;
  return {
    statistic: { combat, percentile },
    words: `kills, deaths and assists ${beyondUsual(combat)} for position and result${among}`,
    hasRead: true,
  };
}

/** Share of the peers below, 0..1. */
function percentileOf(combat: number, peers: Peers): number | null {
  if (peers.length < MIN_PEERS) return null;
  return peers.filter((peer) => peer < combat).length / peers.length;
}

export const kda: CalibratedFactor = {
  id: 'kda',
  title: 'Kills, deaths, assists',
  switchesOn: 'combat',
  usualContribution: 0,
  measure,
};
