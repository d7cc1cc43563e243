// Factor: do the results stand out from what is usual in the player's own tier?

import type { Tier } from '../../league/rank.ts';
import type { Evidence } from '../evidence.ts';
import type { Factor, FactorResult } from '../factor.ts';
import { pooledKillRatio, winRate } from '../game-statistics.ts';
import { capitalised, decimal, percent } from '../wording.ts';

/** Mean kill ratio by tier. Source: op.gg, 2021; Emerald, which came later, interpolated. */
const USUAL_KILL_RATIO: Readonly<Record<Tier, number>> = {
  IRON: 1.84,
  BRONZE: 2.14,
  SILVER: 2.29,
  GOLD: 2.37,
  PLATINUM: 2.44,
  EMERALD: 2.48,
  DIAMOND: 2.51,
  MASTER: 2.59,
  GRANDMASTER: 2.59,
  CHALLENGER: 2.72,
};
/** Matchmaking aims at even games in every tier. */
const USUAL_WIN_RATE = 0.5;
/** Shares of the two surpluses, and the factor to a full score. Source: an assumption of the profile `classic`. */
const KILL_RATIO_SHARE = 0.2;
const WIN_RATE_SHARE = 0.8;
const SCALE = 1.5;

function score({ games, ranks }: Evidence): FactorResult {
  const current = ranks.at(-1);
  if (current === undefined) return { kind: 'insufficient', needs: 'at least one rank snapshot' };
  if (games.length === 0) return { kind: 'insufficient', needs: 'at least one game' };
  const ratio = pooledKillRatio(games);
  const usual = USUAL_KILL_RATIO[current.tier];
  const wins = winRate(games);
  const value = KILL_RATIO_SHARE * Math.max(0, ratio - usual) + WIN_RATE_SHARE * Math.max(0, wins - USUAL_WIN_RATE);
  const tier = capitalised(current.tier);
  return {
    kind: 'scored',
    value,
    score: Math.min(1, SCALE * value),
    reason: `${decimal(ratio)} kills and assists per death (${decimal(usual)} is usual in ${tier}), ${percent(wins)} won`,
  };
}

export const rankDiscrepancy: Factor = { id: 'rankDiscrepancy', title: 'Results against rank', score };
