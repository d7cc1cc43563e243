// riotjobs jobs list

import { systemClock } from '../../clock.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printTable } from '../print.ts';
import { jobColumns, jobJson } from '../render/job.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { lookAt } from './stored-job.ts';

export async function jobsList(terminal: Terminal, options: CommandOptions): Promise<number> {
  const now = systemClock.now();
  const rows = await reading(options, terminal, async (store) => {
    const jobs = await store.executions.listJobs();
    return Promise.all(jobs.map((job) => lookAt(store, job, now)));
  });
  if (options.json) printJson(terminal, { items: rows.map((row) => jobJson(row, now)) });
  else printTable(terminal, { columns: jobColumns(now), rows });
  return exitCodes.OK;
}
