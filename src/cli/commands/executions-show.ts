// riotjobs executions show ID

import type { Execution } from '../../store/records.ts';
import { NotFoundError, UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printTable } from '../print.ts';
import { executionJson, executionLine, metricsTable, stateRows } from '../render/execution.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';

const PREFIX = /^[0-9a-f-]{6,36}$/;

export async function executionsShow(terminal: Terminal, id: string, options: CommandOptions): Promise<number> {
  const prefix = id.toLowerCase();
  if (!PREFIX.test(prefix)) {
    throw new UsageError(`${id} is not an execution id`, {
      hint: 'give at least six characters of an id from: riotjobs executions list',
    });
  }
  const found = await reading(options, terminal, (store) => store.executions.listByPrefix(prefix));
  show(terminal, theOnly(found, id), options);
  return exitCodes.OK;
}

function theOnly(found: readonly Execution[], id: string): Execution {
  const [execution, another] = found;
  if (!execution) throw new NotFoundError(`no execution begins with ${id}`, { hint: 'riotjobs executions list' });
  if (another) throw new NotFoundError(`several executions begin with ${id}`, { hint: 'give more of its characters' });
  return execution;
}

function show(terminal: Terminal, execution: Execution, { json }: CommandOptions): void {
  if (json) {
    printJson(terminal, { run: executionJson(execution) });
    return;
  }
  const { columns, rows } = metricsTable(execution);
  // An error is a sentence: on a terminal it would take the room of the figures.
  if (terminal.stdout.isTTY) terminal.stdout.write(`${executionLine(execution)}\n`);
  printTable(terminal, { columns, rows: terminal.stdout.isTTY ? rows : [...stateRows(execution), ...rows] });
}
