// player_analysis: one row per judgement, never changed by a job afterwards.

import type { Band, Profile } from '../../analysis/analysis.ts';
import type { ColumnKit } from '../columns.ts';
import type { PlayersTable } from './players.ts';

export function playerAnalysisTable(kit: ColumnKit, players: PlayersTable) {
  return kit.table(
    'player_analysis',
    {
      id: kit.serial(),
      puuid: kit
        .text()
        .notNull()
        .references(() => players.puuid, { onDelete: 'restrict' }),
      profile: kit.text().$type<Profile>().notNull(),
      profileVersion: kit.text().notNull(),
      queueId: kit.int().notNull(),
      isSmurf: kit.flag().notNull(),
      smurfScore: kit.real(),
      confidence: kit.text().$type<Band>().notNull(),
      coverage: kit.real().notNull(),
      ...scoreColumns(kit),
      gamesAnalyzed: kit.int().notNull(),
      /** Countable games of the queue that were stored at the time; the sample holds at most 60 of them. */
      gamesStored: kit.int().notNull(),
      firstMatchId: kit.text(),
      lastMatchId: kit.text(),
      accountLevel: kit.int(),
      currentTier: kit.text(),
      currentRank: kit.text(),
      /** JSON: per factor what was measured, the score and its reason, or what was missing. */
      factorsJson: kit.text().notNull(),
      /** Set by a person, never by a job. */
      falsePositiveReported: kit.flag().notNull().default(false),
      manuallyVerified: kit.flag().notNull().default(false),
      notes: kit.text(),
      createdAt: kit.int64().notNull(),
    },
    (analyses) => [
      kit.index('player_analysis_latest').on(analyses.puuid, analyses.id),
      kit.index('player_analysis_flagged').on(analyses.isSmurf),
    ],
  );
}

/** Unknown is NULL, never 0. */
function scoreColumns(kit: ColumnKit) {
  return {
    winRateScore: kit.real(),
    kdaScore: kit.real(),
    accountLevelScore: kit.real(),
    rankDiscrepancyScore: kit.real(),
    rankProgressionScore: kit.real(),
    winRateTrendScore: kit.real(),
    performanceConsistencyScore: kit.real(),
    performanceTrendsScore: kit.real(),
    rolePerformanceScore: kit.real(),
  };
}
