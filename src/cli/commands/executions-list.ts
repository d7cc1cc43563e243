// riotjobs executions list

import { systemClock } from '../../clock.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { executionColumns, executionJson } from '../render/execution.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';

export type ExecutionsListOptions = CommandOptions & { readonly job?: string; readonly limit: number };

export async function executionsList(terminal: Terminal, options: ExecutionsListOptions): Promise<number> {
  const { job, limit } = options;
  const filter = { ...(job === undefined ? {} : { jobName: job }), limit };
  const rows = await reading(options, terminal, (store) => store.executions.list(filter));
  if (options.json) printJson(terminal, { items: rows.map(executionJson) });
  else printTable(terminal, { columns: executionColumns(systemClock.now()), rows });
  if (rows.length === 0 && !options.json)
    printMessage(terminal, 'no execution yet; start one with: riotjobs run updater');
  return exitCodes.OK;
}
