// The statements that a judgement reads with, prepared once: taking them to pieces costs more than running them.

import { and, asc, desc, eq, lt, lte, max, type SQL, sql } from 'drizzle-orm';
import type { StoreContext } from '../context.ts';
import { isCountableOfFew } from './conditions.ts';

export type EvidenceStatements = ReturnType<typeof prepareEvidence>;

export function prepareEvidence(context: StoreContext) {
  return { ...ownStatements(context), ...lobbyStatements(context) };
}

/** Of the player alone. */
function ownStatements(context: StoreContext) {
  const { db, tables } = context;
  const { players, playerRanks, playerGames: games, matches, matchParticipants: own } = tables;
  const isOwn = eq(own.puuid, sql.placeholder('puuid'));
  const sampleWhere = (isChosen: SQL | undefined) =>
    db
      .select({
        matchId: matches.matchId,
        gameCreation: matches.gameCreation,
        gameDuration: matches.gameDuration,
        summonerLevel: own.summonerLevel,
      })
      .from(own)
      .innerJoin(matches, eq(matches.matchId, own.matchId))
      .where(and(isOwn, isChosen))
      .orderBy(desc(matches.gameCreation), desc(matches.matchId))
      .limit(sql.placeholder('size'))
      .prepare();
  return {
    newestRankId: db
      .select({ id: max(playerRanks.id) })
      .from(playerRanks)
      .prepare(),
    /** Only of a ladder on which the player still stands: a rank that has ended holds no longer than its row says. */
    rankCheck: db
      .select({ at: players.rankCheckedAt })
      .from(players)
      .innerJoin(playerRanks, and(eq(playerRanks.puuid, players.puuid), playerRanks.isCurrent))
      .where(and(eq(players.puuid, sql.placeholder('puuid')), eq(playerRanks.queueType, sql.placeholder('ladder'))))
      .prepare(),
    countable: db
      .select({ games: games.countable })
      .from(games)
      .where(and(eq(games.puuid, sql.placeholder('puuid')), eq(games.queueId, sql.placeholder('queueId'))))
      .prepare(),
    sample: sampleWhere(isCountableOfFew(context, sql.placeholder('queueId'))),
    pastSample: sampleWhere(isAmong(own.matchId, 'matchIds')),
    /** Of any queue, countable or not: the account was in use. */
    previousMatch: db
      .select({ at: max(matches.gameCreation) })
      .from(own)
      .innerJoin(matches, eq(matches.matchId, own.matchId))
      .where(and(isOwn, lt(matches.gameCreation, sql.placeholder('before'))))
      .prepare(),
  };
}

/** Of everybody in the sample. Both come in the order of an index: another one would have to be sorted for. */
function lobbyStatements({ db, tables }: StoreContext) {
  const { playerRanks, matchParticipants: row } = tables;
  return {
    participants: db
      .select({ matchId: row.matchId, participantId: row.participantId, ...participantColumns(row) })
      .from(row)
      .where(isAmong(row.matchId, 'matchIds'))
      .orderBy(asc(row.matchId), asc(row.puuid))
      .prepare(),
    ranks: db
      .select({
        puuid: playerRanks.puuid,
        tier: playerRanks.tier,
        rank: playerRanks.rank,
        leaguePoints: playerRanks.leaguePoints,
        createdAt: playerRanks.createdAt,
      })
      .from(playerRanks)
      .where(
        and(
          isAmong(playerRanks.puuid, 'puuids'),
          eq(playerRanks.queueType, sql.placeholder('ladder')),
          lte(playerRanks.id, sql.placeholder('until')),
        ),
      )
      .orderBy(asc(playerRanks.puuid), asc(playerRanks.createdAt), asc(playerRanks.id))
      .prepare(),
  };
}

/** As one parameter, a JSON list, however many they are. */
function isAmong(column: unknown, parameter: string): SQL {
  return sql`${column} in (select value from json_each(${sql.placeholder(parameter)}))`;
}

/** The columns of an EvidenceParticipant. */
export function participantColumns(row: StoreContext['tables']['matchParticipants']) {
  return {
    puuid: row.puuid,
    teamId: row.teamId,
    teamPosition: row.teamPosition,
    win: row.win,
    kills: row.kills,
    deaths: row.deaths,
    assists: row.assists,
    goldEarned: row.goldEarned,
    visionScore: row.visionScore,
    cs: row.cs,
  };
}
