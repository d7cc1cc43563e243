// Do the games up to a moment foretell where the visible rank goes in the month after it?

import type { Baseline } from '../calibrated/baseline.ts';
import type { History } from '../calibrated/history.ts';
import { prepare } from '../calibrated/prepared.ts';
import { nearestSnapshot, rankStrength } from '../calibrated/rank-strength.ts';
import { allGames, fullTermsOf, scoreOf } from '../calibrated/score.ts';
import { MIN_SAMPLE, type RankPoint } from '../evidence.ts';

const DAY_MS = 86_400_000;
/** Source: the evaluation protocol of the profile. */
const MONTH_MS = 30 * DAY_MS;
/** A snapshot this far from the end of the month tells the rank there. Source: an assumption. */
const MAX_DISTANCE_MS = 10 * DAY_MS;

export interface RankChange {
  /** Log likelihood ratio of what was known then. The level is left out: only that of the newest game is known. */
  readonly llr: number;
  /** Tiers within the month, above 0 = up. */
  readonly change: number;
}

/** At the latest snapshot with enough games before it and a known rank a month after it; null where there is none. */
export function rankChangeOf(history: History, baseline: Baseline): RankChange | null {
  for (const snapshot of history.ranks.toReversed()) {
    const past = pastOf(history, snapshot);
    if (past.games.length < MIN_SAMPLE) return null;
    const later = monthAfter(history, snapshot);
    if (later === undefined) continue;
    const prepared = prepare(past, baseline);
    const { llr } = scoreOf(prepared, fullTermsOf(prepared), allGames(prepared));
    return { llr, change: rankStrength(later) - rankStrength(snapshot) };
  }
  return null;
}

function pastOf(history: History, { at }: RankPoint): History {
  const games = history.games.filter(({ playedAt }) => playedAt <= at);
  const ranks = history.ranks.filter((rank) => rank.at <= at);
  return { ...history, games, ranks, rankCheckedAt: at, level: null };
}

/** The snapshot itself, where somebody looked and nothing had changed. */
function monthAfter({ ranks, rankCheckedAt }: History, { at }: RankPoint): RankPoint | undefined {
  const known = ranks.filter((rank) => rank.at >= at);
  const nearest = nearestSnapshot(known, at + MONTH_MS, rankCheckedAt);
  return nearest !== undefined && nearest.distanceMs <= MAX_DISTANCE_MS ? nearest.snapshot : undefined;
}
