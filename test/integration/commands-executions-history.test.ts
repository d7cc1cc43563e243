import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemProcesses } from '../../src/cli/processes.ts';
import { riotjobs } from './command-line.ts';
import { type CommandsWorld, jsonOf, openWorld, rowsOf, type Settings, succeed } from './commands-world.ts';
import { forge, forgeLines, insert, ownerFields } from './forged-executions.ts';

const HOUR_MS = 3_600_000;

let world: CommandsWorld;
let env: Settings;

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  env = world.settings();
  await succeed(env, 'db', 'migrate');
});
afterAll(() => world.close());

const ago = (ms: number) => Date.now() - ms;
const alive = () => ownerFields(systemProcesses.self());

describe('executions list', () => {
  it('takes a job, a status, a reason, a time, and all of them', async () => {
    const ids = [
      forge(env, { started_at: ago(50 * HOUR_MS) }),
      forge(env, { started_at: ago(3 * HOUR_MS), status: 'FAILED', reason: 'timeout', job_name: 'updater' }),
      forge(env, { started_at: ago(2 * HOUR_MS), status: 'FAILED', reason: 'error' }),
      forge(env, { started_at: ago(HOUR_MS), reason: 'partial' }),
    ];
    const listed = async (...argv: readonly string[]) => {
      const { items } = await jsonOf<{ items: { id: string }[] }>(env, 'executions', 'list', ...argv);
      return items.map(({ id }) => ids.indexOf(id));
    };
    expect(await listed()).toEqual([3, 2, 1, 0]);
    expect(await listed('--job', 'analyzer')).toEqual([3, 2, 0]);
    expect(await listed('--status', 'failed')).toEqual([2, 1]);
    expect(await listed('--reason', 'partial')).toEqual([3]);
    expect(await listed('--since', '2d')).toEqual([3, 2, 1]);
    expect(await listed('--since', new Date(ago(2.5 * HOUR_MS)).toISOString())).toEqual([3, 2]);
    expect(await listed('--status', 'FAILED', '--job', 'updater', '--since', '1d')).toEqual([1]);
    expect(await listed('--limit', '1')).toEqual([3]);
    const { stderr } = await succeed(env, 'executions', 'list', '--reason', 'auth');
    expect(stderr).toContain('no execution is like that');
  });

  it.each([
    [['--status', 'DONE'], 'PENDING, RUNNING, SUCCESS, FAILED'],
    [['--reason', 'bored'], 'rate_limited'],
    [['--since', 'tuesday'], '7d'],
    [['--since', 'foo 1'], '2026-11-01T12:00:00Z'],
    [['--since', '999999999d'], '3650d'],
    [['--job', 'nobody'], 'updater'],
  ])('refuses %j', async (argv, hint) => {
    const { code, stderr } = await riotjobs(['executions', 'list', ...argv], { env });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(hint) });
  });

  it.each([
    ['a dead owner', { heartbeat_at: Date.now() }, /process 1 is gone; riotjobs executions recover ends it/],
    [
      'a silent owner',
      { heartbeat_at: ago(2.508 * HOUR_MS), alive: 1 },
      /no heartbeat for 2 h 30 min: process \d+ stopped/,
    ],
    [
      'an unseen owner',
      { heartbeat_at: ago(2.508 * HOUR_MS), host: 'elsewhere', lease_expires_at: ago(1) },
      /on elsewhere for 2 h 30 min/,
    ],
    [
      'progress',
      { alive: 1, progress_at: ago(3.5 * HOUR_MS), players_processed: 12, api_requests_made: 340 },
      /^12 players, 340 requests; last progress 3 h ago$/,
    ],
    ['no progress yet', { alive: 1 }, /^nothing done yet$/],
    ['a wish', { alive: 1, cancel_requested_at: ago(3.5 * HOUR_MS) }, /^asked to end 3 h ago$/],
    ['a place in the queue', { alive: 1, status: 'PENDING' }, /^waits for the one that runs$/],
  ])(
    'says of one that has not ended: %s',
    async (_what, { alive: isAlive, ...fields }: Record<string, string | number>, note) => {
      forge(env, { status: 'RUNNING', ...(isAlive === 1 ? alive() : {}), heartbeat_at: Date.now(), ...fields });
      const [row] = rowsOf((await succeed(env, 'executions', 'list')).stdout);
      expect(row?.['now']).toMatch(note);
      const drawn = await riotjobs(['executions', 'list'], { env: { ...env, NO_COLOR: '1' }, columns: 80 });
      expect(Math.max(...drawn.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
      expect(drawn.stderr).toContain(`${row?.['id']?.slice(0, 13)}: ${row?.['now']}\n`);
    },
  );
});

