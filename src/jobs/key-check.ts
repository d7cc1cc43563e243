// Does the API key belong to the application whose puuids this database holds? Riot encrypts puuids per application.

import type { Clock } from '../clock.ts';
import type { RiotClient } from '../riot/api.ts';
import { RiotApiError } from '../riot/errors.ts';
import type { Player } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { OtherApplicationError } from './errors.ts';

export interface KeyCheck {
  readonly store: Store;
  readonly riot: RiotClient;
  readonly clock: Clock;
  /** Of the key in use. */
  readonly fingerprint: string;
  readonly signal: AbortSignal;
}

/** A check that has to wait longer is left to the next command. */
const PATIENCE_MS = 10_000;

/**
 * One account request for a stored puuid, once per key and database. Throws OtherApplicationError before anything is
 * written; an answer that says nothing about the puuid (no network, no quota, key refused) decides nothing.
 */
export async function checkKey(check: KeyCheck): Promise<void> {
  const { store, clock, fingerprint } = check;
  if (await store.keys.isVerified(fingerprint)) return;
  const [player] = await store.players.list({ limit: 1 });
  // An empty database fits every key: nothing is decided before it holds a puuid.
  if (!player) return;
  const verdict = await askAbout(player, check);
  if (verdict === 'foreign') throw new OtherApplicationError();
  if (verdict === 'fits') await store.keys.saveVerified(fingerprint, clock.now());
}

async function askAbout(
  { platform, puuid }: Player,
  { riot, signal }: KeyCheck,
): Promise<'fits' | 'foreign' | 'unknown'> {
  try {
    await riot.for({ signal, patienceMs: PATIENCE_MS }).findAccountByPuuid(platform, puuid);
    return 'fits';
  } catch (error) {
    signal.throwIfAborted();
    return isForeign(error) ? 'foreign' : 'unknown';
  }
}

/** Other 400s exist, a broken new key for one (developer-relations#1054); this text is of #759, #20 and #637. */
function isForeign(error: unknown): boolean {
  return error instanceof RiotApiError && error.status === 400 && error.message.includes('decrypting');
}
