// The watch loop of the built program, with real processes and a simulated Riot API.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../integration/notify-server.ts';
import { RECENTLY } from '../integration/recently.ts';
import { guardedEnv, stageBuilt, temporaryFolder } from './staged.ts';
import { program, rowsOf } from './world.ts';

/** With this key every answer takes long, so that an execution is still under way when something happens to it. */
const SLOW_KEY = 'RGAPI-slow';
const EXPIRED_KEY = 'RGAPI-expired';
const WORLD = [
  '--seed',
  '11',
  '--players',
  '40',
  '--days',
  '10',
  '--limits',
  'none',
  '--now',
  new Date(RECENTLY).toISOString(),
];

let folder: string;
let simulator: ChildProcess;
/** A database with two tracked players. */
let template: string;
let api: { readonly apiUrl: string; readonly suggested: { readonly riotId: Record<'gameName' | 'tagLine', string> }[] };

beforeAll(async () => {
  folder = stageBuilt();
  const faults = join(temporaryFolder(), 'faults.json');
  const slow = { key: SLOW_KEY, fault: { kind: 'latency', ms: 500 } };
  writeFileSync(faults, JSON.stringify([slow, { key: EXPIRED_KEY, fault: { kind: 'key-expired' } }]));
  simulator = program(folder, {}).start('simulate', '--port', '0', '--json', ...WORLD, '--faults', faults);
  const [line] = (await once(createInterface({ input: simulator.stdout as NodeJS.ReadableStream }), 'line')) as [
    string,
  ];
  api = JSON.parse(line) as typeof api;
  template = await createTemplate();
});

afterAll(async () => {
  simulator.kill('SIGTERM');
  await once(simulator, 'close');
});

interface Told {
  readonly event: string;
  readonly job?: string;
  readonly pid?: number;
  readonly nextAt?: string | null;
  readonly signal?: string | null;
  readonly run?: { readonly id: string; readonly status: string; readonly reason: string } | null;
}

async function createTemplate(): Promise<string> {
  const database = join(temporaryFolder(), 'riotjobs.db');
  const list = join(temporaryFolder(), 'players.txt');
  const players = api.suggested.slice(0, 2).map(({ riotId }) => `${riotId.gameName}#${riotId.tagLine}\n`);
  writeFileSync(list, players.join(''));
  const settings = { RIOTJOBS_DATABASE: database, RIOTJOBS_API_URL: api.apiUrl, RIOT_API_KEY: 'RGAPI-quick' };
  const { code, stderr } = await program(folder, settings).run(
    'players',
    'track',
    '--file',
    list,
    '--platform',
    'euw1',
  );
  if (code !== 0) throw new Error(stderr);
  return database;
}

/** A database of its own, with these schedules. */
function newPlace({ updater = 'manual', analyzer = 'manual', key = 'RGAPI-quick' }) {
  const database = join(temporaryFolder('riotjobs-watch-'), 'riotjobs.db');
  copyFileSync(template, database);
  const file = new Sqlite(database);
  const set = file.prepare('update job_configurations set schedule = ?, config_json = ? where name = ?');
  set.run(updater, '{"max_new_matches_per_player":2}', 'updater');
  set.run(analyzer, '{}', 'analyzer');
  file.close();
  const settings = { RIOTJOBS_DATABASE: database, RIOTJOBS_API_URL: api.apiUrl, RIOT_API_KEY: key };
  return { database, settings, run: program(folder, settings).run };
}

type Place = ReturnType<typeof newPlace>;

