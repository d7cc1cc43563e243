// matches, match_participants and match_payloads.

import type { PlatformRoute } from '../../league/routing.ts';
import type { ColumnKit } from '../columns.ts';
import type { PlayersTable } from './players.ts';

export function matchesTable(kit: ColumnKit) {
  return kit.table(
    'matches',
    {
      matchId: kit.text().primaryKey(),
      platformId: kit.text().$type<PlatformRoute>().notNull(),
      queueId: kit.int().notNull(),
      gameCreation: kit.int64().notNull(),
      /** Seconds. */
      gameDuration: kit.int64().notNull(),
      gameEndTimestamp: kit.int64(),
      gameVersion: kit.text().notNull(),
      mapId: kit.int().notNull(),
      gameMode: kit.text().notNull(),
      gameType: kit.text().notNull(),
      tournamentId: kit.text(),
      isCountable: kit.flag().notNull(),
      botCount: kit.int().notNull(),
      createdAt: kit.int64().notNull(),
    },
    (matches) => [
      kit.index('matches_queue_time').on(matches.queueId, matches.gameCreation),
      kit.index('matches_time').on(matches.gameCreation, matches.matchId),
    ],
  );
}

export type MatchesTable = ReturnType<typeof matchesTable>;

export function matchParticipantsTable(kit: ColumnKit, parents: { players: PlayersTable; matches: MatchesTable }) {
  const { players, matches } = parents;
  return kit.table(
    'match_participants',
    {
      matchId: kit
        .text()
        .notNull()
        .references(() => matches.matchId, { onDelete: 'restrict' }),
      puuid: kit
        .text()
        .notNull()
        .references(() => players.puuid, { onDelete: 'restrict' }),
      ...identityColumns(kit),
      ...performanceColumns(kit),
    },
    (participants) => [
      kit.primaryKey({ columns: [participants.matchId, participants.puuid] }),
      kit.index('match_participants_puuid').on(participants.puuid),
    ],
  );
}

/** How many countable games of a queue are stored of a player: counted with each match, for whoever asks often. */
export function playerGamesTable(kit: ColumnKit, players: PlayersTable) {
  return kit.table(
    'player_games',
    {
      puuid: kit
        .text()
        .notNull()
        .references(() => players.puuid, { onDelete: 'restrict' }),
      queueId: kit.int().notNull(),
      countable: kit.int().notNull(),
    },
    (games) => [
      kit.primaryKey({ columns: [games.puuid, games.queueId] }),
      kit.index('player_games_most').on(games.queueId, games.countable),
    ],
  );
}

function identityColumns(kit: ColumnKit) {
  return {
    participantId: kit.int().notNull(),
    teamId: kit.int().notNull(),
    summonerName: kit.text(),
    tagLine: kit.text(),
    summonerLevel: kit.int(),
    profileIconId: kit.int(),
    championId: kit.int().notNull(),
    championName: kit.text().notNull(),
    champLevel: kit.int().notNull(),
    teamPosition: kit.text().notNull(),
    individualPosition: kit.text().notNull(),
    lane: kit.text().notNull(),
    role: kit.text().notNull(),
  };
}

function performanceColumns(kit: ColumnKit) {
  return {
    win: kit.flag().notNull(),
    kills: kit.int().notNull(),
    deaths: kit.int().notNull(),
    assists: kit.int().notNull(),
    kda: kit.real().notNull(),
    goldEarned: kit.int().notNull(),
    cs: kit.int().notNull(),
    visionScore: kit.int().notNull(),
    totalDamageDealt: kit.int().notNull(),
    totalDamageDealtToChampions: kit.int().notNull(),
    totalDamageTaken: kit.int().notNull(),
    totalHeal: kit.int().notNull(),
  };
}

/** Riot's JSON text, compressed: the truth from which the other tables can be rebuilt without a request. */
export function matchPayloadsTable(kit: ColumnKit, matches: MatchesTable) {
  return kit.table('match_payloads', {
    matchId: kit
      .text()
      .primaryKey()
      .references(() => matches.matchId, { onDelete: 'restrict' }),
    codec: kit.text().notNull(),
    payload: kit.bytes().notNull(),
  });
}
