// PLAYER as people type it, and the player of the database that it means.

import { formatRiotId, isPuuid, parseRiotId, type RiotId } from '../../league/riot-id.ts';
import { type PlatformRoute, parsePlatform, platformRoutes } from '../../league/routing.ts';
import type { Player } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { NotFoundError, UsageError } from '../errors.ts';

export type Reference = RiotId | { readonly puuid: string };

export function readPlatform(text: string): PlatformRoute {
  const platform = parsePlatform(text);
  if (platform) return platform;
  throw new UsageError(`unknown platform "${text}"`, { hint: `one of: ${platformRoutes.join(', ')}` });
}

export function readReference(text: string): Reference {
  const bare = withoutQuotes(text);
  if (isPuuid(bare)) return { puuid: bare };
  const riotId = parseRiotId(bare);
  if (riotId) return riotId;
  throw new UsageError(`"${text}" is neither a Riot ID nor a puuid`, {
    hint: 'a Riot ID is written as "Name#TAG", in quotes: the shell takes # for a comment otherwise',
  });
}

export function formatReference(reference: Reference): string {
  return 'puuid' in reference ? reference.puuid : formatRiotId(reference);
}

/** Quotes that a shell or a text program has left in place. */
function withoutQuotes(text: string): string {
  return text.trim().replace(/^(["'“„«])(.*)["'”“»]$/su, '$2');
}

/** Asks the database only. Throws NotFoundError for nobody, and where a Riot ID alone does not say who is meant. */
export async function getStoredPlayer(store: Store, text: string): Promise<Player> {
  const reference = readReference(text);
  const [player, ...others] = await listMeant(store, reference);
  if (player && others.length === 0) return player;
  const name = formatReference(reference);
  if (player) throw ambiguous(name, [player, ...others]);
  throw new NotFoundError(`the database knows no player ${name}`, {
    hint: 'riotjobs players list shows those it knows, riotjobs players track takes up a new one',
  });
}

/** More than one for a Riot ID that was given away. */
export async function listMeant(store: Store, reference: Reference): Promise<Player[]> {
  if (!('puuid' in reference)) return store.players.listByRiotId(reference);
  const player = await store.players.find(reference);
  return player ? [player] : [];
}

export function ambiguous(name: string, players: readonly Player[]): NotFoundError {
  const choices = players.map(({ puuid, platform }) => `${puuid} (${platform})`);
  return new NotFoundError(`${players.length} players of the database carry the Riot ID ${name}`, {
    hint: `a Riot ID can be given away; name the one you mean by its puuid: ${choices.join(', ')}`,
  });
}
