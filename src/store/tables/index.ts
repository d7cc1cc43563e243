// All tables, as a function of the column kit.

import { type ColumnKit, sqliteKit } from '../columns.ts';
import { playerAnalysisTable } from './analysis.ts';
import { jobConfigurationsTable, jobEventsTable, jobExecutionsTable } from './jobs.ts';
import { verifiedKeysTable } from './keys.ts';
import { matchesTable, matchParticipantsTable, matchPayloadsTable, unavailableMatchesTable } from './matches.ts';
import { playerRanksTable, playersTable } from './players.ts';

export function defineTables(kit: ColumnKit) {
  const players = playersTable(kit);
  const matches = matchesTable(kit);
  const jobConfigurations = jobConfigurationsTable(kit);
  return {
    players,
    playerRanks: playerRanksTable(kit, players),
    matches,
    matchParticipants: matchParticipantsTable(kit, { players, matches }),
    matchPayloads: matchPayloadsTable(kit, matches),
    unavailableMatches: unavailableMatchesTable(kit, players),
    playerAnalysis: playerAnalysisTable(kit, players),
    jobConfigurations,
    jobExecutions: jobExecutionsTable(kit, jobConfigurations),
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
  unavailableMatches,
  playerAnalysis,
  jobConfigurations,
  jobExecutions,
  jobEvents,
  verifiedKeys,
} = defineTables(sqliteKit);
