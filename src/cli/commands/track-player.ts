// One account request, and the player is in the database as a tracked one.

import type { RunDependencies } from '../../jobs/run.ts';
import type { PlatformRoute } from '../../league/routing.ts';
import { NotFoundError } from '../errors.ts';
import { formatReference, type Reference } from './player-reference.ts';

export interface TrackInput {
  readonly reference: Reference;
  readonly platform: PlatformRoute;
  readonly signal: AbortSignal;
}

/** A command waits at most this long for quota before it says when to come back. */
const PATIENCE_MS = 130_000;

/** Throws NotFoundError for an account that Riot does not know. */
export async function trackPlayer({ riot, store, clock }: RunDependencies, input: TrackInput) {
  const { reference, platform, signal } = input;
  const api = riot.for({ signal, patienceMs: PATIENCE_MS });
  const account =
    'puuid' in reference
      ? await api.findAccountByPuuid(platform, reference.puuid)
      : await api.findAccountByRiotId(platform, reference);
  if (account) return store.players.track({ account, platform, now: clock.now() });
  throw unknownAccount(reference);
}

export function unknownAccount(reference: Reference): NotFoundError {
  return new NotFoundError(`Riot knows no account ${formatReference(reference)}`, {
    hint: 'check the spelling and the tag behind the # (both are shown in the client)',
  });
}
