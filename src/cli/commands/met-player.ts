// The player that a check is about: one of the database, or an account that Riot knows.

import type { RunDependencies } from '../../jobs/run.ts';
import type { Account } from '../../league/player.ts';
import type { PlatformRoute } from '../../league/routing.ts';
import type { RiotApi } from '../../riot/api.ts';
import { ApiKeyError } from '../../riot/errors.ts';
import type { Player } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { NotFoundError } from '../errors.ts';
import { ambiguous, formatReference, listMeant, type Reference } from './player-reference.ts';
import { unknownAccount } from './track-player.ts';

export interface Meant {
  readonly reference: Reference;
  /** As the person says; undefined: Riot knows. */
  readonly platform: PlatformRoute | undefined;
  readonly signal: AbortSignal;
}

/** Somebody waits for the answer. */
const PATIENCE_MS = 10_000;

/** A Riot ID can be given away: when Riot is asked again whose it is. */
const NAME_MAX_AGE_MS = 86_400_000;

/** All routes of account-v1 know all accounts. */
const ANY_PLATFORM: PlatformRoute = 'euw1';

/** At most two requests. Throws NotFoundError for nobody, and where a Riot ID alone does not say who is meant. */
export async function findOrMeet(dependencies: RunDependencies, meant: Meant): Promise<Player> {
  const { store, riot, clock, keyFingerprint } = dependencies;
  const stored = await findStored(store, meant);
  const { reference, platform, signal } = meant;
  const now = clock.now();
  if (stored && isSettled(stored, meant, now)) return stored;
  const api = riot.for({ signal, patienceMs: PATIENCE_MS });
  const account = await findAccount(api, meant).catch((error: unknown) => {
    // Without quota or network there is still an answer about whoever carried the name last.
    if (!stored || signal.aborted || error instanceof ApiKeyError) throw error;
    return undefined;
  });
  // Of a name that nobody carries any more, whoever carried it last is meant.
  if (!account && stored) return stored;
  if (!account) throw unknownAccount(reference);
  const known = await store.players.find(account);
  // The puuid is the key's own: no further request has to tell that it fits.
  if (keyFingerprint !== undefined) await store.keys.saveVerified(keyFingerprint, now);
  if (known) return store.players.meet({ account, platform: known.platform, now });
  const playsOn = (await api.findActivePlatform(platform ?? ANY_PLATFORM, account.puuid)) ?? platform;
  if (playsOn) return store.players.meet({ account, platform: playsOn, now });
  throw new NotFoundError(`Riot knows no platform on which ${formatReference(reference)} plays`, {
    hint: 'a banned account has none, nor has one that never played; if you know better: --platform euw1',
  });
}

function isSettled({ riotIdSeenAt }: Player, { reference }: Meant, now: number): boolean {
  if ('puuid' in reference) return true;
  return riotIdSeenAt !== null && Math.abs(now - riotIdSeenAt) <= NAME_MAX_AGE_MS;
}

async function findStored(store: Store, { reference, platform }: Meant): Promise<Player | undefined> {
  const all = await listMeant(store, reference);
  const there = all.filter((player) => player.platform === platform);
  const [player, ...others] = there.length > 0 ? there : all;
  if (player && others.length > 0) throw ambiguous(formatReference(reference), [player, ...others]);
  return player;
}

function findAccount(api: RiotApi, { reference, platform = ANY_PLATFORM }: Meant): Promise<Account | undefined> {
  return 'puuid' in reference
    ? api.findAccountByPuuid(platform, reference.puuid)
    : api.findAccountByRiotId(platform, reference);
}
