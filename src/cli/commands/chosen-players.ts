// --player of run: the players of the database that an execution is to look after, and no others.

import type { JobName } from '../../jobs/index.ts';
import type { Player } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { NotFoundError } from '../errors.ts';
import { getStoredPlayer } from './player-reference.ts';

/** By puuid; undefined = whoever is due. Throws when one is unknown, or could never be due. */
export async function choosePlayers(
  store: Store,
  job: JobName,
  references: readonly string[],
): Promise<string[] | undefined> {
  if (references.length === 0) return undefined;
  const puuids = new Set<string>();
  for (const reference of references) {
    const player = await getStoredPlayer(store, reference);
    assertEligible(player, job, reference);
    puuids.add(player.puuid);
  }
  return [...puuids];
}

function assertEligible({ isTracked, isActive }: Player, job: JobName, reference: string): void {
  if (!isActive) {
    throw new NotFoundError(`${reference} is not active, and no job selects such a player`, {
      hint: 'riotjobs players list shows who is',
    });
  }
  if (job === 'updater' && !isTracked) {
    throw new NotFoundError(`${reference} is not tracked, and the updater looks after tracked players only`, {
      hint: `riotjobs players track takes the player up, riotjobs run analyzer looks after those who are only met`,
    });
  }
}
