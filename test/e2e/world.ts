// The built program and a simulated Riot API, each as a process of its own.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Sqlite from 'better-sqlite3';
import { RECENTLY } from '../integration/recently.ts';
import { guardedEnv, temporaryFolder } from './staged.ts';

/** Histories of forty days are shorter than target_matches, so that the end does not depend on the order of the work. */
export const WORLD = [
  '--seed',
  '11',
  '--players',
  '60',
  '--days',
  '40',
  '--limits',
  'none',
  '--now',
  new Date(RECENTLY).toISOString(),
];

export const TARGET_MATCHES = 100;

/** Budgets large enough to come to rest in a few runs. */
export const BUDGETS = [
  ['--set', `target_matches=${TARGET_MATCHES}`],
  ['--set', 'players_per_run=30'],
  ['--set', 'matches_per_player=40'],
  ['--set', 'analyses_per_run=40'],
].flat();

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  /** Runs a command to its end. */
  run(...argv: readonly string[]): Promise<Ended>;
  /** Starts a command and leaves it running. */
  start(...argv: readonly string[]): ChildProcess;
  /** The same in a shell that has done something before. */
  startAfter(script: string, ...argv: readonly string[]): ChildProcess;
}

/** The program with settings of its own: nothing of the surroundings counts. */
export function program(folder: string, settings: Readonly<Record<string, string>>): Program {
  const spawned = (command: readonly string[]) => {
    const [file = '', ...args] = command;
    return spawn(file, args, { env: guardedEnv(settings), stdio: ['ignore', 'pipe', 'pipe'] });
  };
  const riotjobs = [process.execPath, join(folder, 'bin', 'riotjobs.js')];
  const start = (...argv: readonly string[]) => spawned([...riotjobs, ...argv]);
  return {
    start,
    startAfter: (script, ...argv) => spawned(['sh', '-c', `${script}; exec "$@"`, 'sh', ...riotjobs, ...argv]),
    run: async (...argv) => {
      const child = start(...argv);
      const texts = { stdout: '', stderr: '' };
      child.stdout.on('data', (chunk) => {
        texts.stdout += String(chunk);
      });
      child.stderr.on('data', (chunk) => {
        texts.stderr += String(chunk);
      });
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, ...texts };
    },
  };
}

export interface SimulatedApi {
  readonly url: string;
  readonly apiUrl: string;
  readonly suggested: readonly { readonly puuid: string; readonly riotId: { gameName: string; tagLine: string } }[];
  stats(): Promise<{
    readonly limitViolations: number;
    readonly repeatedMatchRequests: number;
    readonly requests: number;
  }>;
  stop(): Promise<void>;
}

/** `more` = further options of `simulate`. */
export async function startSimulator(folder: string, ...more: readonly string[]): Promise<SimulatedApi> {
  const child = program(folder, {}).start('simulate', '--port', '0', '--json', ...WORLD, ...more);
  const [line] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line')) as [string];
  const announced = JSON.parse(line) as Pick<SimulatedApi, 'url' | 'apiUrl' | 'suggested'>;
  return {
    ...announced,
    stats: async () => (await fetch(`${announced.url}/__stats`)).json() as ReturnType<SimulatedApi['stats']>,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'close');
    },
  };
}

export interface Place {
  readonly database: string;
  readonly riotjobs: Program;
}

/** A new database in a folder of its own, with a key of its own. */
export function place(folder: string, api: SimulatedApi, name: string): Place {
  const database = join(temporaryFolder('riotjobs-place-'), 'riotjobs.db');
  const settings = { RIOT_API_KEY: `RGAPI-${name}`, RIOTJOBS_DATABASE: database, RIOTJOBS_API_URL: api.apiUrl };
  return { database, riotjobs: program(folder, settings) };
}

export function rowsOf(database: string, sql: string): Record<string, unknown>[] {
  const file = new Sqlite(database, { readonly: true });
  try {
    return file.prepare(sql).all() as Record<string, unknown>[];
  } finally {
    file.close();
  }
}

/** Runs the analyzer until it asks Riot for nothing and judges nobody any more. */
export async function runUntilIdle({ riotjobs }: Place): Promise<void> {
  for (let runs = 0; runs < 60; runs++) {
    const { code, stdout, stderr } = await riotjobs.run('run', 'analyzer', '--json', ...BUDGETS);
    if (code !== 0) throw new Error(`run analyzer ended with ${code}: ${stderr}`);
    const { counters } = (JSON.parse(stdout) as { run: { counters: Record<string, number> } }).run;
    if (counters['apiRequests'] === 0 && counters['playersAnalyzed'] === 0) return;
  }
  throw new Error('the analyzer did not come to rest in 60 runs');
}
