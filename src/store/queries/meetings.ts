// Players whom nobody tracks: one whom a person asks about becomes a player like everybody met.

import { rowsOf } from '../batch.ts';
import type { StoreContext } from '../context.ts';
import type { Player } from '../records.ts';
import type { TrackRequest } from '../store.ts';

export async function meet(context: StoreContext, { account, platform, now }: TrackRequest): Promise<Player> {
  const { db, batch, tables } = context;
  const { players } = tables;
  const riotId =
    account.gameName === null ? {} : { summonerName: account.gameName, tagLine: account.tagLine, riotIdSeenAt: now };
  const rows = await batch([
    () =>
      db
        .insert(players)
        .values({ puuid: account.puuid, platform, ...riotId, discoveredDepth: 1, createdAt: now, updatedAt: now })
        .onConflictDoUpdate({ target: players.puuid, set: { ...riotId, updatedAt: now } })
        .returning(),
  ]);
  return rowsOf<Player>(rows, 0)[0] as Player;
}
