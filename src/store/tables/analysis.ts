// player_analysis: one row per judgement, never changed by a job afterwards.

import type { Band, Profile } from '../../analysis/analysis.ts';
import type { CalibratedBand } from '../../analysis/calibrated/band.ts';
import type { TeamPosition } from '../../league/match.ts';
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
      confidence: kit.text().$type<Band | CalibratedBand>().notNull(),
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
      ...calibratedColumns(kit),
      /** Most played position of the sample; null = unknown. */
      mainPosition: kit.text().$type<TeamPosition>(),
      /** JSON: which of the rows that change were seen, so that the verdict can be computed again (EvidenceBasis). */
      basisJson: kit.text(),
      /** Set by a person, never by a job. */
      falsePositiveReported: kit.flag().notNull().default(false),
      manuallyVerified: kit.flag().notNull().default(false),
      notes: kit.text(),
      createdAt: kit.int64().notNull(),
    },
    (analyses) => [
      kit.index('player_analysis_latest').on(analyses.puuid, analyses.id),
      kit.index('player_analysis_flagged').on(analyses.isSmurf),
      kit.index('player_analysis_peers').on(analyses.mainPosition, analyses.id),
    ],
  );
}

/** Of the profile `calibrated`; NULL in the rows of others. The numbers give the same bits back. */
function calibratedColumns(kit: ColumnKit) {
  return {
    baselineId: kit.text(),
    prior: kit.real(),
    /** JSON: version, a, b, c. */
    coefficientsJson: kit.text(),
    /** Stored matches that were missing for a baseline of one's own; above 0, nobody was flagged. */
    missingMatches: kit.int(),
    /** ln of how much likelier the evidence is under the smurf stories; NULL with insufficient data, as the next three. */
    llr: kit.real(),
    low: kit.real(),
    high: kit.real(),
    /** JSON: logit, its standard error, the log evidence of each story. */
    judgementJson: kit.text(),
    /** Mean residual of kills, deaths and assists: what others of the position are compared with. */
    combat: kit.real(),
  };
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
