// Builds histories, matches and rows for tests of the profile `calibrated`.

import { type Baseline, type BaselineContent, identified } from '../../../../src/analysis/calibrated/baseline.ts';
import { defaultBaseline } from '../../../../src/analysis/calibrated/default-baseline.ts';
import type { GameLine } from '../../../../src/analysis/calibrated/game-line.ts';
import type { History, HistoryGame } from '../../../../src/analysis/calibrated/history.ts';
import { defaultCalibration } from '../../../../src/analysis/calibrated/probability.ts';
import type { RankPoint } from '../../../../src/analysis/evidence.ts';
import type { EvidenceParticipant } from '../../../../src/analysis/player-evidence.ts';
import { teamPositions } from '../../../../src/league/match.ts';
import type { Rank } from '../../../../src/league/rank.ts';

export const DAY_MS = 86_400_000;
/** 2025-06-01. */
export const START_AT = 1_748_736_000_000;

export const settings = { ...defaultCalibration, baseline: defaultBaseline, missingMatches: 0 };

/** An average game in the middle lane, lost. */
export const averageGame: HistoryGame = {
  matchId: 'EUW1_1',
  playedAt: START_AT,
  gameDuration: 1800,
  win: false,
  position: 'MIDDLE',
  logKda: 0.2,
  othersLogKda: 0.8,
  othersPositions: ['TOP', 'TOP', 'JUNGLE', 'JUNGLE', 'MIDDLE', 'BOTTOM', 'BOTTOM', 'UTILITY', 'UTILITY'],
  goldLead: -0.1,
  visionLead: 0,
  lobby: [],
};

/** `count` games, one a day, every second one won, with the given changes. */
export function games(count: number, changes: Partial<HistoryGame> = {}): HistoryGame[] {
  return Array.from({ length: count }, (_, index) => {
    const win = index % 2 === 1;
    const line = { win, logKda: win ? 1.2 : 0.2, goldLead: win ? 0.15 : -0.15 };
    const matchId = `EUW1_${1000 + index}`;
    return { ...averageGame, ...line, matchId, playedAt: START_AT + index * DAY_MS, ...changes };
  });
}

export function history(played: readonly HistoryGame[], changes: Partial<History> = {}): History {
  const rest = { ranks: [], rankCheckedAt: null, level: null, previousMatchAt: null };
  return { id: 'somebody', games: played, ...rest, ...changes };
}

const gold: Rank = { tier: 'GOLD', division: 'IV', leaguePoints: 0 };

export function snapshot(day: number, rank: Partial<Rank> = {}): RankPoint {
  return { at: START_AT + day * DAY_MS, ...gold, ...rank };
}

/** The ten rows of a match: both teams play every position, `team 100` wins. */
export function match(changes: (row: EvidenceParticipant, index: number) => Partial<EvidenceParticipant> = () => ({})) {
  return Array.from({ length: 10 }, (_, index): EvidenceParticipant => {
    const row = {
      puuid: `player-${index}`,
      teamId: index < 5 ? 100 : 200,
      teamPosition: teamPositions[index % 5] ?? '',
      win: index < 5,
      kills: index,
      deaths: 5,
      assists: 7,
      goldEarned: 10_000 + 500 * index,
      visionScore: 20 + index,
      cs: 180,
    };
    return { ...row, ...changes(row, index) };
  });
}

/** An id that shows its text: good enough for a test. */
export function rebuilt(changes: Partial<BaselineContent>): Baseline {
  const { id: _, ...content } = defaultBaseline;
  return identified({ ...content, ...changes }, (json) => `id of ${json.length} letters`);
}

export const topGame: GameLine = {
  ...averageGame,
  win: true,
  position: 'TOP',
  logKda: Math.log(15 / 4),
  othersLogKda: 0.75,
  othersPositions: ['TOP', 'JUNGLE', 'JUNGLE', 'MIDDLE', 'MIDDLE', 'BOTTOM', 'BOTTOM', 'UTILITY', 'UTILITY'],
  goldLead: Math.log(13_000 / 11_500),
  visionLead: Math.log(23 / 19),
};
