// riotjobs jobs set NAME key=value..., and jobs enable|disable NAME: all or nothing.

import { type JobColumns, withScheduledFrom } from '../../jobs/column-keys.ts';
import { type Assignment, assign } from '../../jobs/config-keys.ts';
import type { JobName } from '../../jobs/index.ts';
import type { JobConfiguration } from '../../store/records.ts';
import { UsageError } from '../errors.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandOptions } from '../wire.ts';
import { changeJob } from './jobs-change.ts';

interface SetRequest {
  readonly assignments: readonly string[];
  readonly options: CommandOptions;
}

export function jobsSet(terminal: Terminal, name: JobName, request: SetRequest): Promise<number> {
  const assignments = readAssignments(request.assignments);
  const decide = (job: JobConfiguration, now: number) => {
    const set = withScheduledFrom(job, assign(name, job, assignments), now);
    return { set, what: Object.keys(set).length === 0 ? 'as it was' : 'changed' };
  };
  return changeJob(terminal, name, { decide, options: request.options });
}

interface SwitchRequest {
  readonly isActive: boolean;
  readonly options: CommandOptions;
}

export function jobsSwitch(terminal: Terminal, name: JobName, { isActive, options }: SwitchRequest): Promise<number> {
  const what = isActive ? 'switched on' : 'switched off: --scheduled does nothing';
  const decide = (job: JobConfiguration, now: number) => {
    const set: JobColumns = job.isActive === isActive ? {} : withScheduledFrom(job, { isActive }, now);
    return { set, what };
  };
  return changeJob(terminal, name, { decide, options });
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
