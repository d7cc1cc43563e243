// riotjobs jobs next NAME

import { systemClock } from '../../clock.ts';
import type { JobName } from '../../jobs/index.ts';
import { calendarOf } from '../../jobs/slots.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { type JobRow, jobJson, slotColumns, stateLine } from '../render/job.ts';
import { fullTime } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { getJob, lookAt } from './stored-job.ts';

export type JobsNextOptions = CommandOptions & { readonly count: number };

export async function jobsNext(terminal: Terminal, name: JobName, options: JobsNextOptions): Promise<number> {
  const now = systemClock.now();
  const row = await reading(options, terminal, async (store) => lookAt(store, await getJob(store, name), now));
  const slots = listSlots(row, options.count);
  if (options.json) printJson(terminal, { job: jobJson(row, now), items: slots.map((at) => ({ at: fullTime(at) })) });
  else if (slots.length > 0) printTable(terminal, { columns: slotColumns(row.job, now), rows: slots });
  if (!options.json && (slots.length === 0 || row.plan?.start)) printMessage(terminal, stateLine(row, now));
  return exitCodes.OK;
}

/** Throws JobConfigError when what is stored cannot be read. */
function listSlots({ job, plan }: JobRow, count: number): number[] {
  const { next } = calendarOf(job);
  const slots: number[] = [];
  for (let at = plan?.nextAt; at !== undefined && slots.length < count; at = next(at)) slots.push(at);
  return slots;
}
