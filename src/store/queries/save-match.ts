// One match in one transaction: unknown participants, the match, its rows and its payload.

import { and, gt, inArray, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Participant } from '../../league/match.ts';
import { type Rows, rowsOf, type Step } from '../batch.ts';
import { commitSteps, type StoreContext } from '../context.ts';
import { packPayload } from '../payloads.ts';
import type { Commit } from '../records.ts';
import type { SaveMatch } from '../store.ts';
import { unlistStep } from './listed-matches.ts';
import { forgetSteps } from './unavailable.ts';

export async function saveMatch(context: StoreContext, commit: Commit, save: SaveMatch): Promise<void> {
  const payload = await packPayload(save.fetched.payload);
  const { db, tables } = context;
  const { match, participants } = save.fetched;
  const { matches, matchParticipants, matchPayloads } = tables;
  const insertMatch: Step = () =>
    db
      .insert(matches)
      .values({ ...match, createdAt: commit.now })
      .onConflictDoNothing()
      .returning({ matchId: matches.matchId });
  const insertParticipants: Step = () =>
    participants.length === 0
      ? undefined
      : db
          .insert(matchParticipants)
          .values([...participants])
          .onConflictDoNothing()
          .returning({ puuid: matchParticipants.puuid });
  const insertPayload: Step = () =>
    db
      .insert(matchPayloads)
      .values({ matchId: match.matchId, ...payload })
      .onConflictDoNothing()
      .returning({ matchId: matchPayloads.matchId });
  await commitSteps(context, commit, {
    steps: [
      ...playerSteps(context, commit, save),
      insertMatch,
      insertParticipants,
      insertPayload,
      countGamesStep(context, save),
      ...forgetSteps(context, match.matchId),
      unlistStep(context, match.matchId),
    ],
    count: (rows) => countChanges(rows, save),
  });
}

/** Steps 0-3: the nearest distance among those known, new players, refreshed players, shortened distances. */
function playerSteps({ db, tables: { players } }: StoreContext, { now }: Commit, save: SaveMatch): Step[] {
  const { participants } = save.fetched;
  if (participants.length === 0) return [() => undefined, () => undefined, () => undefined, () => undefined];
  const puuids = participants.map(({ puuid }) => puuid);
  const values = (depth: number) => participants.map((participant) => newPlayer(participant, save, { depth, now }));
  const refreshed = newestWins(players);
  return [
    () =>
      db
        .select({ depth: sql`min(${players.discoveredDepth})` })
        .from(players)
        .where(inArray(players.puuid, [...puuids, save.fetchedFor])),
    (rows) =>
      db
        .insert(players)
        .values(values(depthBeyond(rows)))
        .onConflictDoNothing()
        .returning({ puuid: players.puuid }),
    (rows) =>
      db
        .insert(players)
        .values(values(depthBeyond(rows)))
        .onConflictDoUpdate({
          target: players.puuid,
          set: { ...refreshed.set, updatedAt: now },
          setWhere: refreshed.where,
        })
        .returning({ puuid: players.puuid }),
    (rows) =>
      db
        .update(players)
        .set({ discoveredDepth: depthBeyond(rows), updatedAt: now })
        .where(and(inArray(players.puuid, puuids), gt(players.discoveredDepth, depthBeyond(rows))))
        .returning({ puuid: players.puuid }),
  ];
}

/**
 * A rename in a newer match counts, an older match never does; so for level and icon. A missing value replaces none.
 * Who plays after the suspicion of a ban is not banned.
 */
function newestWins(players: StoreContext['tables']['players']) {
  const isNewest = sql`excluded.last_seen > coalesce(${players.lastSeen}, 0)`;
  const isNewestName = sql`excluded.riot_id_seen_at > coalesce(${players.riotIdSeenAt}, 0)`;
  const playsOn = sql`excluded.last_seen > ${players.banSuspectedAt}`;
  const unlessPlaying = (old: SQLWrapper) => sql`case when ${playsOn} then null else ${old} end`;
  const pick = (condition: SQL, value: SQL, old: SQLWrapper) =>
    sql`case when ${condition} then coalesce(${value}, ${old}) else ${old} end`;
  return {
    where: sql`${isNewest} or ${isNewestName} or ${playsOn}`,
    set: {
      summonerName: sql`case when ${isNewestName} then excluded.summoner_name else ${players.summonerName} end`,
      tagLine: sql`case when ${isNewestName} then excluded.tag_line else ${players.tagLine} end`,
      riotIdSeenAt: pick(isNewestName, sql`excluded.riot_id_seen_at`, players.riotIdSeenAt),
      profileIconId: pick(isNewest, sql`excluded.profile_icon_id`, players.profileIconId),
      accountLevel: pick(isNewest, sql`excluded.account_level`, players.accountLevel),
      lastSeen: pick(isNewest, sql`excluded.last_seen`, players.lastSeen),
      banSuspectedAt: unlessPlaying(players.banSuspectedAt),
      banConfirmedAt: unlessPlaying(players.banConfirmedAt),
    },
  };
}

function depthBeyond(rows: Rows): number {
  const [nearest] = rowsOf<{ readonly depth: number | null }>(rows, 0);
  return (nearest?.depth ?? 0) + 1;
}

function newPlayer(
  participant: Participant,
  { fetched: { match } }: SaveMatch,
  { depth, now }: { readonly depth: number; readonly now: number },
) {
  return {
    puuid: participant.puuid,
    platform: match.platformId,
    summonerName: participant.summonerName,
    tagLine: participant.tagLine,
    riotIdSeenAt: participant.summonerName === null ? null : match.gameCreation,
    profileIconId: participant.profileIconId,
    accountLevel: participant.summonerLevel,
    discoveredDepth: depth,
    lastSeen: match.gameCreation,
    createdAt: now,
    updatedAt: now,
  };
}

/** Of those whose row is new (step 5). */
function countGamesStep({ db, tables: { playerGames } }: StoreContext, { fetched: { match } }: SaveMatch): Step {
  return (rows) => {
    const inserted = rowsOf<{ readonly puuid: string }>(rows, 5);
    if (!match.isCountable || inserted.length === 0) return undefined;
    return db
      .insert(playerGames)
      .values(inserted.map(({ puuid }) => ({ puuid, queueId: match.queueId, countable: 1 })))
      .onConflictDoUpdate({
        target: [playerGames.puuid, playerGames.queueId],
        set: { countable: sql`${playerGames.countable} + 1` },
      })
      .returning({ puuid: playerGames.puuid });
  };
}

function countChanges(rows: Rows, { fetched: { hiddenCount } }: SaveMatch) {
  const count = (step: number) => rowsOf(rows, step).length;
  const changed = [2, 3].flatMap((step) => rowsOf<{ readonly puuid: string }>(rows, step).map(({ puuid }) => puuid));
  return {
    matchesFetched: count(4),
    playersDiscovered: count(1),
    recordsCreated: count(1) + count(4) + count(5) + count(6),
    recordsUpdated: new Set(changed).size,
    itemsSkipped: count(4) * hiddenCount,
  };
}
