// Rows for the store's tests: accounts, games, ladder entries and verdicts with the fields that matter given.

import type { Analysis } from '../../src/analysis/analysis.ts';
import type { CalibratedAnalysis, FactorOutcome } from '../../src/analysis/calibrated/analyze.ts';
import type { FactorId, FactorResult } from '../../src/analysis/factor.ts';
import type { FetchedMatch, Match, Participant } from '../../src/league/match.ts';
import type { Account, LeagueEntry } from '../../src/league/player.ts';
import { DAY_MS, NOW, type World } from './world.ts';

const SOLO = 420;

export function matchIdOf(id: number): string {
  return `EUW1_${7_000_000_000 + id}`;
}

export function accountOf(puuid: string, gameName: string | null = `Name of ${puuid}`): Account {
  return { puuid, gameName, tagLine: gameName === null ? null : 'TAG' };
}

/** Tracks the player at NOW. */
export async function track({ store }: World, puuid = 'tracked'): Promise<void> {
  await store.players.track({ account: accountOf(puuid), platform: 'euw1', now: NOW });
}

export interface Game {
  readonly id: number;
  /** gameCreation; without it the game `id` days after the day 0 of all tests. */
  readonly at?: number;
  readonly puuids: readonly string[];
  readonly match?: Partial<Match>;
  /** For every participant. */
  readonly participant?: Partial<Participant>;
  readonly payload?: string;
  /** Players who hide their identity. */
  readonly hidden?: number;
}

const DAY_0 = NOW - 200 * DAY_MS;

export function atDay(day: number): number {
  return DAY_0 + day * DAY_MS;
}

export function gameOf({ id, at = atDay(id), puuids, match, participant, payload, hidden = 0 }: Game): FetchedMatch {
  const matchId = matchIdOf(id);
  return {
    match: { ...plainMatch(matchId, at), ...match },
    participants: puuids.map((puuid, index) => ({ ...plainParticipant(matchId, puuid, index), ...participant })),
    hiddenCount: hidden,
    payload: payload ?? JSON.stringify({ metadata: { matchId } }),
  };
}

function plainMatch(matchId: string, gameCreation: number): Match {
  return {
    matchId,
    platformId: 'euw1',
    queueId: SOLO,
    gameCreation,
    gameDuration: 1800,
    gameEndTimestamp: gameCreation + 1_800_000,
    gameVersion: '15.20.1',
    mapId: 11,
    gameMode: 'CLASSIC',
    gameType: 'MATCHED_GAME',
    tournamentId: null,
    isCountable: true,
    botCount: 0,
  };
}

function plainParticipant(matchId: string, puuid: string, index: number): Participant {
  return {
    matchId,
    puuid,
    participantId: index + 1,
    teamId: index < 5 ? 100 : 200,
    summonerName: `Name of ${puuid}`,
    tagLine: 'TAG',
    summonerLevel: 100,
    profileIconId: 7,
    championId: 1,
    championName: 'Annie',
    champLevel: 16,
    teamPosition: 'MIDDLE',
    individualPosition: 'MIDDLE',
    lane: 'MIDDLE',
    role: 'SOLO',
    win: index < 5,
    kills: 4,
    deaths: 2,
    assists: 6,
    kda: 5,
    goldEarned: 11_000,
    cs: 180,
    visionScore: 20,
    totalDamageDealt: 120_000,
    totalDamageDealtToChampions: 20_000,
    totalDamageTaken: 18_000,
    totalHeal: 3000,
  };
}

let lastGame = 100_000;

/** Saves `count` games of these players, each a minute after the one before; every call makes new ones. */
export async function play(world: World, count: number, game: Omit<Game, 'id' | 'at'>): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    lastGame += 1;
    await world.save({ fetched: gameOf({ ...game, id: lastGame, at: DAY_0 + lastGame * 60_000 }) });
  }
}

