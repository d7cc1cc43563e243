// What a judgement is made from: the sample with everybody in it, ranks, and what was before. Seven statements a player.

import type { RankPoint } from '../../analysis/evidence.ts';
import type { EvidenceGame, EvidenceParticipant } from '../../analysis/player-evidence.ts';
import { isDivision, isTier } from '../../league/rank.ts';
import type { EvidenceQuery, LoadedEvidence, PastEvidenceQuery } from '../analyses-store.ts';
import type { StoreContext } from '../context.ts';
import type { PlayerRank } from '../records.ts';
import { type EvidenceStatements, prepareEvidence } from './evidence-statements.ts';

type Query = EvidenceQuery | PastEvidenceQuery;

export function evidenceLoader(context: StoreContext): (query: Query) => Promise<LoadedEvidence> {
  let statements: EvidenceStatements | undefined;
  return async (query) => {
    statements ??= prepareEvidence(context);
    return loadPlayerEvidence(statements, query);
  };
}

/** Rows that change are asked for once and before those that only become more, so that all of it fits together. */
function loadPlayerEvidence(statements: EvidenceStatements, query: Query): LoadedEvidence {
  const { puuid, queueId } = query;
  const look = 'basis' in query ? { ...query.basis, gamesStored: null } : lookNow(statements, query);
  const sample = sampleOf(statements, query).reverse();
  const participants = participantsOf(statements, sample, puuid);
  const games = sample.map(({ summonerLevel: _, ...game }) => ({
    ...game,
    participants: participants.get(game.matchId) ?? [],
  }));
  const ranks = ranksOf(statements, query, { games, until: look.ranksUntil });
  return freeze({
    puuid,
    queueId,
    games,
    ranks,
    rankCheckedAt: look.rankCheckedAt,
    level: sample.at(-1)?.summonerLevel || null,
    previousMatchAt: 'basis' in query ? query.basis.previousMatchAt : previousMatchAt(statements, puuid, games[0]),
    ranksUntil: look.ranksUntil,
    gamesStored: look.gamesStored,
  });
}

function lookNow({ newestRankId, rankCheck, countable }: EvidenceStatements, { puuid, queueId, ladder = '' }: Query) {
  return {
    gamesStored: countable.get({ puuid, queueId })?.games ?? 0,
    ranksUntil: newestRankId.get()?.id ?? 0,
    rankCheckedAt: rankCheck.get({ puuid, ladder })?.at ?? null,
  };
}

/** Newest first. */
function sampleOf({ sample, pastSample }: EvidenceStatements, query: Query) {
  const { puuid, queueId } = query;
  if (!('basis' in query)) return sample.all({ puuid, queueId, size: query.sampleSize });
  const { matchIds } = query.basis;
  return pastSample.all({ puuid, matchIds: JSON.stringify(matchIds), size: matchIds.length });
}

/** By match, always in the same order: sums depend on it. Damaged rows of others are left out, as those of bots are. */
function participantsOf(
  { participants }: EvidenceStatements,
  sample: readonly { readonly matchId: string }[],
  puuid: string,
) {
  const rows = participants.all({ matchIds: JSON.stringify(sample.map(({ matchId }) => matchId)) });
  const sound = rows.filter((participant) => participant.puuid === puuid || isSound(participant));
  const seated = sound.toSorted((a, b) => a.participantId - b.participantId);
  return groupBy(seated, ({ matchId, participantId: _, ...participant }) => [matchId, participant]);
}

function isSound({ kills, deaths, assists, goldEarned, visionScore }: EvidenceParticipant): boolean {
  return [kills, deaths, assists, goldEarned, visionScore].every(Number.isFinite);
}

interface RankScope {
  readonly games: readonly EvidenceGame[];
  readonly until: number;
}

function ranksOf({ ranks }: EvidenceStatements, { puuid, ladder }: Query, { games, until }: RankScope) {
  if (ladder === undefined) return new Map<string, RankPoint[]>();
  const puuids = new Set([puuid, ...games.flatMap(({ participants }) => participants.map((row) => row.puuid))]);
  const rows = ranks.all({ puuids: JSON.stringify([...puuids]), ladder, until });
  const known = rows.flatMap((row) => asRankPoint(row).map((point) => ({ puuid: row.puuid, point })));
  return groupBy(known, (row) => [row.puuid, row.point]);
}

function asRankPoint(row: Pick<PlayerRank, 'tier' | 'rank' | 'leaguePoints' | 'createdAt'>): RankPoint[] {
  const { tier, rank, leaguePoints, createdAt } = row;
  return isTier(tier) && isDivision(rank) ? [{ at: createdAt, tier, division: rank, leaguePoints }] : [];
}

function previousMatchAt({ previousMatch }: EvidenceStatements, puuid: string, first: EvidenceGame | undefined) {
  return first === undefined ? null : (previousMatch.get({ puuid, before: first.gameCreation })?.at ?? null);
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
