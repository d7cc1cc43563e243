// The rank of one player: one request, and what changed is kept. Shared by the updater and the analyzer.

import type { Player } from '../store/records.ts';
import type { JobContext } from './job.ts';

/** false = Riot knows no such player on the platform (404). What was known of the rank stays: that is no word about it. */
export async function lookUpRank(
  { riot, store, progress }: JobContext<unknown>,
  { puuid, platform }: Pick<Player, 'puuid' | 'platform'>,
): Promise<boolean> {
  const entries = await riot.listLeagueEntries(platform, puuid);
  if (entries === undefined) return false;
  await store.players.saveRanks(progress.commit({}), { puuid, entries });
  return true;
}
