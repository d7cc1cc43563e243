// Factor: is the player strong in several positions?

import { isTeamPosition } from '../../league/match.ts';
import type { Evidence, SampleGame } from '../evidence.ts';
import type { Factor, FactorResult } from '../factor.ts';
import { type Games, pooledKillRatio } from '../game-statistics.ts';
import { count } from '../wording.ts';

/** Fewer games say nothing about a position. Source: the predecessor. */
const MIN_GAMES = 3;
/** Kill ratio above which a position counts as strong. Source: the predecessor. */
const STRONG_RATIO = 3.5;
/** One position alone gives half a score. Source: an assumption of the profile `classic`. */
const FULL_POSITIONS = 2;

function score({ games }: Evidence): FactorResult {
  const played = byPosition(games).filter((group) => group.length >= MIN_GAMES);
  if (played.length === 0) {
    return { kind: 'insufficient', needs: `at least ${MIN_GAMES} games in one known position` };
  }
  const strong = played.filter((group) => pooledKillRatio(group) > STRONG_RATIO).length;
  return {
    kind: 'scored',
    value: strong,
    score: Math.min(1, strong / Math.max(FULL_POSITIONS, played.length)),
    reason: `more than ${STRONG_RATIO} kills and assists per death in ${strong} of ${count(played.length, 'position')}`,
  };
}

function byPosition(games: Games): Games[] {
  const groups = new Map<string, SampleGame[]>();
  for (const game of games.filter(({ teamPosition }) => isTeamPosition(teamPosition))) {
    const group = groups.get(game.teamPosition);
    if (group === undefined) groups.set(game.teamPosition, [game]);
    else group.push(game);
  }
  return [...groups.values()];
}

export const rolePerformance: Factor = { id: 'rolePerformance', title: 'Strength across positions', score };
