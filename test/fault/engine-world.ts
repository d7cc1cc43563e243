// Real processes of the built program on one database, in front of a simulated Riot whose world stands still.

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { stageBuilt, temporaryFolder } from '../e2e/staged.ts';
import { type Place, place, rowsOf, type SimulatedApi, startSimulator } from '../e2e/world.ts';

export interface Ground {
  readonly folder: string;
  readonly api: SimulatedApi;
  /** A database with tracked players, nothing else. */
  readonly template: string;
}

/** Every answer takes `latencyMs` there and as much back. */
export async function prepareGround(trackedPlayers: number, latencyMs = 0): Promise<Ground> {
  const folder = stageBuilt();
  const faults = join(temporaryFolder('riotjobs-faults-'), 'faults.json');
  writeFileSync(faults, JSON.stringify(latencyMs === 0 ? [] : [{ fault: { kind: 'latency', ms: latencyMs } }]));
  const api = await startSimulator(folder, '--faults', faults);
  const start = place(folder, api, 'template');
  for (const { riotId } of api.suggested.slice(0, trackedPlayers)) {
    const name = `${riotId.gameName}#${riotId.tagLine}`;
    const { code, stderr } = await start.riotjobs.run('players', 'track', name, '--platform', 'euw1');
    if (code !== 0) throw new Error(stderr);
  }
  withFile(start.database, (file) => file.pragma('wal_checkpoint(TRUNCATE)'));
  return { folder, api, template: start.database };
}

/** A copy of the template, with a key of its own. */
export function settle({ folder, api, template }: Ground, name: string): Place {
  const settled = place(folder, api, name);
  copyFileSync(template, settled.database);
  return settled;
}

export interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** Starts a command; one that the test leaves behind is killed. */
export function start({ riotjobs }: Pick<Place, 'riotjobs'>, ...argv: readonly string[]): Running {
  return running(riotjobs.start(...argv));
}

/** The same in a shell that has done something before. */
export function startAfter({ riotjobs }: Pick<Place, 'riotjobs'>, script: string, argv: readonly string[]): Running {
  return running(riotjobs.startAfter(script, ...argv));
}

function running(child: ChildProcess): Running {
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += String(chunk);
  });
  child.stdout?.resume();
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, stderr }) as Ended);
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, pid: child.pid ?? 0, ended };
}

export function withFile<Result>(path: string, use: (file: Sqlite.Database) => Result): Result {
  const file = new Sqlite(path);
  try {
    return use(file);
  } finally {
    file.close();
  }
}

export function execute({ database }: Pick<Place, 'database'>, sql: string): void {
  withFile(database, (file) => void file.exec(sql));
}

export interface ExecutionRow {
  readonly id: string;
  readonly job_name: string;
  readonly status: string;
  readonly reason: string | null;
  readonly pid: number;
  readonly started_at: number;
  readonly completed_at: number | null;
  readonly matches_fetched: number;
  readonly api_requests_made: number;
}

/** Oldest first. */
export function executionsOf({ database }: Pick<Place, 'database'>): readonly ExecutionRow[] {
  return rowsOf(database, 'select * from job_executions order by started_at, id') as unknown as ExecutionRow[];
}

export function countMatches({ database }: Pick<Place, 'database'>): number {
  return Number(rowsOf(database, 'select count(*) as n from matches')[0]?.['n']);
}

/** Looks again and again until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}

/** `npm run test:fault` plays every round, `npm test` the first ones. */
export function rounds(all: number, few: number): number[] {
  const count = process.env['npm_lifecycle_event'] === 'test:fault' ? all : few;
  return Array.from({ length: count }, (_, index) => index + 1);
}
