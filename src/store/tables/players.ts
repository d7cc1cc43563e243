// players and player_ranks.

import { sql } from 'drizzle-orm';
import type { PlatformRoute } from '../../league/routing.ts';
import type { ColumnKit } from '../columns.ts';

export function playersTable(kit: ColumnKit) {
  return kit.table(
    'players',
    {
      puuid: kit.text().primaryKey(),
      platform: kit.text().$type<PlatformRoute>().notNull(),
      /** Riot's game name; the tag line stands beside it. */
      summonerName: kit.text(),
      tagLine: kit.text(),
      /** When the Riot ID was seen: gameCreation of the match, or the time of an answer about the account. */
      riotIdSeenAt: kit.int64(),
      profileIconId: kit.int(),
      accountLevel: kit.int(),
      isTracked: kit.flag().notNull().default(false),
      isActive: kit.flag().notNull().default(true),
      isAnalyzed: kit.flag().notNull().default(false),
      /** 0 = tracked, 1 = met in a tracked player's match or asked about in a check, and so on; the minimum over all. */
      discoveredDepth: kit.int().notNull(),
      /** Attempts that failed since the last one that did not. */
      failedAttempts: kit.int().notNull().default(0),
      /** When the history was found too short to be of use: looked at again only after a rest. null = it was not. */
      exhaustedAt: kit.int64(),
      /** When Riot's list of the player's matches was read into listed_matches. */
      listedAt: kit.int64(),
      /** gameCreation of the newest match in which the player was seen. */
      lastSeen: kit.int64(),
      /** When a job last worked on the player, whatever came of it. */
      lastAttemptAt: kit.int64(),
      /** Last successful look-up of the rank: an unchanged rank is not a stale one. */
      rankCheckedAt: kit.int64(),
      lastBanCheck: kit.int64(),
      /** When summoner-v4 first answered 404; null = not suspected. A 404 is no proof of a ban. */
      banSuspectedAt: kit.int64(),
      /** When a second signal came: Riot knows no region of the account, or a 404 a day later. */
      banConfirmedAt: kit.int64(),
      /** Last look-up of Riot ID, level, icon and platform of a tracked player. */
      profileCheckedAt: kit.int64(),
      createdAt: kit.int64().notNull(),
      updatedAt: kit.int64().notNull(),
    },
    (players) => [
      kit.index('players_tracked').on(players.isTracked, players.isActive, players.lastAttemptAt),
      kit.index('players_riot_id').on(players.summonerName, players.tagLine),
    ],
  );
}

export type PlayersTable = ReturnType<typeof playersTable>;

/** One row per change of the ladder entry; `is_current` marks exactly one per player and ladder. */
export function playerRanksTable(kit: ColumnKit, players: PlayersTable) {
  return kit.table(
    'player_ranks',
    {
      id: kit.serial(),
      puuid: kit
        .text()
        .notNull()
        .references(() => players.puuid, { onDelete: 'restrict' }),
      queueType: kit.text().notNull(),
      tier: kit.text(),
      rank: kit.text(),
      leaguePoints: kit.int().notNull(),
      wins: kit.int().notNull(),
      losses: kit.int().notNull(),
      veteran: kit.flag().notNull(),
      inactive: kit.flag().notNull(),
      freshBlood: kit.flag().notNull(),
      hotStreak: kit.flag().notNull(),
      leagueId: kit.text(),
      isCurrent: kit.flag().notNull(),
      createdAt: kit.int64().notNull(),
    },
    (ranks) => [
      kit.index('player_ranks_history').on(ranks.puuid, ranks.queueType, ranks.createdAt),
      kit.uniqueIndex('player_ranks_current').on(ranks.puuid, ranks.queueType).where(sql`is_current = 1`),
    ],
  );
}
