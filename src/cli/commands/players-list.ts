// riotjobs players list

import { systemClock } from '../../clock.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { playerColumns, playerJson } from '../render/player.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';

export type PlayersListOptions = CommandOptions & { readonly tracked?: boolean; readonly limit: number };

export async function playersList(terminal: Terminal, options: PlayersListOptions): Promise<number> {
  const filter = { ...(options.tracked ? { isTracked: true } : {}), limit: options.limit + 1 };
  const found = await reading(options, terminal, (store) => store.players.list(filter));
  const rows = found.slice(0, options.limit);
  if (options.json) printJson(terminal, { items: rows.map(playerJson) });
  else printTable(terminal, { columns: playerColumns(systemClock.now()), rows });
  if (rows.length === 0 && !options.json) {
    printMessage(terminal, 'no player yet; follow one with: riotjobs players track "Name#TAG" --platform euw1');
  }
  if (found.length > rows.length) printMessage(terminal, `only the first ${rows.length}; more with --limit N`);
  return exitCodes.OK;
}
