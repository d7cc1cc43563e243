// A watch loop over a real database under a virtual clock. Its children are no processes, but claim and finish as those do.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Clock } from '../../src/clock.ts';
import { planStart } from '../../src/jobs/due.ts';
import { newExecutionId, newLeaseToken } from '../../src/jobs/execution-id.ts';
import type { JobName } from '../../src/jobs/index.ts';
import { type WatchPorts, type WatchRequest, watch, watchOnce } from '../../src/jobs/watch.ts';
import type { Child } from '../../src/jobs/watch-children.ts';
import type { ChildEnd, WatchEvent } from '../../src/jobs/watch-events.ts';
import type { Processes, ProcessIdentity } from '../../src/processes.ts';
import type { ExecutionsStore } from '../../src/store/executions-store.ts';
import { openStore } from '../../src/store/open.ts';
import type { Lease } from '../../src/store/records.ts';
import { VirtualClock } from '../unit/riot-virtual-clock.ts';

/** 2026-11-01T12:00:00Z. */
export const NOON = 1_793_534_400_000;
export const SECOND = 1000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

/** What the process of an execution does once it has claimed its slot. */
export type Work =
  | { readonly kind: 'takes'; readonly ms: number }
  /** Without a word to the database. */
  | { readonly kind: 'dies'; readonly ms: number }
  /** Deaf to all but a kill. */
  | { readonly kind: 'hangs' }
  /** Before it has claimed anything. */
  | { readonly kind: 'fails'; readonly exitCode: number };

export interface Told {
  /** Since noon. */
  readonly at: number;
  readonly event: WatchEvent;
}

export interface World {
  readonly clock: VirtualClock;
  /** Of the wall clock, ahead of the timers. */
  jumpMs: number;
  readonly told: Told[];
  /** Ids of executions whose end nobody else tells. */
  readonly gone: string[];
  work(jobName: JobName): Work;
  /** Called before each opening of the database. */
  beforeOpening(): void;
  /** Runs a loop until `until` ms after noon. */
  watch(until: number, request?: Partial<WatchRequest>): Promise<void>;
  watchOnce(request?: Partial<WatchRequest>): Promise<void>;
  ports(host?: string): WatchPorts;
  /** At so many ms after noon. */
  later(at: number, act: () => unknown): void;
  set(jobName: JobName, columns: Readonly<Record<string, unknown>>): void;
  rows(sql: string): Record<string, unknown>[];
  execute(sql: string): void;
  /** Of one kind, and of one job. */
  of<Kind extends WatchEvent['kind']>(
    kind: Kind,
    jobName?: JobName,
  ): (Extract<WatchEvent, { kind: Kind }> & { readonly saidAt: number })[];
  /** Most processes of one job at once. */
  readonly mostAtOnce: Map<JobName, number>;
}

/** Loading the program until the claim. */
const START_UP_MS = 400;

