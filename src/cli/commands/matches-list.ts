// riotjobs matches list

import { systemClock } from '../../clock.ts';
import type { Store } from '../../store/store.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { matchColumns, matchJson, type PlayedRow, participantJson, playedColumns } from '../render/match.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { getStoredPlayer } from './player-reference.ts';

export type MatchesListOptions = CommandOptions & {
  readonly player?: string;
  readonly queue?: number;
  readonly limit: number;
};

export async function matchesList(terminal: Terminal, options: MatchesListOptions): Promise<number> {
  const rows = await reading(options, terminal, (store) => readRows(store, options));
  const now = systemClock.now();
  const hasOwn = options.player !== undefined;
  if (options.json) printJson(terminal, { items: rows.map(rowJson) });
  else printTable(terminal, { columns: hasOwn ? playedColumns(now) : matchColumns(now), rows });
  if (rows.length === 0 && !options.json) printMessage(terminal, 'no match is stored that fits');
  return exitCodes.OK;
}

async function readRows(store: Store, { player, queue, limit }: MatchesListOptions): Promise<readonly PlayedRow[]> {
  const filter = { ...(queue === undefined ? {} : { queueId: queue }), limit };
  if (player === undefined) return (await store.matches.list(filter)).map((match) => ({ match }));
  const { puuid } = await getStoredPlayer(store, player);
  return store.matches.listOfPlayer({ puuid, ...filter });
}

function rowJson({ match, participant }: PlayedRow): object {
  return { ...matchJson(match), ...(participant ? { participant: participantJson(participant) } : {}) };
}
