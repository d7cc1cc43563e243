// What a judgement is made from: the sample with everybody in it, ranks, and what was before. Six queries a player.

import { and, asc, desc, eq, inArray, lt, lte, max, type SQL, sql } from 'drizzle-orm';
import type { RankPoint } from '../../analysis/evidence.ts';
import type { EvidenceGame, EvidenceParticipant } from '../../analysis/player-evidence.ts';
import { isDivision, isTier } from '../../league/rank.ts';
import type { EvidenceQuery, LoadedEvidence, PastEvidenceQuery } from '../analyses-store.ts';
import type { StoreContext } from '../context.ts';
import type { PlayerRank } from '../records.ts';
import { isCountableOfFew } from './conditions.ts';

type Query = EvidenceQuery | PastEvidenceQuery;

/** Rows that change are asked for once and before those that only become more, so that all of it fits together. */
export async function loadPlayerEvidence(context: StoreContext, query: Query): Promise<LoadedEvidence> {
  const { puuid, queueId } = query;
  const look = 'basis' in query ? query.basis : await lookNow(context, puuid);
  const sample = (await sampleOf(context, query)).reverse();
  const participants = await participantsOf(context, sample, puuid);
  const games = sample.map(({ summonerLevel: _, ...game }) => ({
    ...game,
    participants: participants.get(game.matchId) ?? [],
  }));
  const ranks = await ranksOf(context, query, { games, until: look.ranksUntil });
  return freeze({
    puuid,
    queueId,
    games,
    ranks,
    rankCheckedAt: look.rankCheckedAt,
    level: sample.at(-1)?.summonerLevel || null,
    previousMatchAt: 'basis' in query ? query.basis.previousMatchAt : await previousMatchAt(context, puuid, games[0]),
    ranksUntil: look.ranksUntil,
  });
}

async function lookNow({ db, tables: { players, playerRanks } }: StoreContext, puuid: string) {
  const [newest] = await db.select({ id: max(playerRanks.id) }).from(playerRanks);
  const [player] = await db.select({ at: players.rankCheckedAt }).from(players).where(eq(players.puuid, puuid));
  return { ranksUntil: newest?.id ?? 0, rankCheckedAt: player?.at ?? null };
}

/** Newest first. */
async function sampleOf(context: StoreContext, query: Query) {
  const { db, tables } = context;
  const { matches, matchParticipants: own } = tables;
  const isChosen =
    'basis' in query ? isAmong(own.matchId, query.basis.matchIds) : isCountableOfFew(context, query.queueId);
  return db
    .select({
      matchId: matches.matchId,
      gameCreation: matches.gameCreation,
      gameDuration: matches.gameDuration,
      summonerLevel: own.summonerLevel,
    })
    .from(own)
    .innerJoin(matches, eq(matches.matchId, own.matchId))
    .where(and(eq(own.puuid, query.puuid), isChosen))
    .orderBy(desc(matches.gameCreation), desc(matches.matchId))
    .limit('basis' in query ? query.basis.matchIds.length : query.sampleSize);
}

/** By match, always in the same order: sums depend on it. Damaged rows of others are left out, as those of bots are. */
async function participantsOf(
  { db, tables }: StoreContext,
  sample: readonly { readonly matchId: string }[],
  puuid: string,
) {
  const { matchParticipants: row } = tables;
  const ids = sample.map(({ matchId }) => matchId);
  const rows = await db
    .select({ matchId: row.matchId, ...participantColumns(row) })
    .from(row)
    .where(inArray(row.matchId, ids))
    .orderBy(asc(row.matchId), asc(row.participantId), asc(row.puuid));
  const sound = rows.filter((participant) => participant.puuid === puuid || isSound(participant));
  return groupBy(sound, ({ matchId, ...participant }) => [matchId, participant]);
}

function isSound({ kills, deaths, assists, goldEarned, visionScore }: EvidenceParticipant): boolean {
  return [kills, deaths, assists, goldEarned, visionScore].every(Number.isFinite);
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

interface RankScope {
  readonly games: readonly EvidenceGame[];
  readonly until: number;
}

async function ranksOf(context: StoreContext, { puuid, ladder }: Query, { games, until }: RankScope) {
  if (ladder === undefined) return new Map<string, RankPoint[]>();
  const { db, tables } = context;
  const { playerRanks } = tables;
  const puuids = new Set([puuid, ...games.flatMap(({ participants }) => participants.map((row) => row.puuid))]);
  const rows = await db
    .select({
      puuid: playerRanks.puuid,
      tier: playerRanks.tier,
      rank: playerRanks.rank,
      leaguePoints: playerRanks.leaguePoints,
      createdAt: playerRanks.createdAt,
    })
    .from(playerRanks)
    .where(and(isAmong(playerRanks.puuid, [...puuids]), eq(playerRanks.queueType, ladder), lte(playerRanks.id, until)))
    .orderBy(asc(playerRanks.createdAt), asc(playerRanks.id));
  const known = rows.flatMap((row) => asRankPoint(row).map((point) => ({ puuid: row.puuid, point })));
  return groupBy(known, (row) => [row.puuid, row.point]);
}

function asRankPoint(row: Pick<PlayerRank, 'tier' | 'rank' | 'leaguePoints' | 'createdAt'>): RankPoint[] {
  const { tier, rank, leaguePoints, createdAt } = row;
  return isTier(tier) && isDivision(rank) ? [{ at: createdAt, tier, division: rank, leaguePoints }] : [];
}

/** Of any queue, countable or not: the account was in use. */
async function previousMatchAt({ db, tables }: StoreContext, puuid: string, first: EvidenceGame | undefined) {
  if (first === undefined) return null;
  const { matches, matchParticipants: own } = tables;
  const [row] = await db
    .select({ at: max(matches.gameCreation) })
    .from(own)
    .innerJoin(matches, eq(matches.matchId, own.matchId))
    .where(and(eq(own.puuid, puuid), lt(matches.gameCreation, first.gameCreation)));
  return row?.at ?? null;
}

/** As one parameter, however many they are. */
function isAmong(column: unknown, values: readonly string[]): SQL {
  return sql`${column} in (select value from json_each(${JSON.stringify(values)}))`;
}

export function groupBy<Row, Item>(
  rows: readonly Row[],
  entryOf: (row: Row) => readonly [string, Item],
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const row of rows) {
    const [key, item] = entryOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** The rows of a judgement cannot change between its parts. */
function freeze(
  evidence: LoadedEvidence & { readonly games: readonly (EvidenceGame & { participants: EvidenceParticipant[] })[] },
) {
  for (const { participants } of evidence.games) {
    participants.forEach(Object.freeze);
    Object.freeze(participants);
  }
  evidence.games.forEach(Object.freeze);
  Object.freeze(evidence.games);
  return Object.freeze(evidence);
}
