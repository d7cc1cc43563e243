// riotjobs status: one screen for a person, an exit code for monitoring.

import { statSync } from 'node:fs';
import { systemClock } from '../../clock.ts';
import { readMigrations } from '../../store/migrate.ts';
import type { JobConfiguration, JobEvent } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { readConfig } from '../config.ts';
import { exitCodes } from '../exit-codes.ts';
import { healthOf } from '../health.ts';
import { migrationsFolder } from '../package-root.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import {
  type DatabaseState,
  isHealthy,
  type StatusRow,
  statusColumns,
  statusJson,
  statusLines,
} from '../render/status.ts';
import { safeText } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, withStore } from '../wire.ts';
import { withOwner } from './execution-owner.ts';

export type StatusOptions = CommandOptions & {
  readonly exitStatus?: boolean;
  /** A duration in ms. */
  readonly maxAge?: number;
};

const DAY_MS = 86_400_000;
/** More than anybody interrupts one after the other. */
const RECENT = 50;
const ALL = 1_000_000;

export async function status(terminal: Terminal, options: StatusOptions): Promise<number> {
  const config = await readConfig(options, terminal.env);
  const now = systemClock.now();
  const rows = await withStore(config, {
    create: false,
    use: async ({ store }) => {
      const jobs = await store.executions.listJobs();
      return Promise.all(jobs.map((job) => look(store, { job, now, maxAgeMs: options.maxAge })));
    },
  });
  print(terminal, { rows, database: databaseState(config.database), now, options });
  return options.exitStatus && !rows.every(isHealthy) ? exitCodes.FAILED : exitCodes.OK;
}

interface Look {
  readonly job: JobConfiguration;
  readonly now: number;
  readonly maxAgeMs: number | undefined;
}

async function look({ executions }: Store, { job, now, maxAgeMs }: Look): Promise<StatusRow> {
  const jobName = job.name;
  const [recent, [lastSuccess], [lastFailure], [running], events] = await Promise.all([
    executions.list({ jobName, limit: RECENT }),
    executions.list({ jobName, status: 'SUCCESS', limit: 1 }),
    executions.list({ jobName, status: 'FAILED', limit: 1 }),
    executions.list({ jobName, status: 'RUNNING', limit: 1 }),
    executions.listEvents({ jobName, since: now - DAY_MS, limit: ALL }),
  ]);
  const owned = running && withOwner(running);
  const health = healthOf({ job, recent, lastSuccess, running: owned, maxAgeMs, now });
  const slots = { missed: countSlots(events, 'missed'), skipped: countSlots(events, 'skipped') };
  return { job, health, running: owned, lastSuccess, lastFailure, ...slots };
}

function countSlots(events: readonly JobEvent[], kind: JobEvent['kind']): number {
  return events.filter((event) => event.kind === kind).reduce((sum, { slots }) => sum + (slots ?? 1), 0);
}

function databaseState(path: string): DatabaseState {
  return { path, sizeBytes: statSync(path).size, schema: readMigrations(migrationsFolder).at(-1)?.name ?? '' };
}

interface Screen {
  readonly rows: readonly StatusRow[];
  readonly database: DatabaseState;
  readonly now: number;
  readonly options: StatusOptions;
}

function print(terminal: Terminal, { rows, database, now, options }: Screen): void {
  if (options.json) {
    printJson(terminal, statusJson(rows, database));
    return;
  }
  printTable(terminal, { columns: statusColumns(now), rows });
  for (const line of statusLines(rows, database, now)) printMessage(terminal, safeText(line));
}
