// Arbitrary evidence about one player, as fast-check draws it.

import fc from 'fast-check';
import { type Evidence, type RankPoint, SAMPLE_SIZE, type SampleGame } from '../../src/analysis/evidence.ts';
import { teamPositions } from '../../src/league/match.ts';
import { RANKED_SOLO_QUEUE } from '../../src/league/queues.ts';
import { divisions, tiers } from '../../src/league/rank.ts';

const TIMES = { min: 1_600_000_000_000, max: 1_800_000_000_000 };
const few = fc.nat({ max: 40 });

const game: fc.Arbitrary<SampleGame> = fc.record({
  matchId: fc.nat({ max: 9_999_999 }).map((id) => `EUW1_${7_000_000_000 + id}`),
  gameCreation: fc.integer(TIMES),
  gameDuration: fc.nat({ max: 4000 }),
  win: fc.boolean(),
  kills: few,
  deaths: few,
  assists: few,
  cs: fc.nat({ max: 400 }),
  visionScore: fc.nat({ max: 120 }),
  teamPosition: fc.constantFrom(...teamPositions, '', 'Invalid'),
});

const rank: fc.Arbitrary<RankPoint> = fc.record({
  at: fc.integer(TIMES),
  tier: fc.constantFrom(...tiers),
  division: fc.constantFrom(...divisions),
  leaguePoints: fc.nat({ max: 2000 }),
});

const games = fc.uniqueArray(game, { selector: ({ matchId }) => matchId, maxLength: SAMPLE_SIZE, size: 'max' });
const ranks = fc.uniqueArray(rank, { selector: ({ at }) => at, maxLength: 8 });

export const evidence: fc.Arbitrary<Evidence> = fc.record({
  puuid: fc.constant('somebody'),
  queueId: fc.constant(RANKED_SOLO_QUEUE),
  games: games.map((drawn) => drawn.toSorted((a, b) => a.gameCreation - b.gameCreation)),
  level: fc.option(fc.integer({ min: 1, max: 900 })),
  ranks: ranks.map((drawn) => drawn.toSorted((a, b) => a.at - b.at)),
});
