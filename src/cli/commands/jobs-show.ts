// riotjobs jobs show NAME

import { listConfigKeys } from '../../jobs/config-keys.ts';
import type { JobName } from '../../jobs/index.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printTable } from '../print.ts';
import { configJson, configKeyColumns, jobJson } from '../render/job.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { getJob } from './stored-job.ts';

export async function jobsShow(terminal: Terminal, name: JobName, options: CommandOptions): Promise<number> {
  const { job, last } = await reading(options, terminal, async (store) => {
    const [newest] = await store.executions.list({ jobName: name, limit: 1 });
    return { job: await getJob(store, name), last: newest };
  });
  const keys = listConfigKeys(name, job);
  if (options.json) printJson(terminal, { job: { ...jobJson({ job, last }), config: configJson(keys) } });
  else printTable(terminal, { columns: configKeyColumns, rows: keys });
  return exitCodes.OK;
}
