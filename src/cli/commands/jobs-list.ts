// riotjobs jobs list

import { systemClock } from '../../clock.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printTable } from '../print.ts';
import { jobColumns, jobJson } from '../render/job.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';

export async function jobsList(terminal: Terminal, options: CommandOptions): Promise<number> {
  const rows = await reading(options, terminal, async ({ executions }) => {
    const jobs = await executions.listJobs();
    return Promise.all(
      jobs.map(async (job) => ({ job, last: (await executions.list({ jobName: job.name, limit: 1 }))[0] })),
    );
  });
  if (options.json) printJson(terminal, { items: rows.map(jobJson) });
  else printTable(terminal, { columns: jobColumns(systemClock.now()), rows });
  return exitCodes.OK;
}
