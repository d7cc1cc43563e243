// Real processes that do the same thing to the same file in the same moment.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { buildSync } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import { readMigrations } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/open.ts';
import { migrationsOf, ourMigrations, root, temporaryFolder } from './folders.ts';

const RACERS = 8;
const ROUNDS = 3;

/** racer.ts as one file: eight processes that load a few hundred modules each would take half a minute. */
function bundleRacer(): string {
  const folder = temporaryFolder();
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const outfile = join(folder, 'racer.mjs');
  const entry = fileURLToPath(new URL('./racer.ts', import.meta.url));
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['better-sqlite3'],
  });
  return outfile;
}

const racer = bundleRacer();
const started = new Set<ChildProcess>();

afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
});

/** Starts a racer and waits until it stands at the barrier. */
async function startRacer(...given: readonly string[]) {
  const child = spawn(process.execPath, [racer, ...given]);
  started.add(child);
  const ended = once(child, 'close');
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextAnswer = async (): Promise<unknown> => {
    const line = await lines.next();
    if (!line.done) return JSON.parse(line.value);
    await ended;
    throw new Error(`a racer ended without an answer: ${complaint}`);
  };
  expect(await nextAnswer()).toBe('ready');
  return { child, ended, nextAnswer };
}

function start(racers: readonly { readonly child: ChildProcess }[]): void {
  const at = String(Date.now() + 30);
  for (const { child } of racers) child.stdin?.write(at);
}

/** All racers stand at the barrier before the first is let go. */
async function race(...given: readonly string[]) {
  const racers = await Promise.all(Array.from({ length: RACERS }, () => startRacer(...given)));
  start(racers);
  return Promise.all(
    racers.map(async ({ child, ended, nextAnswer }) => ({ child, ended, answer: await nextAnswer() })),
  );
}

function newDatabase(migrations?: string): string {
  const path = join(temporaryFolder(), 'riotjobs.db');
  if (migrations !== undefined) void openStore({ path, migrations, create: true }).store.close();
  return path;
}

function rowsOf(path: string, statement: string): unknown[] {
  const file = new Sqlite(path, { readonly: true });
  try {
    return file.prepare(statement).all();
  } finally {
    file.close();
  }
}

const first = { '0000_first': 'create table first (id integer primary key)' };
/** Slow enough that every other process arrives while it runs. */
const slow = `create table second (id integer primary key);--> statement-breakpoint
insert into second with recursive n (i) as (select 1 union all select i + 1 from n where i < 100000) select i from n`;

interface Opened {
  readonly applied: readonly string[];
  readonly hasBackup: boolean;
}

/** Per database what its openers did, those who migrated it first. */
async function openRace(migrations: string, paths: readonly string[]): Promise<Opened[][]> {
  const racers = await race('open', migrations, ...paths);
  const answers = racers.map(({ answer }) => answer as Opened[]);
  const opened = paths.map((_, index) => answers.flatMap((answer) => answer.slice(index, index + 1)));
  return opened.map((ofPath) => ofPath.toSorted((a, b) => b.applied.length - a.applied.length));
}

const nobody = Array.from({ length: RACERS - 1 }, (): Opened => ({ applied: [], hasBackup: false }));

describe('processes that open the same database at once', () => {
  it('create and migrate it once, every time', async () => {
    const paths = Array.from({ length: 20 }, () => newDatabase());
    const everything = { applied: readMigrations(ourMigrations).map(({ name }) => name), hasBackup: false };
    for (const opened of await openRace(ourMigrations, paths)) expect(opened).toEqual([everything, ...nobody]);
    for (const path of paths) expect(rowsOf(path, 'select name from job_configurations')).toHaveLength(3);
  });

  it('wait for a slow migration of a new database', async () => {
    const path = newDatabase();
    const [opened] = await openRace(migrationsOf({ ...first, '0001_slow': slow }), [path]);
    expect(opened).toEqual([{ applied: ['0000_first', '0001_slow'], hasBackup: false }, ...nobody]);
    expect(rowsOf(path, 'select count(*) as count from second')).toEqual([{ count: 100_000 }]);
  });

  it('upgrade an older one once, with one backup', async () => {
    const path = newDatabase(migrationsOf(first));
    const [opened] = await openRace(migrationsOf({ ...first, '0001_slow': slow }), [path]);
    expect(opened).toEqual([{ applied: ['0001_slow'], hasBackup: true }, ...nobody]);
    expect(readdirSync(dirname(path)).filter((name) => name.includes('before-migration'))).toHaveLength(1);
    expect(rowsOf(path, 'select name from schema_migrations')).toHaveLength(2);
  });
});

describe('processes that claim the same job at once', () => {
  interface ClaimAnswer {
    readonly kind: string;
    readonly executionId?: string;
    readonly other?: string;
  }

  async function claimRace(path: string) {
    const racers = await race('claim', ourMigrations, path);
    const answers = racers.map((racer) => ({ ...racer, answer: racer.answer as ClaimAnswer }));
    const winners = answers.filter(({ answer }) => answer.kind === 'claimed');
    const losers = answers.filter(({ answer }) => answer.kind === 'held');
    expect(winners.length + losers.length).toBe(RACERS);
    return { winners, losers };
  }

  it('are one winner, also after the winner before was killed', async () => {
    const path = newDatabase(ourMigrations);
    let before: string | undefined;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const { winners, losers } = await claimRace(path);
      expect(winners.map(({ answer }) => answer.other)).toEqual([before]);
      const [winner] = winners;
      before = winner?.answer.executionId;
      expect(new Set(losers.map(({ answer }) => answer.other))).toEqual(new Set([before]));
      winner?.child.kill('SIGKILL');
      await winner?.ended;
    }
    const ended = rowsOf(path, "select status, reason from job_executions where reason = 'abandoned'");
    expect(ended).toEqual(Array.from({ length: ROUNDS - 1 }, () => ({ status: 'FAILED', reason: 'abandoned' })));
    const events = rowsOf(path, 'select kind, count(*) as count from job_events group by kind order by kind');
    const skipped = { kind: 'skipped', count: ROUNDS * (RACERS - 1) };
    expect(events).toEqual([{ kind: 'recovered', count: ROUNDS - 1 }, skipped]);
  });

  it('all lose against a process that is alive', async () => {
    const path = newDatabase(ourMigrations);
    const holder = await startRacer('claim', ourMigrations, path);
    start([holder]);
    const { executionId } = (await holder.nextAnswer()) as ClaimAnswer;
    const { winners, losers } = await claimRace(path);
    expect(winners).toEqual([]);
    expect(new Set(losers.map(({ answer }) => answer.other))).toEqual(new Set([executionId]));
  });
});
