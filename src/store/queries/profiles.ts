// What Riot says about an account: Riot ID, level, icon, and the platform on which it plays.

import { eq } from 'drizzle-orm';
import { rowsOf } from '../batch.ts';
import { commitSteps, type StoreContext } from '../context.ts';
import type { Commit, Player } from '../records.ts';
import type { Profile } from '../store.ts';

/** What the answer does not say stays; nothing but the time of the look-up moves when it says what is known. */
export async function saveProfile(
  context: StoreContext,
  commit: Commit,
  profile: Profile,
): Promise<Player | undefined> {
  const { db, tables } = context;
  const { players, fetchCursors } = tables;
  const isPlayer = eq(players.puuid, profile.puuid);
  const changesOf = (before: Player | undefined) => (before ? changes(before, profile, commit.now) : {});
  const rows = await commitSteps(context, commit, {
    steps: [
      () => db.select().from(players).where(isPlayer),
      (read) => {
        const set = { ...changesOf(rowsOf<Player>(read, 0)[0]), profileCheckedAt: commit.now };
        return db.update(players).set(set).where(isPlayer).returning();
      },
      // Where else the account has been, the next second pass finds out: it asks every route.
      (read) =>
        'platform' in changesOf(rowsOf<Player>(read, 0)[0])
          ? db
              .update(fetchCursors)
              .set({ reconciledAt: null })
              .where(eq(fetchCursors.puuid, profile.puuid))
              .returning({ puuid: fetchCursors.puuid })
          : undefined,
    ],
    count: (read) => ({ recordsUpdated: Object.keys(changesOf(rowsOf<Player>(read, 0)[0])).length > 0 ? 1 : 0 }),
  });
  return rowsOf<Player>(rows, 1)[0];
}

function changes(before: Player, { account, summoner, platform }: Profile, now: number): Partial<Player> {
  const isRenamed =
    account !== undefined &&
    account.gameName !== null &&
    (account.gameName !== before.summonerName || account.tagLine !== before.tagLine);
  const name = isRenamed ? { summonerName: account.gameName, tagLine: account.tagLine, riotIdSeenAt: now } : {};
  const level = summoner?.summonerLevel ?? before.accountLevel;
  const icon = summoner?.profileIconId ?? before.profileIconId;
  const changed = {
    ...name,
    ...(level === before.accountLevel ? {} : { accountLevel: level }),
    ...(icon === before.profileIconId ? {} : { profileIconId: icon }),
    ...(platform === before.platform ? {} : { platform }),
    ...(summoner ? unsuspected(before) : {}),
  };
  return Object.keys(changed).length > 0 ? { ...changed, updatedAt: now } : {};
}

/** An account with a profile is not banned. */
function unsuspected({ banSuspectedAt }: Player): Partial<Player> {
  return banSuspectedAt === null ? {} : { banSuspectedAt: null, banConfirmedAt: null };
}
