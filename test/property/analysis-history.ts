// Arbitrary histories of one player, as fast-check draws them.

import fc from 'fast-check';
import type { History, HistoryGame } from '../../src/analysis/calibrated/history.ts';
import type { RankPoint } from '../../src/analysis/evidence.ts';
import { teamPositions } from '../../src/league/match.ts';
import { divisions, tiers } from '../../src/league/rank.ts';

const START_AT = 1_748_736_000_000;
const HOUR_MS = 3_600_000;
const DAYS = 200;

const float = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const lead = fc.option(float(-0.9, 0.9), { freq: 9 });
/** Hours after the start. */
const hours = fc.nat({ max: 24 * DAYS });

const game: fc.Arbitrary<HistoryGame> = fc.record({
  matchId: fc.nat({ max: 9_999_999 }).map((id) => `EUW1_${7_000_000_000 + id}`),
  playedAt: hours.map((after) => START_AT + after * HOUR_MS),
  gameDuration: fc.integer({ min: 300, max: 3600 }),
  win: fc.boolean(),
  position: fc.option(fc.constantFrom(...teamPositions), { freq: 20 }),
  logKda: float(-2, 3.5),
  othersLogKda: float(0, 1.5),
  othersPositions: fc.constant([...teamPositions, ...teamPositions].slice(1)),
  goldLead: lead,
  visionLead: lead,
  lobby: fc.array(float(0, 10), { maxLength: 9 }),
});

/** Ranks of a part of the ladder, so that another one can be compared. */
function rankPoints(places: readonly (typeof tiers)[number][]): fc.Arbitrary<RankPoint[]> {
  const rank = fc.record({
    at: hours.map((after) => START_AT + after * HOUR_MS),
    tier: fc.constantFrom(...places),
    division: fc.constantFrom(...divisions),
    leaguePoints: fc.nat({ max: 100 }),
  });
  return fc.uniqueArray(rank, { selector: ({ at }) => at, maxLength: 4 });
}

interface Limits {
  readonly minGames: number;
  readonly maxGames: number;
  readonly tiers?: readonly (typeof tiers)[number][];
}

export function histories({ minGames, maxGames, tiers: places = tiers }: Limits): fc.Arbitrary<History> {
  const limits = { minLength: minGames, maxLength: maxGames, size: 'max' } as const;
  return fc.record({
    id: fc.constant('somebody'),
    games: fc.array(game, limits).map((drawn) => drawn.toSorted((a, b) => a.playedAt - b.playedAt)),
    ranks: rankPoints(places).map((drawn) => drawn.toSorted((a, b) => a.at - b.at)),
    rankCheckedAt: fc.constant(null),
    level: fc.option(fc.integer({ min: 1, max: 900 })),
    previousMatchAt: fc.option(hours.map((before) => START_AT - before * HOUR_MS)),
  });
}