/** A migrated database with both jobs for manual starts. */
export function createWorld(): World {
  const clock = new VirtualClock(NOON);
  const path = join(mkdtempSync(join(tmpdir(), 'riotjobs-watch-')), 'test.db');
  const living = new Set<number>();
  const wall: Clock = {
    now: () => clock.now() + world.jumpMs,
    monotonic: () => clock.monotonic(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  };
  const { store } = openStore({ path, migrations: join(import.meta.dirname, '../../drizzle/sqlite'), create: true });
  const withStore: WatchPorts['withExecutions'] = async (use) => {
    world.beforeOpening();
    return use(store.executions);
  };
  const crowd = createCrowd({ clock: wall, living, withStore, workOf: (jobName) => world.work(jobName) });
  const world: World = {
    clock,
    jumpMs: 0,
    told: [],
    gone: [],
    work: () => ({ kind: 'takes', ms: 5 * SECOND }),
    beforeOpening: () => {},
    mostAtOnce: crowd.mostAtOnce,
    ports: (host = 'here') => ({
      clock: wall,
      processes: processesOf(host, living),
      withExecutions: withStore,
      startChild: (jobName) => crowd.start(jobName, host),
      tell: (event) => world.told.push({ at: clock.now() - NOON, event }),
      onGone: (executions) => world.gone.push(...executions.map(({ id }) => id)),
    }),
    watch: (until, request = {}) => {
      const stop = new AbortController();
      world.later(until, () => stop.abort('SIGTERM'));
      return clock.run(watch(world.ports(), { jobNames: ['updater', 'analyzer'], signal: stop.signal, ...request }));
    },
    watchOnce: (request = {}) => {
      const { signal } = new AbortController();
      return clock.run(watchOnce(world.ports(), { jobNames: ['updater', 'analyzer'], signal, ...request }));
    },
    later: (at, act) => void clock.sleep(NOON + at - clock.now()).then(act),
    set: (jobName, columns) => {
      const entries = Object.entries(columns);
      const names = entries.map(([name]) => `${name} = ?`).join(', ');
      const values = entries.map(([, value]) => value);
      withFile(path, (file) =>
        file.prepare(`update job_configurations set ${names} where name = ?`).run(...values, jobName),
      );
    },
    rows: (sql) => withFile(path, (file) => file.prepare(sql).all() as Record<string, unknown>[]),
    execute: (sql) => withFile(path, (file) => void file.exec(sql)),
    of: (kind, jobName) =>
      world.told
        .filter(({ event }) => event.kind === kind)
        .filter(({ event }) => jobName === undefined || ('jobName' in event && event.jobName === jobName))
        .map(({ at, event }) => ({ saidAt: at, ...event })) as never,
  };
  for (const name of ['updater', 'analyzer'] as const) world.set(name, { schedule: 'manual', is_active: 1 });
  return world;
}

function withFile<Result>(path: string, use: (file: Sqlite.Database) => Result): Result {
  const file = new Sqlite(path);
  try {
    return use(file);
  } finally {
    file.close();
  }
}

function identity(host: string, pid: number): ProcessIdentity {
  return { host, bootId: 'boot', pidNamespace: 'ns', pid, pidStart: '1' };
}

function processesOf(host: string, living: ReadonlySet<number>): Processes {
  const self = identity(host, 1);
  return {
    self: () => self,
    stateOf: ({ pid, ...owner }) => {
      if (owner.host !== host || owner.pidNamespace !== self.pidNamespace) return 'unknown';
      return living.has(pid) ? 'alive' : 'dead';
    },
  };
}

interface CrowdPorts {
  readonly clock: Clock;
  readonly living: Set<number>;
  readonly withStore: WatchPorts['withExecutions'];
  workOf(jobName: JobName): Work;
}

function createCrowd(ports: CrowdPorts) {
  const mostAtOnce = new Map<JobName, number>();
  const atOnce = new Map<JobName, number>();
  let pid = 4000;
  const count = (jobName: JobName, by: number) => {
    const now = (atOnce.get(jobName) ?? 0) + by;
    atOnce.set(jobName, now);
    mostAtOnce.set(jobName, Math.max(mostAtOnce.get(jobName) ?? 0, now));
  };
  return {
    mostAtOnce,
    start: (jobName: JobName, host: string): Child => {
      pid += 1;
      const own = pid;
      const stopped = new AbortController();
      const killed = new AbortController();
      ports.living.add(own);
      count(jobName, 1);
      const end = live(ports, { jobName, owner: identity(host, own), stopped: stopped.signal, killed: killed.signal });
      const ended = end.then((value) => {
        ports.living.delete(own);
        count(jobName, -1);
        return value;
      });
      return { pid: own, ended, stop: () => stopped.abort(), kill: () => killed.abort() };
    },
  };
}

interface Life {
  readonly jobName: JobName;
  readonly owner: ProcessIdentity;
  readonly stopped: AbortSignal;
  readonly killed: AbortSignal;
}

const exit = (exitCode: number): ChildEnd => ({ exitCode, signalName: null, problem: null });
const killedEnd: ChildEnd = { exitCode: null, signalName: 'SIGKILL', problem: null };

async function live(ports: CrowdPorts, life: Life): Promise<ChildEnd> {
  const { clock, withStore } = ports;
  const work = ports.workOf(life.jobName);
  await clock.sleep(START_UP_MS);
  if (work.kind === 'fails') return exit(work.exitCode);
  const lease = await withStore((executions) => claimDue(executions, clock, life));
  if (lease === undefined) return exit(0);
  if (work.kind === 'hangs') {
    await clock.sleep(10 * HOUR, life.killed).catch(() => undefined);
    return killedEnd;
  }
  await clock.sleep(work.ms, AbortSignal.any([life.stopped, life.killed])).catch(() => undefined);
  if (work.kind === 'dies' || life.killed.aborted) return killedEnd;
  const isStopped = life.stopped.aborted;
  await withStore((executions) =>
    executions.finish({
      lease,
      status: isStopped ? 'FAILED' : 'SUCCESS',
      reason: isStopped ? 'interrupted' : 'completed',
      log: {},
      lines: [],
      counters: { apiRequests: 7 },
      now: clock.now(),
    }),
  );
  return exit(isStopped ? 143 : 0);
}

/** As `run --due`: it plans by itself. */
async function claimDue(
  executions: ExecutionsStore,
  clock: Clock,
  { jobName, owner }: Life,
): Promise<Lease | undefined> {
  const job = await executions.findJob(jobName);
  const [last] = await executions.list({ jobName, limit: 1 });
  if (job === undefined) return undefined;
  const { start, step } = planStart({ job, last, now: clock.now() });
  if (start === undefined) return undefined;
  const claim = await executions.claim({
    executionId: newExecutionId(clock.now()),
    token: newLeaseToken(),
    jobName,
    trigger: start.trigger,
    params: {},
    step,
    owner,
    cliVersion: 'test',
    now: clock.now(),
    leaseMs: 10 * HOUR,
    stateOf: () => 'alive',
  });
  return claim.kind === 'claimed' ? claim.lease : undefined;
}
