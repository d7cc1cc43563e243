// riotjobs jobs show NAME

import { systemClock } from '../../clock.ts';
import { listConfigKeys } from '../../jobs/config-keys.ts';
import type { JobName } from '../../jobs/index.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { configJson, configKeyColumns, eventJson, jobJson, stateLine } from '../render/job.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { getJob, lookAt } from './stored-job.ts';

const EVENTS = 10;

export async function jobsShow(terminal: Terminal, name: JobName, options: CommandOptions): Promise<number> {
  const now = systemClock.now();
  const { row, events } = await reading(options, terminal, async (store) => ({
    row: await lookAt(store, await getJob(store, name), now),
    events: await store.executions.listEvents({ jobName: name, limit: EVENTS }),
  }));
  const keys = listConfigKeys(name, row.job);
  if (options.json) {
    printJson(terminal, { job: { ...jobJson(row, now), config: configJson(keys), events: events.map(eventJson) } });
  } else {
    printTable(terminal, { columns: configKeyColumns, rows: keys });
    printMessage(terminal, stateLine(row, now));
  }
  return exitCodes.OK;
}
