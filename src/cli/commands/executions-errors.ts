// riotjobs executions errors [ID]

import type { Execution, Player } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { executionJson, executionLine } from '../render/execution.ts';
import {
  type ErrorGroup,
  errorColumns,
  errorGroupJson,
  errorRows,
  groupErrors,
  type ItemError,
  itemErrorsOf,
  type PlayersByPuuid,
  skippedPuuids,
} from '../render/execution-errors.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { getExecution, readExecutionId } from './stored-execution.ts';

interface Found {
  readonly execution: Execution;
  readonly errors: readonly ItemError[];
  readonly players: PlayersByPuuid;
}

/** `id` as typed; undefined = the newest execution that failed, or was partly done. */
export async function executionsErrors(
  terminal: Terminal,
  id: string | undefined,
  options: CommandOptions,
): Promise<number> {
  const prefix = id === undefined ? undefined : readExecutionId(id);
  const found = await reading(options, terminal, (store) => find(store, prefix));
  if (found) print(terminal, found, options);
  else if (options.json) printJson(terminal, { run: null, items: [], notKept: 0 });
  else printMessage(terminal, 'no execution failed, or was only partly done');
  return exitCodes.OK;
}

async function find(store: Store, prefix: string | undefined): Promise<Found | undefined> {
  const execution = prefix === undefined ? await newestFlawed(store) : await getExecution(store, prefix);
  if (!execution) return undefined;
  const errors = await listItemErrors(store, execution);
  return { execution, errors, players: await playersOf(store, errors) };
}

async function newestFlawed({ executions }: Store): Promise<Execution | undefined> {
  const [failed] = await executions.list({ status: 'FAILED', limit: 1 });
  const [partial] = await executions.list({ reason: 'partial', limit: 1 });
  if (!failed || !partial) return failed ?? partial;
  return failed.startedAt > partial.startedAt ? failed : partial;
}

export async function listItemErrors({ executions }: Store, { id }: Execution): Promise<ItemError[]> {
  return itemErrorsOf(await executions.listLogLines({ executionId: id, level: 'warn' }));
}

async function playersOf({ players }: Store, errors: readonly ItemError[]): Promise<PlayersByPuuid> {
  const known = new Map<string, Player>();
  for (const puuid of new Set(errors.map((error) => error.puuid))) {
    const player = await players.find({ puuid });
    if (player) known.set(puuid, player);
  }
  return known;
}

function print(terminal: Terminal, { execution, errors, players }: Found, { json }: CommandOptions): void {
  const groups = groupErrors(errors);
  const notKept = Math.max(0, execution.itemsFailed - skippedPuuids(errors).length);
  if (json) {
    const items = groups.map((group) => errorGroupJson(group, players));
    printJson(terminal, { run: executionJson(execution), items, notKept });
    return;
  }
  printMessage(terminal, executionLine(execution));
  printTable(terminal, { columns: errorColumns, rows: errorRows(groups, players) });
  for (const line of notesOf(groups, notKept)) printMessage(terminal, line);
}

function notesOf(groups: readonly ErrorGroup[], notKept: number): string[] {
  const none = groups.length === 0 && notKept === 0 ? ['no player was skipped'] : [];
  const lost = notKept === 0 ? [] : [`${notKept} more were skipped; the lines about them are not kept`];
  const counts = groups.map(({ event, items }) => `${items.length} ${items.length === 1 ? 'time' : 'times'}: ${event}`);
  return [...none, ...(groups.length > 1 ? counts : []), ...lost];
}