describe('executions show', () => {
  it('tells trigger, slot, parent, error and where its log is', async () => {
    const parent = '01a20cd3-0000-7000-8000-000000000000';
    const slot = Date.UTC(2026, 10, 1, 12);
    const id = forge(env, {
      status: 'FAILED',
      reason: 'error',
      trigger: 'catchup',
      scheduled_for: slot,
      parent_execution_id: parent,
      error_code: 'StoreError',
      error_message: 'disk\u001b[31m full',
      error_stack: 'StoreError: disk full\n    at save (x.ts:1:2)',
      items_failed: 2,
    });
    const drawn = await riotjobs(['executions', 'show', id], { env: { ...env, NO_COLOR: '1' }, columns: 80 });
    for (const text of [
      'for the slot of 2026-11-01T12:00:00.000Z',
      `repeats execution ${parent}`,
      'error StoreError',
      `executions logs ${id.slice(0, 13)}\n`,
      `executions errors ${id.slice(0, 13)}\n`,
    ]) {
      expect(drawn.stdout).toContain(text);
    }
    expect(drawn.stdout).not.toContain('\u001b');
    expect(drawn.stdout).not.toContain('at save');
    const { run } = await jsonOf<{ run: object }>(env, 'executions', 'show', id);
    expect(run).toMatchObject({
      trigger: 'catchup',
      scheduledFor: '2026-11-01T12:00:00.000Z',
      parentExecutionId: parent,
      errorCode: 'StoreError',
      errorStack: expect.stringContaining('at save'),
      owner: null,
      heartbeatAt: expect.stringContaining('T'),
      progressAt: null,
    });
    const piped = new Map(
      rowsOf((await succeed(env, 'executions', 'show', id)).stdout).map((row) => [row['metric'], row['total']]),
    );
    expect(Object.fromEntries(piped)).toMatchObject({
      trigger: 'catchup',
      parentExecutionId: parent,
      errorCode: 'StoreError',
    });
  });

  it('shows the stack when it is asked for', async () => {
    const id = forge(env, { status: 'FAILED', reason: 'error', error_stack: 'E: x\n    at \u001bsave (x.ts:1:2)' });
    expect((await succeed(env, 'executions', 'show', id, '--stack')).stdout).toContain(
      '\nE: x\n    at save (x.ts:1:2)\n',
    );
    const without = forge(env);
    expect((await succeed(env, 'executions', 'show', without, '--stack')).stdout).toContain('no stack is kept');
  });

  it('says how to end one that runs, and whether its owner is there', async () => {
    const id = forge(env, { status: 'RUNNING', ...alive() });
    const drawn = await riotjobs(['executions', 'show', id], { env, columns: 80 });
    expect(drawn.stdout).toContain(`riotjobs executions cancel ${id.slice(0, 13)}\n`);
    const { run } = await jsonOf<{ run: object }>(env, 'executions', 'show', id);
    expect(run).toMatchObject({ owner: 'alive', status: 'RUNNING' });
  });
});

