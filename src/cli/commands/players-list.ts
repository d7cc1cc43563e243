// riotjobs players list

import { systemClock } from '../../clock.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { playerColumns, playerJson } from '../render/player.ts';
import { bannedColumns, bannedJson } from '../render/player-bans.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';

export type PlayersListOptions = CommandOptions & {
  readonly tracked?: boolean;
  readonly banned?: boolean;
  readonly limit: number;
};

export function playersList(terminal: Terminal, options: PlayersListOptions): Promise<number> {
  return options.banned ? listBanned(terminal, options) : listAll(terminal, options);
}

/** Whom one has met is of interest afterwards. */
async function listBanned(terminal: Terminal, options: PlayersListOptions): Promise<number> {
  const found = await reading(options, terminal, (store) => store.players.listBanned(options.limit + 1));
  const rows = found.slice(0, options.limit);
  if (options.json) printJson(terminal, { items: rows.map(bannedJson) });
  else printTable(terminal, { columns: bannedColumns(systemClock.now()), rows });
  if (rows.length === 0 && !options.json) printMessage(terminal, 'no ban of a flagged player is confirmed');
  tellMore(terminal, found.length, rows.length);
  return exitCodes.OK;
}

async function listAll(terminal: Terminal, options: PlayersListOptions): Promise<number> {
  const filter = { ...(options.tracked ? { isTracked: true } : {}), limit: options.limit + 1 };
  const found = await reading(options, terminal, (store) => store.players.list(filter));
  const rows = found.slice(0, options.limit);
  if (options.json) printJson(terminal, { items: rows.map(playerJson) });
  else printTable(terminal, { columns: playerColumns(systemClock.now()), rows });
  if (rows.length === 0 && !options.json) {
    printMessage(terminal, 'no player yet; follow one with: riotjobs players track "Name#TAG" --platform euw1');
  }
  tellMore(terminal, found.length, rows.length);
  return exitCodes.OK;
}

function tellMore(terminal: Terminal, found: number, shown: number): void {
  if (found > shown) printMessage(terminal, `only the first ${shown}; more with --limit N`);
}
