// PURE: jobs and their configuration as tables and as JSON.

import type { ConfigKey } from '../../jobs/config-keys.ts';
import type { Execution, JobConfiguration } from '../../store/records.ts';
import { toneOf } from './execution.ts';
import type { Column } from './table.ts';
import { fullTime, relativeTime } from './text.ts';

export interface JobRow {
  readonly job: JobConfiguration;
  /** The newest execution. */
  readonly last?: Execution | undefined;
}

export function jobColumns(now: number): readonly Column<JobRow>[] {
  return [
    { title: 'job', value: ({ job }) => job.name },
    { title: 'schedule', value: ({ job }) => job.schedule },
    { title: 'active', value: ({ job }) => job.isActive, short: ({ job }) => (job.isActive ? 'yes' : 'no') },
    { title: 'last status', value: ({ last }) => last?.status ?? null, tone: ({ last }) => last && toneOf(last) },
    { title: 'reason', value: ({ last }) => last?.reason ?? null, optional: 2 },
    {
      title: 'last started',
      value: ({ last }) => fullTime(last?.startedAt),
      short: ({ last }) => relativeTime(last?.startedAt, now),
      optional: 1,
    },
    {
      title: 'execution',
      value: ({ last }) => last?.id ?? null,
      short: ({ last }) => last?.id.slice(0, 13) ?? '',
      optional: 3,
    },
  ];
}

export function jobJson({ job, last }: JobRow): object {
  return {
    name: job.name,
    jobType: job.jobType,
    schedule: job.schedule,
    isActive: job.isActive,
    ...(last === undefined ? {} : { lastExecution: lastJson(last) }),
  };
}

function lastJson({ id, status, reason, startedAt, completedAt }: Execution): object {
  const ended = completedAt === null ? null : fullTime(completedAt);
  return { id, status, reason, startedAt: fullTime(startedAt), completedAt: ended };
}

export const configKeyColumns: readonly Column<ConfigKey>[] = [
  { title: 'key', value: ({ key }) => key },
  { title: 'value', value: ({ value }) => String(value) },
  {
    title: 'default',
    value: ({ defaultValue }) => (defaultValue === null ? null : String(defaultValue)),
    optional: 1,
  },
  { title: 'meaning', value: ({ description }) => description, flexible: true },
];

export function configJson(keys: readonly ConfigKey[]): object {
  return keys.map(({ key, value, defaultValue, description }) => ({ key, value, default: defaultValue, description }));
}