export function entryOf(changes: Partial<LeagueEntry> = {}): LeagueEntry {
  return {
    queueType: 'RANKED_SOLO_5x5',
    tier: 'GOLD',
    division: 'II',
    leaguePoints: 40,
    wins: 30,
    losses: 25,
    veteran: false,
    inactive: false,
    freshBlood: false,
    hotStreak: true,
    leagueId: 'a-league',
    ...changes,
  };
}

const scored = (score: number): FactorResult => ({ kind: 'scored', value: 1, score, reason: `scored ${score}` });

export const factorResults: Readonly<Record<FactorId, FactorResult>> = {
  winRate: scored(0.1),
  kda: scored(0.2),
  accountLevel: { kind: 'insufficient', needs: 'a level' },
  rankDiscrepancy: scored(0.4),
  rankProgression: { kind: 'insufficient', needs: 'two snapshots' },
  winRateTrend: scored(0.6),
  performanceConsistency: scored(0.7),
  performanceTrends: scored(0.8),
  rolePerformance: scored(0),
};

export function analysisOf(puuid: string, changes: Partial<Analysis> = {}): Analysis {
  return {
    puuid,
    profile: 'classic',
    profileVersion: 'version-1',
    queueId: SOLO,
    isSmurf: true,
    smurfScore: 0.7,
    confidence: 'medium',
    coverage: 0.9,
    factors: factorResults,
    gamesAnalyzed: 20,
    firstMatchId: matchIdOf(1),
    lastMatchId: matchIdOf(20),
    accountLevel: 55,
    currentTier: 'GOLD',
    currentDivision: 'II',
    ...changes,
  };
}

export const innocent = { isSmurf: false, smurfScore: 0.2, confidence: 'none' } as const satisfies Partial<Analysis>;

const outcome = (score: number | null, contribution: number): FactorOutcome => ({
  contribution,
  score,
  statistic: { games: 20, share: 1 / 3, level: null, words: 'text' },
  words: `contributed ${contribution}`,
  hasRead: score !== null,
});

/** With numbers that no short decimal stands for. */
export const judgement: NonNullable<CalibratedAnalysis['judgement']> = {
  llr: 2.3000000000000003,
  logit: 0.1 + 0.2,
  probability: 2 / 3,
  standardError: Math.PI,
  low: 1e-17,
  high: 1 - Number.EPSILON,
  evidence: { regular: -10 / 3, improver: -4, returning: -5, fresh: -1 / 7, deranker: -6, piloted: -2 },
  factors: {
    winRate: outcome(0.1, 0.2),
    kda: { ...outcome(0.2, 0.4), statistic: { combat: 0.1 + 0.7, percentile: null } },
    accountLevel: outcome(null, 0),
    rankDiscrepancy: outcome(1 / 3, 0.7),
    rankProgression: outcome(null, 0.1),
    winRateTrend: outcome(0.6, 0.3),
    performanceConsistency: outcome(0.7, 0.3),
    performanceTrends: outcome(0.8, 0.3),
    rolePerformance: outcome(0, -0.3),
  },
  coverage: 0.95,
};

export function calibratedOf(puuid: string, changes: Partial<CalibratedAnalysis> = {}) {
  return {
    id: puuid,
    profile: 'calibrated',
    profileVersion: 'version-1',
    baselineId: 'a-baseline',
    prior: 0.05,
    coefficients: { version: 'a-version', a: 0.1 + 0.2, b: 1.5, c: -0.4 },
    missingMatches: 0,
    isSmurf: true,
    band: 'possible',
    gamesAnalyzed: 20,
    firstMatchId: matchIdOf(1),
    lastMatchId: matchIdOf(20),
    accountLevel: 55,
    currentTier: 'GOLD',
    currentDivision: 'II',
    judgement,
    queueId: SOLO,
    ...changes,
  } satisfies CalibratedAnalysis & { readonly queueId: number };
}
