// riotjobs status: one screen for a person, an exit code for monitoring.

import { statSync } from 'node:fs';
import { systemClock } from '../../clock.ts';
import { type Backlog, type BacklogPorts, readBacklog } from '../../jobs/backlog.ts';
import { JobConfigError } from '../../jobs/errors.ts';
import { platformRoutes, regionalRouteOf } from '../../league/routing.ts';
import { readGateFile } from '../../riot/gate-file-reading.ts';
import { reportLimits } from '../../riot/limits-report.ts';
import { readMigrations } from '../../store/migrate.ts';
import type { JobConfiguration, JobEvent } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { type Config, findApiKey, readConfig } from '../config.ts';
import { exitCodes } from '../exit-codes.ts';
import { healthOf } from '../health.ts';
import { limitsFile } from '../limits-files.ts';
import { migrationsFolder } from '../package-root.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { systemProcesses } from '../processes.ts';
import {
  type DatabaseState,
  isHealthy,
  type StatusRow,
  statusColumns,
  statusJson,
  statusLines,
} from '../render/status.ts';
import { safeText } from '../render/text.ts';
import type { Environment, Terminal } from '../terminal.ts';
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
  const { rows, backlog } = await withStore(config, {
    create: false,
    use: async ({ store }) => {
      const jobs = await store.executions.listJobs();
      const looks = jobs.map((job) => look(store, { job, now, maxAgeMs: options.maxAge }));
      const allowedPerHour = () => allowedPerHourOf(config, terminal.env);
      return {
        rows: await Promise.all(looks),
        backlog: await findBacklog({ store, clock: systemClock, allowedPerHour }),
      };
    },
  });
  print(terminal, { rows, database: { ...databaseState(config.database), backlog }, now, options });
  return options.exitStatus && !rows.every(isHealthy) ? exitCodes.FAILED : exitCodes.OK;
}

/** undefined = the configuration cannot be read, and the health of the job says why. */
async function findBacklog(ports: BacklogPorts): Promise<Backlog | undefined> {
  try {
    return await readBacklog(ports);
  } catch (error) {
    if (error instanceof JobConfigError) return undefined;
    throw error;
  }
}

/** Of the busiest regional route: matches are what most requests are for. */
function allowedPerHourOf(config: Config, env: Environment): number | null {
  const key = findApiKey(env);
  if (key === undefined) return null;
  const at = { boot: systemProcesses.self().bootId, monotonic: systemClock.monotonic(), wall: systemClock.now() };
  const kept = readGateFile(limitsFile(config, key.apiKey).path, at);
  const reports = reportLimits(kept, { ...at, stateOf: systemProcesses.stateOf });
  const regional: readonly string[] = platformRoutes.map(regionalRouteOf);
  const allowed = reports.flatMap(({ route, allowedPerHour }) =>
    regional.includes(route) ? (allowedPerHour ?? []) : [],
  );
  return allowed.length === 0 ? null : Math.max(...allowed);
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

function databaseState(path: string): Omit<DatabaseState, 'backlog'> {
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
