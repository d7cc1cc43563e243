// The rank of one player: one request, and what changed is kept. Shared by the updater and the analyzer.

import type { Player } from '../store/records.ts';
import type { JobContext } from './job.ts';

export async function lookUpRank(
  { riot, store, progress }: JobContext<unknown>,
  { puuid, platform }: Player,
): Promise<void> {
  const entries = await riot.listLeagueEntries(platform, puuid);
  await store.players.saveRanks(progress.commit({}), { puuid, entries });
}
