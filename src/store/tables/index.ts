// All tables, as a function of the column kit.

import { type ColumnKit, sqliteKit } from '../columns.ts';
import { playerAnalysisTable } from './analysis.ts';
import { banChecksTable } from './bans.ts';
import { baselinesTable, calibrationsTable, playerLabelsTable } from './detection.ts';
import { awaitedMatchesTable, fetchCursorsTable, listedMatchesTable, unavailableMatchesTable } from './fetching.ts';
import { executionLogsTable, jobConfigurationsTable, jobEventsTable, jobExecutionsTable } from './jobs.ts';
import { verifiedKeysTable } from './keys.ts';
import { matchesTable, matchParticipantsTable, matchPayloadsTable, playerGamesTable } from './matches.ts';
import { playerRanksTable, playersTable } from './players.ts';

export function defineTables(kit: ColumnKit) {
  const players = playersTable(kit);
  const matches = matchesTable(kit);
  const unavailableMatches = unavailableMatchesTable(kit);
  const jobConfigurations = jobConfigurationsTable(kit);
  const jobExecutions = jobExecutionsTable(kit, jobConfigurations);
  return {
    players,
    playerRanks: playerRanksTable(kit, players),
    matches,
    matchParticipants: matchParticipantsTable(kit, { players, matches }),
    matchPayloads: matchPayloadsTable(kit, matches),
    fetchCursors: fetchCursorsTable(kit, players),
    listedMatches: listedMatchesTable(kit, players),
    unavailableMatches,
    awaitedMatches: awaitedMatchesTable(kit, { players, unavailableMatches }),
    playerAnalysis: playerAnalysisTable(kit, players),
    playerGames: playerGamesTable(kit, players),
    banChecks: banChecksTable(kit, players),
    baselines: baselinesTable(kit),
    calibrations: calibrationsTable(kit),
    playerLabels: playerLabelsTable(kit, players),
    jobConfigurations,
    jobExecutions,
    executionLogs: executionLogsTable(kit, jobExecutions),
    jobEvents: jobEventsTable(kit),
    verifiedKeys: verifiedKeysTable(kit),
  };
}

export type Tables = ReturnType<typeof defineTables>;

/** SQLite's tables under the names that the migration generator looks for. */
export const {
  players,
  playerRanks,
  matches,
  matchParticipants,
  matchPayloads,
  fetchCursors,
  listedMatches,
  unavailableMatches,
  awaitedMatches,
  playerAnalysis,
  playerGames,
  banChecks,
  baselines,
  calibrations,
  playerLabels,
  jobConfigurations,
  jobExecutions,
  executionLogs,
  jobEvents,
  verifiedKeys,
} = defineTables(sqliteKit);
