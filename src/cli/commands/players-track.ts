// riotjobs players track PLAYER --platform PLATFORM

import type { RunDependencies } from '../../jobs/run.ts';
import type { Account } from '../../league/player.ts';
import { formatRiotId, isPuuid, parseRiotId, type RiotId } from '../../league/riot-id.ts';
import { type PlatformRoute, parsePlatform, platformRoutes } from '../../league/routing.ts';
import { NotFoundError, UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage } from '../print.ts';
import { playerJson } from '../render/player.ts';
import { playerName } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, working } from '../wire.ts';

export type PlayersTrackOptions = CommandOptions & { readonly platform: string };

/** A command waits at most this long for quota before it says when to come back. */
const PATIENCE_MS = 130_000;

export async function playersTrack(terminal: Terminal, text: string, options: PlayersTrackOptions): Promise<number> {
  const platform = readPlatform(options.platform);
  const reference = readReference(text);
  await working(options, terminal, async (dependencies) => {
    const { player, isNew } = await trackPlayer(dependencies, { reference, platform, signal: terminal.signal });
    if (options.json) return printJson(terminal, { player: playerJson(player), isNew });
    const what = isNew ? 'now tracked' : 'already tracked';
    printMessage(terminal, `${playerName(player)} on ${player.platform} is ${what}`);
  });
  return exitCodes.OK;
}

type Reference = RiotId | { readonly puuid: string };

export interface TrackInput {
  readonly reference: Reference;
  readonly platform: PlatformRoute;
  readonly signal: AbortSignal;
}

/** One account request, and the player is in the database as a tracked one. */
export async function trackPlayer({ riot, store, clock }: RunDependencies, input: TrackInput) {
  const { reference, platform, signal } = input;
  const api = riot.for({ signal, patienceMs: PATIENCE_MS });
  const account =
    'puuid' in reference
      ? await api.findAccountByPuuid(platform, reference.puuid)
      : await api.findAccountByRiotId(platform, reference);
  return store.players.track({ account: account ?? unknownAccount(reference), platform, now: clock.now() });
}

function unknownAccount(reference: Reference): Account {
  const name = 'puuid' in reference ? reference.puuid : formatRiotId(reference);
  throw new NotFoundError(`Riot knows no account ${name}`, {
    hint: 'check the spelling and the tag behind the # (both are shown in the client)',
  });
}

function readPlatform(text: string): PlatformRoute {
  const platform = parsePlatform(text);
  if (platform) return platform;
  throw new UsageError(`unknown platform "${text}"`, { hint: `one of: ${platformRoutes.join(', ')}` });
}

function readReference(text: string): Reference {
  const bare = withoutQuotes(text);
  if (isPuuid(bare)) return { puuid: bare };
  const riotId = parseRiotId(bare);
  if (riotId) return riotId;
  throw new UsageError(`"${text}" is neither a Riot ID nor a puuid`, {
    hint: 'a Riot ID is written as "Name#TAG", in quotes: the shell takes # for a comment otherwise',
  });
}

/** Quotes that a shell or a text program has left in place. */
function withoutQuotes(text: string): string {
  return text.trim().replace(/^(["'“„«])(.*)["'”“»]$/su, '$2');
}
