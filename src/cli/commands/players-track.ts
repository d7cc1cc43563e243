// riotjobs players track PLAYER --platform PLATFORM, or a whole list of them with --file.

import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage } from '../print.ts';
import { playerJson } from '../render/player.ts';
import { playerName } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, working } from '../wire.ts';
import { readPlatform, readReference } from './player-reference.ts';
import { trackPlayer } from './track-player.ts';

export type PlayersTrackOptions = CommandOptions & { readonly platform?: string; readonly file?: string };

export async function playersTrack(terminal: Terminal, text: string, options: PlayersTrackOptions): Promise<number> {
  const { file, platform } = options;
  if (file === undefined) return trackOne(terminal, text, options);
  if (text !== '') throw new UsageError('a player and a list cannot be given together');
  const defaultPlatform = platform === undefined ? undefined : readPlatform(platform);
  const { trackList } = await import('./players-track-list.ts');
  return trackList(terminal, { file, defaultPlatform, options });
}

async function trackOne(terminal: Terminal, text: string, options: PlayersTrackOptions): Promise<number> {
  if (options.platform === undefined) {
    throw new UsageError('the platform is missing', { hint: 'add --platform euw1, or where the account plays' });
  }
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
