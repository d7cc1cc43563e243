// riotjobs players list

import { systemClock } from '../../clock.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { playerColumns, playerJson } from '../render/player.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';

export type PlayersListOptions = CommandOptions & { readonly tracked?: boolean; readonly limit: number };

export async function playersList(terminal: Terminal, options: PlayersListOptions): Promise<number> {
  const filter = { ...(options.tracked ? { isTracked: true } : {}), limit: options.limit };
  const rows = await reading(options, terminal, (store) => store.players.list(filter));
  if (options.json) printJson(terminal, { items: rows.map(playerJson) });
  else printTable(terminal, { columns: playerColumns(systemClock.now()), rows });
  if (rows.length === 0 && !options.json) {
    printMessage(terminal, 'no player yet; follow one with: riotjobs players track "Name#TAG" --platform euw1');
  }
  return exitCodes.OK;
}
