// PURE: the statistics of jobs as a table, one column per job.

import type { JobStats } from '../../jobs/stats.ts';
import { executionReasons } from '../../store/terms.ts';
import type { Column, TableData } from './table.ts';
import { duration } from './text.ts';

interface StatRow {
  readonly name: string;
  readonly title: string;
  readonly values: readonly (number | null)[];
  show(value: number): string;
}

export function statsTable(stats: readonly JobStats[]): TableData<StatRow> {
  const columns: Column<StatRow>[] = stats.map(({ job }, index) => ({
    title: job,
    value: ({ values }) => values[index] ?? null,
    short: ({ values, show }) => {
      const value = values[index] ?? null;
      return value === null ? '-' : show(value);
    },
    align: 'right',
  }));
  const title: Column<StatRow> = { title: 'metric', value: ({ name }) => name, short: (row) => row.title };
  return { columns: [title, ...columns], rows: rowsOf(stats) };
}

type Read = (stats: JobStats) => number | null;

function rowsOf(stats: readonly JobStats[]): StatRow[] {
  const row = (name: string, title: string, [read, show]: readonly [Read, StatRow['show']]): StatRow => {
    return { name, title, values: stats.map(read), show };
  };
  const count = (name: string, title: string, read: Read) => row(name, title, [read, String]);
  return [
    count('executions', 'executions', (one) => one.executions),
    ...statuses.map((status) => count(status, `  ${status}`, (one) => one.byStatus[status] ?? 0)),
    ...executionReasons
      .filter((reason) => stats.some((one) => one.byReason[reason]))
      .map((reason) => count(reason, `  ${reason}`, (one) => one.byReason[reason] ?? 0)),
    row('successRate', 'success rate', [(one) => one.successRate, percent]),
    row('medianMs', 'duration, median', [(one) => one.medianMs, duration]),
    row('p95Ms', 'duration, 95th percentile', [(one) => one.p95Ms, duration]),
    count('requests', 'API requests', (one) => one.requests),
    count('matches', 'matches fetched', (one) => one.matches),
    row('matchesPerRequest', 'matches per request', [(one) => one.matchesPerRequest, (ratio) => ratio.toFixed(2)]),
    row('waitedPerRequestMs', 'wait for quota per request', [(one) => one.waitedPerRequestMs, duration]),
    count('playersAnalyzed', 'players analyzed', (one) => one.playersAnalyzed),
    count('itemsFailed', 'players skipped', (one) => one.itemsFailed),
    count('skipped', 'starts skipped', (one) => one.skipped),
    count('missed', 'slots missed', (one) => one.missed),
    count('recovered', 'owners that were gone', (one) => one.recovered),
  ];
}

const statuses = ['PENDING', 'RUNNING', 'SUCCESS', 'FAILED'] as const;

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
