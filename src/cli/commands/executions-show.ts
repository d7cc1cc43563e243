// riotjobs executions show ID

import { systemClock } from '../../clock.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printTable } from '../print.ts';
import { executionJson, executionLine, metricsTable, stateRows } from '../render/execution.ts';
import { factLines, stackLines } from '../render/execution-facts.ts';
import type { ExecutionRow } from '../render/execution-state.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { withOwner } from './execution-owner.ts';
import { getExecution, readExecutionId } from './stored-execution.ts';

export type ExecutionsShowOptions = CommandOptions & { readonly stack?: boolean };

export async function executionsShow(terminal: Terminal, id: string, options: ExecutionsShowOptions): Promise<number> {
  const prefix = readExecutionId(id);
  const execution = await reading(options, terminal, (store) => getExecution(store, prefix));
  show(terminal, withOwner(execution), options);
  return exitCodes.OK;
}

function show(terminal: Terminal, execution: ExecutionRow, { json, stack }: ExecutionsShowOptions): void {
  if (json) {
    printJson(terminal, { run: { ...executionJson(execution), errorStack: execution.errorStack } });
    return;
  }
  const { columns, rows } = metricsTable(execution);
  // An error is a sentence: on a terminal it would take the room of the figures.
  const lines = [executionLine(execution), ...factLines(execution, systemClock.now())];
  if (terminal.stdout.isTTY) terminal.stdout.write(`${lines.join('\n')}\n`);
  printTable(terminal, { columns, rows: terminal.stdout.isTTY ? rows : [...stateRows(execution), ...rows] });
  if (stack) terminal.stdout.write(`${stackLines(execution).join('\n')}\n`);
}
