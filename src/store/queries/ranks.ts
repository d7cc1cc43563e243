// player_ranks: a row per change, exactly one current row per player and ladder.

import { and, asc, eq, inArray } from 'drizzle-orm';
import type { LeagueEntry } from '../../league/player.ts';
import { isLadder } from '../../league/queues.ts';
import { type Rows, rowsOf } from '../batch.ts';
import { commitSteps, type StoreContext } from '../context.ts';
import type { Commit, PlayerRank } from '../records.ts';

const compared = [
  'tier',
  'rank',
  'leaguePoints',
  'wins',
  'losses',
  'veteran',
  'inactive',
  'freshBlood',
  'hotStreak',
  'leagueId',
] as const;

type RankValues = Pick<PlayerRank, 'queueType' | (typeof compared)[number]>;

/**
 * Which current rows end and which rows begin. A ladder that is missing from the answer has ended (unranked after a
 * reset); an entry without a tier is not a rank.
 */
function rankChanges(current: readonly PlayerRank[], entries: readonly LeagueEntry[]) {
  const ranked = entries.filter(({ queueType, tier }) => isLadder(queueType) && tier !== null).map(asValues);
  const answered = ranked.filter(
    (entry, index) => index === ranked.findIndex((first) => first.queueType === entry.queueType),
  );
  const same = (a: RankValues, b: RankValues) =>
    a.queueType === b.queueType && compared.every((column) => a[column] === b[column]);
  return {
    ended: current.filter((row) => !answered.some((entry) => same(row, entry))),
    begun: answered.filter((entry) => !current.some((row) => same(row, entry))),
  };
}

function asValues({ division, ...entry }: LeagueEntry): RankValues {
  return { ...entry, rank: division };
}

export async function listCurrentRanks({ db, tables: { playerRanks } }: StoreContext, puuid: string) {
  return db
    .select()
    .from(playerRanks)
    .where(and(eq(playerRanks.puuid, puuid), playerRanks.isCurrent))
    .orderBy(asc(playerRanks.queueType));
}

export async function saveRanks(
  context: StoreContext,
  commit: Commit,
  { puuid, entries }: { readonly puuid: string; readonly entries: readonly LeagueEntry[] },
): Promise<void> {
  const { db, tables } = context;
  const { playerRanks, players } = tables;
  const { now } = commit;
  const changes = (rows: Rows) => rankChanges(rowsOf<PlayerRank>(rows, 0), entries);
  const read = () =>
    db
      .select()
      .from(playerRanks)
      .where(and(eq(playerRanks.puuid, puuid), playerRanks.isCurrent));
  const end = (rows: Rows) => {
    const ids = changes(rows).ended.map(({ id }) => id);
    if (ids.length === 0) return undefined;
    const { id } = playerRanks;
    return db.update(playerRanks).set({ isCurrent: false }).where(inArray(id, ids)).returning({ id });
  };
  const begin = (rows: Rows) => {
    const values = changes(rows).begun.map((entry) => ({ ...entry, puuid, isCurrent: true, createdAt: now }));
    return values.length === 0 ? undefined : db.insert(playerRanks).values(values).returning({ id: playerRanks.id });
  };
  const checked = () =>
    db.update(players).set({ rankCheckedAt: now }).where(eq(players.puuid, puuid)).returning({ puuid: players.puuid });
  await commitSteps(context, commit, {
    steps: [read, end, begin, checked],
    count: ([, ended, begun]) => ({ recordsUpdated: ended?.length ?? 0, recordsCreated: begun?.length ?? 0 }),
  });
}
