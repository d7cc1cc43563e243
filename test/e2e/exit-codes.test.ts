// Every exit code of the table, from a process of its own.

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exitRows } from '../../src/cli/exit-codes.ts';
import { stageBuilt, temporaryFolder } from './staged.ts';
import { type Ended, type Place, program, rowsOf, WORLD } from './world.ts';

/** Each match takes a second, so that an execution can be met while it runs. */
const SLOW = [{ method: 'match-v5.getMatch', fault: { kind: 'latency', ms: 500 } }];

const ONE_BY_ONE = ['--set', 'concurrency=1'];

interface Announced {
  readonly url: string;
  readonly apiUrl: string;
  readonly suggested: readonly { readonly riotId: { readonly gameName: string; readonly tagLine: string } }[];
}

let folder: string;
let simulator: ChildProcess;
let api: Announced;
/** A database with two tracked players. */
let tracked: string;

beforeAll(async () => {
  folder = stageBuilt();
  const faults = join(temporaryFolder(), 'slow.json');
  writeFileSync(faults, JSON.stringify(SLOW));
  simulator = program(folder, {}).start('simulate', '--port', '0', '--json', '--faults', faults, ...WORLD);
  const [line] = (await once(createInterface({ input: simulator.stdout as NodeJS.ReadableStream }), 'line')) as [
    string,
  ];
  api = JSON.parse(line) as Announced;
  const place = newPlace();
  for (const { riotId } of api.suggested.slice(0, 2)) {
    const name = `${riotId.gameName}#${riotId.tagLine}`;
    expect(await place.riotjobs.run('players', 'track', name, '--platform', 'euw1')).toMatchObject({ code: 0 });
  }
  tracked = place.database;
});
afterAll(async () => {
  simulator.kill('SIGTERM');
  await once(simulator, 'close');
});

function newPlace(more: Readonly<Record<string, string>> = {}): Place {
  const database = join(temporaryFolder('riotjobs-place-'), 'riotjobs.db');
  const settings = {
    RIOT_API_KEY: 'RGAPI-exit-codes',
    RIOTJOBS_DATABASE: database,
    RIOTJOBS_API_URL: api.apiUrl,
    ...more,
  };
  return { database, riotjobs: program(folder, settings) };
}

/** With players whose matches take a while. */
function busyPlace(): Place {
  const place = newPlace();
  cpSync(tracked, place.database);
  return place;
}

interface Running {
  readonly child: ChildProcess;
  /** By a signal, or as it will. */
  end(signalName?: NodeJS.Signals): Promise<Ended>;
}

/** An updater that has begun to store matches. */
async function startUpdater({ riotjobs, database }: Place): Promise<Running> {
  const child = riotjobs.start('run', 'updater', ...ONE_BY_ONE);
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += String(chunk);
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const count = () => rowsOf(database, 'select * from matches').length;
  while (count() === 0 && child.exitCode === null) await pause(20);
  return {
    child,
    end: async (signalName) => {
      if (signalName) child.kill(signalName);
      const [code] = await closed;
      return { code, stdout: '', stderr };
    },
  };
}

function write(database: string, sql: string): void {
  const file = new Sqlite(database);
  file.exec(sql);
  file.close();
}

interface Case {
  readonly code: number;
  readonly what: string;
  act(): Promise<Ended>;
  /** On stderr. */
  readonly says: RegExp;
}