/** In a process group of its own, as a shell would start it. */
function startWatch({ settings }: Place, ...options: readonly string[]) {
  const loop = spawn(process.execPath, [join(folder, 'bin', 'riotjobs.js'), 'watch', '--json', ...options], {
    env: guardedEnv(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const told: Told[] = [];
  createInterface({ input: loop.stdout }).on('line', (line) => told.push(JSON.parse(line) as Told));
  const said: string[] = [];
  createInterface({ input: loop.stderr }).on('line', (line) => said.push(line));
  const closed = once(loop, 'close') as Promise<[number | null, string | null]>;
  const count = (fits: (event: Told) => boolean) => told.filter(fits).length;
  /** The first one that fits, among those behind the first `after`. */
  const waitFor = async (fits: (event: Told) => boolean, after = 0): Promise<Told> => {
    while (loop.exitCode === null && loop.signalCode === null) {
      const found = told.slice(after).find(fits);
      if (found) return found;
      await pause(20);
    }
    throw new Error(`the loop has ended: ${said.join('\n')}\n${JSON.stringify(told)}`);
  };
  return { loop, told, said, closed, count, waitFor };
}

const hasSucceeded =
  (job: string) =>
  ({ event, job: name, run }: Told) =>
    event === 'ended' && name === job && run?.status === 'SUCCESS';

const isStart =
  (name: string) =>
  ({ event, job }: Told) =>
    event === 'started' && job === name;

const statuses = ({ database }: Place) =>
  rowsOf(database, "select status || ' ' || coalesce(reason, '') as ended from job_executions order by started_at").map(
    ({ ended }) => ended,
  );

async function isRunning({ database }: Place): Promise<void> {
  while (rowsOf(database, "select * from job_executions where status = 'RUNNING'").length === 0) await pause(20);
}

/** In the midst of an execution. */
async function killUpdater({ database }: Place): Promise<number> {
  const sql = "select pid from job_executions where status = 'RUNNING' and job_name = 'updater'";
  for (;;) {
    const pid = Number(rowsOf(database, sql)[0]?.['pid'] ?? 0);
    if (pid > 0 && hasKilled(pid)) return pid;
    await pause(10);
  }
}

/** false: it had ended. */
function hasKilled(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

describe('the loop', () => {
  it('runs both jobs again and again, sees an edit, outlives a killed process, and ends in order', async () => {
    const place = newPlace({ updater: '1s', analyzer: '2s' });
    const { loop, told, said, closed, count, waitFor } = startWatch(place);
    await waitFor(() => count(hasSucceeded('updater')) > 1 && count(hasSucceeded('analyzer')) > 1);
    const killed = await killUpdater(place);
    const end = await waitFor(({ event, pid }) => event === 'ended' && pid === killed);
    expect(end).toMatchObject({ job: 'updater', signal: 'SIGKILL' });
    await waitFor(hasSucceeded('updater'), told.indexOf(end));
    await waitFor(hasSucceeded('analyzer'), told.indexOf(end));

    expect(await place.run('jobs', 'set', 'updater', 'schedule=manual')).toMatchObject({ code: 0 });
    await waitFor(({ event, job, nextAt }) => event === 'next' && job === 'updater' && nextAt === null);
    const since = told.length;
    await waitFor(hasSucceeded('analyzer'), since);
    expect(told.slice(since).filter(isStart('updater'))).toEqual([]);

    loop.kill('SIGTERM');
    expect(await closed).toEqual([143, null]);
    expect(said).toEqual([]);
    expect(statuses(place).filter((ended) => String(ended).startsWith('RUNNING'))).toEqual([]);
    const slots = rowsOf(
      place.database,
      'select count(*) as n, count(distinct scheduled_for || job_name) as distinct_n from job_executions',
    );
    expect(slots[0]?.['n']).toBe(slots[0]?.['distinct_n']);
  });

  it('tells the end of a process that was killed', async () => {
    const server = await listen();
    const place = newPlace({ updater: '1h', key: SLOW_KEY });
    const settings = { ...place.settings, RIOTJOBS_PING_URL: `${server.url}/token` };
    const { loop, closed, waitFor, told } = startWatch({ ...place, settings }, '--jobs', 'updater');
    const killed = await killUpdater(place);
    await waitFor(({ event, pid }) => event === 'ended' && pid === killed);
    const id = told.find(({ event }) => event === 'ended')?.run?.id;
    while (!server.told.some(({ url }) => url === `/token/fail?rid=${id}`)) await pause(20);
    loop.kill('SIGTERM');
    expect(await closed).toEqual([143, null]);
    expect(statuses(place)).toEqual(['FAILED abandoned']);
  });

  it('at Ctrl-C, which reaches its whole process group, its executions end in order, too', async () => {
    const place = newPlace({ updater: '1s', key: SLOW_KEY });
    const { loop, closed, waitFor, told } = startWatch(place, '--jobs', 'updater');
    await waitFor(isStart('updater'));
    await isRunning(place);
    process.kill(-(loop.pid ?? 0), 'SIGINT');
    expect(await closed).toEqual([130, null]);
    expect(statuses(place)).toEqual(['FAILED interrupted']);
    expect(told.slice(-2)).toMatchObject([
      { event: 'stopping', running: ['updater'] },
      { event: 'ended', exitCode: 143, run: { status: 'FAILED', reason: 'interrupted' } },
    ]);
  });

  it('at a second signal kills what does not listen, and is gone', async () => {
    const place = newPlace({ updater: '1s', key: SLOW_KEY });
    const { loop, closed, waitFor } = startWatch(place, '--jobs', 'updater');
    const { pid } = await waitFor(isStart('updater'));
    await isRunning(place);
    process.kill(pid ?? 0, 'SIGSTOP');
    loop.kill('SIGTERM');
    await waitFor(({ event }) => event === 'stopping');
    loop.kill('SIGTERM');
    expect(await closed).toEqual([143, null]);
    while (statuses(place).includes('RUNNING ')) await place.run('executions', 'recover');
    expect(statuses(place)).toEqual(['FAILED abandoned']);
  });

  it('that is killed leaves its executions to their own end', async () => {
    const place = newPlace({ updater: '1s', key: SLOW_KEY });
    const { loop, closed, waitFor } = startWatch(place, '--jobs', 'updater');
    await waitFor(isStart('updater'));
    await isRunning(place);
    loop.kill('SIGKILL');
    expect(await closed).toEqual([null, 'SIGKILL']);
    while (statuses(place).includes('RUNNING ')) await pause(50);
    expect(statuses(place)).toEqual(['SUCCESS completed']);
  });
});

describe('--once', () => {
  it('ends with a code of the table when a process was killed', async () => {
    const place = newPlace({ updater: '1h', key: SLOW_KEY });
    const { closed } = startWatch(place, '--once');
    await killUpdater(place);
    expect(await closed).toEqual([1, null]);
    expect(statuses(place)).toEqual(['FAILED abandoned']);
  });

  it('runs what is due, and says nothing about it', async () => {
    const place = newPlace({ updater: '1h', analyzer: '1h' });
    expect(await place.run('watch', '--once')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(statuses(place)).toEqual(['SUCCESS completed', 'SUCCESS completed']);
    expect(await place.run('watch', '--once')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(statuses(place)).toHaveLength(2);
  });

  it('ends with the exit code of what went wrong, and says what', async () => {
    const place = newPlace({ updater: 'sometimes', analyzer: '1h' });
    const { code, stdout, stderr } = await place.run('watch', '--once');
    expect({ code, stdout }).toEqual({ code: 12, stdout: '' });
    expect(stderr).toMatch(/^\S+ updater cannot be started: .*sometimes/);
    expect(statuses(place)).toEqual(['SUCCESS completed']);
  });

  it('hands on what an execution says of its failure, and its exit code', async () => {
    const place = newPlace({ updater: '1h', key: EXPIRED_KEY });
    const { code, stdout, stderr } = await place.run('watch', '--once');
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(/^updater: .*key/);
  });
});
