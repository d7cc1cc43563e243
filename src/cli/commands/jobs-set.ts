// riotjobs jobs set NAME key=value..., and jobs enable|disable NAME: all or nothing.

import { systemClock } from '../../clock.ts';
import { type Assignment, assign, type JobColumns } from '../../jobs/config-keys.ts';
import type { JobName } from '../../jobs/index.ts';
import type { JobConfiguration } from '../../store/records.ts';
import { ConflictError, UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage } from '../print.ts';
import { jobJson } from '../render/job.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, changing } from '../wire.ts';
import { getJob } from './stored-job.ts';

interface SetRequest {
  readonly assignments: readonly string[];
  readonly options: CommandOptions;
}

export async function jobsSet(terminal: Terminal, name: JobName, request: SetRequest): Promise<number> {
  const assignments = readAssignments(request.assignments);
  const columnsFor = (job: JobConfiguration) => assign(name, job, assignments);
  const { before, after } = await change(terminal, name, { columnsFor, options: request.options });
  tell(terminal, after, { options: request.options, what: before === after ? 'as it was' : 'changed' });
  return exitCodes.OK;
}

interface SwitchRequest {
  readonly isActive: boolean;
  readonly options: CommandOptions;
}

export async function jobsSwitch(terminal: Terminal, name: JobName, request: SwitchRequest): Promise<number> {
  const { isActive, options } = request;
  const { after } = await change(terminal, name, { columnsFor: () => ({ isActive }), options });
  tell(terminal, after, { options, what: isActive ? 'switched on' : 'switched off: --scheduled does nothing' });
  return exitCodes.OK;
}

function readAssignments(texts: readonly string[]): Assignment[] {
  const bad = texts.filter((text) => !/^[a-z_]+=/.test(text));
  if (bad.length > 0) {
    const names = bad.map((text) => `"${text}"`).join(', ');
    throw new UsageError(`not of the form key=value: ${names}`, {
      hint: 'for example: riotjobs jobs set updater schedule=5m',
    });
  }
  return texts.map((text) => {
    const equals = text.indexOf('=');
    return { key: text.slice(0, equals), text: text.slice(equals + 1) };
  });
}

interface Change {
  readonly columnsFor: (job: JobConfiguration) => JobColumns;
  readonly options: CommandOptions;
}

function change(terminal: Terminal, name: JobName, { columnsFor, options }: Change) {
  return changing(options, terminal, async (store) => {
    const was = await getJob(store, name);
    const set = columnsFor(was);
    if (Object.keys(set).length === 0) return { before: was, after: was };
    const after = await store.executions.changeJob({ was, set, now: systemClock.now() });
    if (after) return { before: was, after };
    throw new ConflictError(`the job ${name} was changed by somebody else just now`, {
      hint: `nothing was changed; look at it with "riotjobs jobs show ${name}" and try again`,
    });
  });
}

function tell(
  terminal: Terminal,
  job: JobConfiguration,
  { options, what }: { readonly options: CommandOptions; readonly what: string },
): void {
  if (options.json) printJson(terminal, { job: jobJson({ job }) });
  else printMessage(terminal, `${job.name} is ${what}`);
}
