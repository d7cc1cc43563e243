// riotjobs executions list

import { systemClock } from '../../clock.ts';
import type { ExecutionReason, ExecutionStatus } from '../../store/records.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { executionColumns, executionJson } from '../render/execution.ts';
import { type ExecutionRow, openLines } from '../render/execution-state.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { withOwner } from './execution-owner.ts';

export type ExecutionsListOptions = CommandOptions & {
  readonly job?: string;
  readonly status?: ExecutionStatus;
  readonly reason?: ExecutionReason;
  /** Epoch ms. */
  readonly since?: number;
  readonly limit: number;
};

export async function executionsList(terminal: Terminal, options: ExecutionsListOptions): Promise<number> {
  const { job, status, reason, since, limit } = options;
  const filter = { jobName: job, status, reason, since, limit };
  const executions = await reading(options, terminal, (store) => store.executions.list(filter));
  const rows = executions.map(withOwner);
  if (options.json) printJson(terminal, { items: rows.map(executionJson) });
  else print(terminal, rows, options);
  return exitCodes.OK;
}

function print(terminal: Terminal, rows: readonly ExecutionRow[], options: ExecutionsListOptions): void {
  const now = systemClock.now();
  printTable(terminal, { columns: executionColumns(now), rows });
  if (rows.length === 0) printMessage(terminal, emptyMessage(options));
  // A pipe has a column for it; on a terminal it would take the room of the figures.
  if (terminal.stdout.isTTY) for (const line of openLines(rows, now)) printMessage(terminal, line);
}

function emptyMessage({ job, status, reason, since }: ExecutionsListOptions): string {
  const isNarrowed = [job, status, reason, since].some((one) => one !== undefined);
  return isNarrowed ? 'no execution is like that' : 'no execution yet; start one with: riotjobs run updater';
}