const cases: readonly Case[] = [
  { code: 0, what: 'nothing to do', act: () => newPlace().riotjobs.run('run', 'updater'), says: /SUCCESS\/completed/ },
  {
    code: 0,
    what: 'already running, under --scheduled',
    act: () => besideAnother('run', 'updater', '--scheduled'),
    says: /^$/,
  },
  {
    code: 1,
    what: 'an execution that is not there',
    act: async () => {
      const { riotjobs } = newPlace();
      await riotjobs.run('db', 'migrate');
      return riotjobs.run('executions', 'show', '0123456789');
    },
    says: /no execution begins with 0123456789/,
  },
  {
    code: 1,
    what: 'an execution that failed, for monitoring',
    act: async () => {
      const { riotjobs } = busyPlace();
      await riotjobs.run('run', 'updater', '--timeout', '1s', ...ONE_BY_ONE);
      return riotjobs.run('status', '--exit-status', '--json');
    },
    says: /^$/,
  },
  { code: 2, what: 'a wrong flag', act: () => newPlace().riotjobs.run('run', 'updater', '--colour'), says: /--colour/ },
  {
    code: 3,
    what: 'a player whom Riot does not know among others',
    act: async () => {
      const { riotjobs, database } = busyPlace();
      await riotjobs.run('run', 'updater', '--set', 'max_new_matches_per_player=1');
      write(
        database,
        `insert into players (puuid, platform, is_tracked, discovered_depth, created_at, updated_at)
         values ('${'x'.repeat(78)}', 'euw1', 1, 0, 1, 1)`,
      );
      return riotjobs.run('run', 'updater', '--set', 'max_new_matches_per_player=1');
    },
    says: /SUCCESS\/partial/,
  },
  {
    code: 4,
    what: 'no key',
    act: () => newPlace({ RIOT_API_KEY: '' }).riotjobs.run('run', 'updater'),
    says: /developer\.riotgames/,
  },
  {
    code: 4,
    what: 'a key that is refused',
    act: async () => {
      const { riotjobs } = busyPlace();
      return riotjobs.run('run', 'updater', '--api-url', `${api.url}/nowhere/{route}`);
    },
    says: /FAILED\/auth|refused/,
  },
  {
    code: 5,
    what: 'nobody answers',
    act: () =>
      newPlace({ RIOTJOBS_API_URL: 'http://127.0.0.1:9/{route}' }).riotjobs.run(
        'players',
        'track',
        'Some Body#TAG',
        '--platform',
        'euw1',
      ),
    says: /no answer to account-v1/,
  },
  {
    code: 9,
    what: 'nothing was due',
    act: () => newPlace().riotjobs.run('run', 'analyzer', '--fail-if-empty'),
    says: /SUCCESS/,
  },
  { code: 10, what: 'no database', act: () => newPlace().riotjobs.run('executions', 'list'), says: /db migrate/ },
  { code: 11, what: 'already running', act: () => besideAnother('run', 'updater'), says: /already running: execution/ },
  {
    code: 12,
    what: 'a configuration that does not fit',
    act: () => newPlace().riotjobs.run('run', 'updater', '--set', 'queue=many'),
    says: /queue/,
  },
  {
    code: 13,
    what: 'a file that is no database',
    act: () => {
      const { database, riotjobs } = newPlace();
      writeFileSync(database, 'dear diary');
      return riotjobs.run('run', 'updater');
    },
    says: /riotjobs\.db/,
  },
  {
    code: 124,
    what: 'the time limit',
    act: async () => busyPlace().riotjobs.run('run', 'updater', '--timeout', '2s', ...ONE_BY_ONE),
    says: /FAILED\/timeout/,
  },
  { code: 1, what: 'cancelled from elsewhere', act: () => cancelled(), says: /FAILED\/cancelled/ },
  { code: 143, what: 'killed from elsewhere', act: () => cancelled('--kill'), says: /FAILED\/interrupted/ },
  { code: 129, what: 'SIGHUP', act: () => ended('SIGHUP'), says: /FAILED\/interrupted/ },
  { code: 130, what: 'SIGINT', act: () => ended('SIGINT'), says: /FAILED\/interrupted/ },
  { code: 143, what: 'SIGTERM', act: () => ended('SIGTERM'), says: /FAILED\/interrupted/ },
];

async function besideAnother(...argv: readonly string[]): Promise<Ended> {
  const place = busyPlace();
  const other = await startUpdater(place);
  const answer = await place.riotjobs.run(...argv);
  expect(await other.end('SIGTERM')).toMatchObject({ code: 143 });
  return answer;
}

/** As another terminal sees and ends it. */
async function cancelled(...argv: readonly string[]): Promise<Ended> {
  const place = busyPlace();
  const running = await startUpdater(place);
  const [execution] = rowsOf(place.database, "select id from job_executions where status = 'RUNNING'");
  const id = String(execution?.['id']).slice(0, 13);
  const following = place.riotjobs.run('executions', 'logs', '-f', id);
  expect(await place.riotjobs.run('executions', 'cancel', ...argv, id)).toMatchObject({ code: 0, stdout: '' });
  const answer = await running.end();
  const followed = await following;
  expect(followed).toMatchObject({ code: 0, stdout: expect.stringContaining('execution started') });
  expect(followed.stderr).toContain('updater FAILED/');
  return answer;
}

async function ended(signalName: NodeJS.Signals): Promise<Ended> {
  return (await startUpdater(busyPlace())).end(signalName);
}

it.concurrent.each(cases)('$code: $what', async ({ code, act, says }) => {
  const answer = await act();
  expect({ code: answer.code, stderr: answer.stderr }).toEqual({ code, stderr: expect.stringMatching(says) });
});

it('leaves no code of the table without a process that ends with it', () => {
  expect(new Set(cases.map(({ code }) => code))).toEqual(new Set(exitRows.map(({ code }) => code)));
});
