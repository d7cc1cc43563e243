// riotjobs players track --file LIST: one account request per line, every failure listed, the rest tracked.

import { messageOf } from '../../errors.ts';
import { consequenceOf } from '../../jobs/outcome.ts';
import type { RunDependencies } from '../../jobs/run.ts';
import type { PlatformRoute } from '../../league/routing.ts';
import { NetworkError } from '../../riot/errors.ts';
import { UsageError } from '../errors.ts';
import { type ExitName, exitCodes } from '../exit-codes.ts';
import { type ListedPlayer, parsePlayerList } from '../player-list.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { type ListedResult, listedColumns, listedJson, summaryOf, tallyOf } from '../render/tracked-list.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, working } from '../wire.ts';
import { formatReference, type Reference, readPlatform, readReference } from './player-reference.ts';
import { readText } from './read-text.ts';
import { trackPlayer } from './track-player.ts';

export interface TrackList {
  /** `-` is standard input. */
  readonly file: string;
  /** For lines that name none. */
  readonly defaultPlatform: PlatformRoute | undefined;
  readonly options: CommandOptions;
}

export async function trackList(terminal: Terminal, { file, defaultPlatform, options }: TrackList): Promise<number> {
  const listed = parsePlayerList(await readText(file, terminal));
  if (listed.length === 0) throw new UsageError('the list names no player', { hint: 'one Riot ID or puuid per line' });
  return working(options, terminal, async (dependencies) => {
    const { results, stoppedBy } = await trackAll(dependencies, plan(listed, defaultPlatform), terminal.signal);
    if (options.json) printJson(terminal, listedJson(results));
    else printTable(terminal, { columns: listedColumns, rows: results });
    if (!options.json) printMessage(terminal, summaryOf(results));
    if (stoppedBy !== undefined) throw stoppedBy;
    return exitCodes[verdictOn(results)];
  });
}

function verdictOn(results: readonly ListedResult[]): ExitName {
  const { failed } = tallyOf(results);
  if (failed === 0) return 'OK';
  return failed === results.length ? 'FAILED' : 'PARTIAL';
}

/** A line whose player is to be asked for; all others have their outcome already. */
interface Wanted extends ListedPlayer {
  readonly reference: Reference;
  readonly route: PlatformRoute;
}

function plan(listed: readonly ListedPlayer[], defaultPlatform: PlatformRoute | undefined): (Wanted | ListedResult)[] {
  const seen = new Set<string>();
  return listed.map((line) => {
    const planned = readLine(line, defaultPlatform);
    if ('outcome' in planned) return planned;
    const key = keyOf(planned.reference);
    if (seen.has(key)) return { ...line, outcome: 'repeated' };
    seen.add(key);
    return planned;
  });
}

function readLine(line: ListedPlayer, defaultPlatform: PlatformRoute | undefined): Wanted | ListedResult {
  try {
    const route = line.platform === undefined ? defaultPlatform : readPlatform(line.platform);
    if (route === undefined) throw new UsageError('no platform: write it behind a tab, or give --platform for all');
    return { ...line, route, reference: readReference(line.player) };
  } catch (error) {
    return failed(line, error);
  }
}

/** Riot IDs are one whatever their case and platform (accounts are global); puuids are as they are. */
function keyOf(reference: Reference): string {
  return 'puuid' in reference ? reference.puuid : formatReference(reference).toLowerCase();
}

function failed({ line, player, platform }: ListedPlayer, error: unknown): ListedResult {
  return { line, player, platform, outcome: 'failed', reason: messageOf(error) };
}

/** An error that would meet every other line, too, ends the work: what is behind it is left. */
async function trackAll(
  dependencies: RunDependencies,
  lines: readonly (Wanted | ListedResult)[],
  signal: AbortSignal,
): Promise<{ readonly results: readonly ListedResult[]; readonly stoppedBy: unknown }> {
  const results: ListedResult[] = [];
  for (const [index, line] of lines.entries()) {
    try {
      results.push('outcome' in line ? line : await trackLine(dependencies, line, signal));
    } catch (error) {
      return { results: [...results, ...lines.slice(index).map(asLeft)], stoppedBy: error };
    }
  }
  return { results, stoppedBy: undefined };
}

function asLeft(line: Wanted | ListedResult): ListedResult {
  if ('outcome' in line) return line;
  const { reference: _, route: __, ...listed } = line;
  return { ...listed, outcome: 'left' };
}

async function trackLine(dependencies: RunDependencies, wanted: Wanted, signal: AbortSignal): Promise<ListedResult> {
  const { reference, route, ...line } = wanted;
  try {
    const { player, isNew } = await trackPlayer(dependencies, { reference, platform: route, signal });
    return { ...line, outcome: isNew ? 'tracked' : 'already tracked', tracked: player };
  } catch (error) {
    if (signal.aborted || meetsAll(error)) throw error;
    return failed(line, error);
  }
}

/** Without a network each of the others would go through its retries in vain. */
function meetsAll(error: unknown): boolean {
  return error instanceof NetworkError || consequenceOf(error) !== 'skip';
}
