// Hand-made cases of the profile `classic` with the numbers that it must give.

import type { Band } from '../../../src/analysis/analysis.ts';
import type { FactorId } from '../../../src/analysis/factor.ts';
import { alternating, type Play, plays, type RankOnDay } from './build.ts';

export interface ClassicCase {
  readonly name: string;
  readonly level: number | null;
  readonly ranks: readonly RankOnDay[];
  /** Newest first. */
  readonly plays: readonly Play[];
  readonly scores: Readonly<Record<FactorId, number | null>>;
  readonly total: number | null;
  readonly coverage: number;
  readonly band: Band;
}

type Scores = ClassicCase['scores'];

/** 20 games that stand out in nothing, and nothing known about the account. */
const ordinary: Scores = {
  winRate: 0,
  kda: 0,
  accountLevel: null,
  rankDiscrepancy: null,
  rankProgression: null,
  winRateTrend: 0,
  performanceConsistency: 0,
  performanceTrends: 0,
  rolePerformance: 0,
};

const nothing: Scores = {
  ...ordinary,
  winRate: null,
  kda: null,
  winRateTrend: null,
  performanceConsistency: null,
  performanceTrends: null,
  rolePerformance: null,
};

const none = { level: null, ranks: [], coverage: 0.63, band: 'none' } as const;
const tooFew = { level: 120, ranks: [], scores: nothing, total: null, coverage: 0, band: 'insufficient_data' } as const;

function won(count: number, changes: Partial<Play> = {}): Play[] {
  return plays(count, { win: true, ...changes });
}

const strong = { kills: 8, assists: 8 };

export const classicCases: readonly ClassicCase[] = [
  { ...tooFew, name: 'no games', plays: [] },
  { ...tooFew, name: '19 games', plays: [...won(10), ...plays(9)] },
  { ...none, name: 'average, nothing known', plays: alternating(20), scores: ordinary, total: 0 },
  {
    ...none,
    name: 'level 65',
    level: 65,
    plays: alternating(20),
    scores: { ...ordinary, accountLevel: 0.5 },
    total: 0.056338,
    coverage: 0.71,
  },
  {
    ...none,
    name: 'win rate 13/20',
    plays: [...won(6), ...plays(4), ...won(7), ...plays(3)],
    scores: { ...ordinary, winRate: 0.1 },
    total: 0.028571,
  },
  {
    ...none,
    name: 'KDA varies: 0 and 8',
    plays: alternating(20).map((play) => ({ ...play, kills: play.win ? 16 : 0, assists: play.win ? 16 : 0 })),
    scores: { ...ordinary, kda: 0.75, performanceConsistency: 0.171429, rolePerformance: 0.5 },
    total: 0.209751,
  },
  {
    ...none,
    name: 'odd number: 21 games, newest 10 against older 11',
    plays: [...won(10), ...plays(11)],
    scores: { ...ordinary, winRateTrend: 1 },
    total: 0.15873,
  },
  {
    ...none,
    name: 'performance rises, older vision 0',
    plays: [...won(10, { ...strong, cs: 216 }), ...plays(10, { visionScore: 0 })],
    scores: { ...ordinary, kda: 0.25, winRateTrend: 1, performanceConsistency: 0.263203, performanceTrends: 0.3 },
    total: 0.286223,
  },
  {
    ...none,
    name: 'three roles, two above 3.5',
    plays: [
      ...alternating(8, strong),
      ...alternating(8, { ...strong, teamPosition: 'TOP' }),
      ...alternating(4, { teamPosition: 'UTILITY' }),
    ],
    scores: { ...ordinary, kda: 0.55, performanceConsistency: 0.411659, rolePerformance: 0.666667 },
    total: 0.223015,
  },
  {
    ...none,
    name: 'role unknown everywhere',
    plays: alternating(20, { teamPosition: '' }),
    scores: { ...ordinary, rolePerformance: null },
    total: 0,
    coverage: 0.58,
  },
  {
    ...none,
    name: 'rank known: Silver II',
    level: 120,
    ranks: [{ day: 0, tier: 'SILVER', division: 'II', leaguePoints: 40 }],
    plays: [won(7), plays(3), won(7), plays(3)].flat().map((play) => ({ ...play, kills: 6, assists: 8 })),
    scores: {
      ...ordinary,
      winRate: 0.4,
      kda: 0.5,
      accountLevel: 0,
      rankDiscrepancy: 0.603,
      performanceConsistency: 0.485714,
    },
    total: 0.330958,
    coverage: 0.91,
  },
  {
    ...none,
    name: 'climbs two tiers in 10 days',
    level: 120,
    ranks: [
      { day: 10, tier: 'PLATINUM', division: 'IV', leaguePoints: 0 },
      { day: 5, tier: 'GOLD', division: 'IV', leaguePoints: 0 },
      { day: 0, tier: 'SILVER', division: 'IV', leaguePoints: 0 },
    ],
    plays: alternating(20),
    scores: { ...ordinary, accountLevel: 0, rankDiscrepancy: 0, rankProgression: 0.746667 },
    total: 0.0672,
    coverage: 1,
  },
  {
    ...none,
    name: 'two snapshots 6 hours apart',
    level: 120,
    ranks: [
      { day: 0.25, tier: 'GOLD', division: 'IV', leaguePoints: 50 },
      { day: 0, tier: 'GOLD', division: 'IV', leaguePoints: 20 },
    ],
    plays: alternating(20),
    scores: { ...ordinary, accountLevel: 0, rankDiscrepancy: 0 },
    total: 0,
    coverage: 0.91,
  },
  {
    name: 'everything at once',
    level: 34,
    ranks: [
      { day: 10, tier: 'GOLD', division: 'IV', leaguePoints: 0 },
      { day: 0, tier: 'BRONZE', division: 'IV', leaguePoints: 0 },
    ],
    plays: [
      ...won(10, { kills: 10, deaths: 2, assists: 8, cs: 240, visionScore: 30 }),
      ...won(6, { kills: 6, deaths: 3, assists: 6 }),
      ...plays(4, { kills: 6, deaths: 3, assists: 6 }),
    ],
    scores: {
      winRate: 1,
      kda: 1,
      accountLevel: 0.942857,
      rankDiscrepancy: 1,
      rankProgression: 0.746667,
      winRateTrend: 1,
      performanceConsistency: 0.756443,
      performanceTrends: 0.594444,
      rolePerformance: 0.5,
    },
    total: 0.890828,
    coverage: 1,
    band: 'high',
  },
];
