// What is still to be fetched: fetch_cursors, listed_matches, unavailable_matches and awaited_matches.

import type { ColumnKit } from '../columns.ts';
import type { UnavailableReason } from '../terms.ts';
import type { PlayersTable } from './players.ts';

/** How far the history of a tracked player is complete, queue by queue: each has a list of its own at Riot. */
export function fetchCursorsTable(kit: ColumnKit, players: PlayersTable) {
  return kit.table(
    'fetch_cursors',
    {
      puuid: kit
        .text()
        .notNull()
        .references(() => players.puuid, { onDelete: 'restrict' }),
      queueId: kit.int().notNull(),
      /** gameCreation. */
      completeUntil: kit.int64().notNull(),
      /** When the list of the last days was last compared with what is stored; null = never. */
      reconciledAt: kit.int64(),
    },
    (cursors) => [kit.primaryKey({ columns: [cursors.puuid, cursors.queueId] })],
  );
}

/** Ids that a list named and Riot would not give: asked for again with growing delay, and after long enough, never. */
export function unavailableMatchesTable(kit: ColumnKit) {
  return kit.table('unavailable_matches', {
    matchId: kit.text().primaryKey(),
    reason: kit.text().$type<UnavailableReason>().notNull(),
    detail: kit.text(),
    attempts: kit.int().notNull(),
    firstAttemptAt: kit.int64().notNull(),
    nextAttemptAt: kit.int64().notNull(),
    /** Set = never asked for again; only a 404 gets there. */
    tombstonedAt: kit.int64(),
  });
}

export type UnavailableMatchesTable = ReturnType<typeof unavailableMatchesTable>;

/** In whose lists an unavailable id stood: each of them asks for it again. */
export function awaitedMatchesTable(
  kit: ColumnKit,
  parents: { players: PlayersTable; unavailableMatches: UnavailableMatchesTable },
) {
  const { players, unavailableMatches } = parents;
  return kit.table(
    'awaited_matches',
    {
      puuid: kit
        .text()
        .notNull()
        .references(() => players.puuid, { onDelete: 'restrict' }),
      matchId: kit
        .text()
        .notNull()
        .references(() => unavailableMatches.matchId, { onDelete: 'restrict' }),
    },
    (awaited) => [
      kit.primaryKey({ columns: [awaited.puuid, awaited.matchId] }),
      kit.index('awaited_matches_match').on(awaited.matchId),
    ],
  );
}

/** Ids of matches that Riot listed for a discovered player and that are not stored yet: a list is paid for once. */
export function listedMatchesTable(kit: ColumnKit, players: PlayersTable) {
  return kit.table(
    'listed_matches',
    {
      puuid: kit
        .text()
        .notNull()
        .references(() => players.puuid, { onDelete: 'restrict' }),
      matchId: kit.text().notNull(),
      /** In Riot's list, 0 = the newest. */
      place: kit.int().notNull(),
    },
    (listed) => [
      kit.primaryKey({ columns: [listed.puuid, listed.matchId] }),
      kit.index('listed_matches_match').on(listed.matchId),
    ],
  );
}