describe('executions errors', () => {
  const player = (puuid: string, name: string | null) =>
    insert(env, 'players', {
      puuid,
      platform: 'euw1',
      summoner_name: name,
      tag_line: name && 'TAG',
      discovered_depth: 0,
      created_at: 1,
      updated_at: 1,
    });

  function forgeFailed(): string {
    const id = forge(env, { reason: 'partial', items_failed: 3, error_message: 'Riot answered 500' });
    const skipped = (seq: number, puuid: string, error: string) => {
      return { seq, level: 'warn', event: 'player skipped', data: { puuid, error, code: 'RiotApiError' } } as const;
    };
    forgeLines(env, id, [
      { seq: 1, event: 'execution started' },
      skipped(2, 'puuid-a', 'Riot answered 500'),
      skipped(3, 'puuid-b', 'no answer'),
      skipped(4, 'puuid-c', 'Riot answered 500'),
      {
        seq: 5,
        level: 'warn',
        event: 'match unavailable',
        data: { puuid: 'puuid-a', matchId: 'EUW1_1', reason: 'not_found' },
      },
      { seq: 6, level: 'warn', event: 'riot.retry', data: { status: 500 } },
    ]);
    player('puuid-a', 'Anna');
    player('puuid-c', null);
    return id;
  }

  it('groups players by error, with their names where those are known', async () => {
    const id = forgeFailed();
    const { run, items, notKept } = await jsonOf<{ run: object; items: object[]; notKept: number }>(
      env,
      'executions',
      'errors',
      id,
    );
    expect(run).toMatchObject({ id });
    expect(notKept).toBe(0);
    expect(items).toEqual([
      {
        event: 'player skipped',
        error: 'Riot answered 500',
        code: 'RiotApiError',
        count: 2,
        players: [
          { puuid: 'puuid-a', riotId: 'Anna#TAG', platform: 'euw1', matchId: null },
          { puuid: 'puuid-c', riotId: null, platform: 'euw1', matchId: null },
        ],
      },
      {
        event: 'player skipped',
        error: 'no answer',
        code: 'RiotApiError',
        count: 1,
        players: [{ puuid: 'puuid-b', riotId: null, platform: null, matchId: null }],
      },
      {
        event: 'match unavailable',
        error: 'not_found',
        code: null,
        count: 1,
        players: [expect.objectContaining({ matchId: 'EUW1_1' })],
      },
    ]);
    const rows = rowsOf((await succeed(env, 'executions', 'errors', id)).stdout);
    expect(rows.map(({ error, puuid }) => [error, puuid])).toEqual([
      ['Riot answered 500', 'puuid-a'],
      ['Riot answered 500', 'puuid-c'],
      ['no answer', 'puuid-b'],
      ['not_found', 'puuid-a'],
    ]);
    const drawn = await riotjobs(['executions', 'errors', id], { env: { ...env, NO_COLOR: '1' }, columns: 80 });
    expect(drawn.stdout.match(/Riot answered 500/g)).toHaveLength(1);
    expect(Math.max(...drawn.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('takes the newest execution that failed or was partly done, and says how many lines are gone', async () => {
    expect((await succeed(env, 'executions', 'errors')).stderr).toContain('no execution failed');
    expect(await jsonOf(env, 'executions', 'errors')).toMatchObject({ run: null, items: [] });
    forge(env, { status: 'FAILED', reason: 'error', started_at: ago(HOUR_MS) });
    const id = forge(env, { reason: 'partial', items_failed: 7, started_at: ago(1000) });
    forge(env);
    expect(await jsonOf(env, 'executions', 'errors')).toMatchObject({ run: { id }, items: [], notKept: 7 });
    expect((await succeed(env, 'executions', 'errors')).stderr).toContain('7 more were skipped');
    const failed = forge(env, { status: 'FAILED', reason: 'timeout' });
    expect((await succeed(env, 'executions', 'errors')).stderr).toMatch(
      new RegExp(`${failed}.*\nno player was skipped\n$`),
    );
  });
});
