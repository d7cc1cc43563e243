// Does the API key belong to the application whose puuids this database holds? Riot encrypts puuids per application.

import type { Clock } from '../clock.ts';
import type { RiotApi } from '../riot/api.ts';
import { RiotApiError } from '../riot/errors.ts';
import type { Player } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { OtherApplicationError } from './errors.ts';

export interface KeyCheck {
  readonly store: Store;
  readonly riot: RiotApi;
  readonly clock: Clock;
  /** Of the key in use. */
  readonly fingerprint: string;
}

/**
 * One account request for a stored puuid, once per key and database. Throws OtherApplicationError, and the error of an
 * answer that decides nothing, and then nothing is on record: the next command asks again.
 */
export async function checkKey({ store, riot, clock, fingerprint }: KeyCheck): Promise<void> {
  if (await store.keys.isVerified(fingerprint)) return;
  const [player] = await store.players.list({ limit: 1 });
  // An empty database fits every key: nothing is decided before it holds a puuid.
  if (!player) return;
  await askAbout(player, riot);
  await store.keys.saveVerified(fingerprint, clock.now());
}

/** Whatever Riot says about the account, that it has none included: it has understood the puuid. */
async function askAbout({ platform, puuid }: Player, riot: RiotApi): Promise<void> {
  try {
    await riot.findAccountByPuuid(platform, puuid);
  } catch (error) {
    throw error instanceof RiotApiError && error.isForeignPuuid ? new OtherApplicationError() : error;
  }
}
