import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemProcesses } from '../../src/cli/processes.ts';
import { riotjobs } from './command-line.ts';
import { type CommandsWorld, jsonOf, openWorld, type Settings, sql, succeed } from './commands-world.ts';
import { forge, forgeLines, insert, type Owner, ownerFields, startOwner } from './forged-executions.ts';

const DAY_MS = 86_400_000;

let world: CommandsWorld;
let env: Settings;
const owners: Owner[] = [];

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  env = world.settings();
  await succeed(env, 'db', 'migrate');
});
afterEach(() => {
  for (const { child } of owners.splice(0)) child.kill('SIGKILL');
});
afterAll(() => world.close());

async function ownerThat(code = ''): Promise<Owner> {
  const owner = await startOwner(code);
  owners.push(owner);
  return owner;
}

const rowOf = (id: string) =>
  sql(
    env,
    `select status, reason, error_message as error, cancel_requested_at as asked from job_executions where id = '${id}'`,
  )[0];

describe('executions cancel', () => {
  it('ends one that waits at once, and asks one that runs', async () => {
    const owner = await ownerThat();
    const pending = forge(env, { status: 'PENDING', ...owner.fields });
    const running = forge(env, { status: 'RUNNING', ...owner.fields });
    expect(await jsonOf(env, 'executions', 'cancel', pending)).toMatchObject({
      result: 'cancelled',
      run: { status: 'FAILED', reason: 'cancelled' },
    });
    const { stderr } = await succeed(env, 'executions', 'cancel', running);
    expect(stderr).toContain('looks every ten seconds');
    expect(rowOf(running)).toMatchObject({ status: 'RUNNING', asked: expect.any(Number) });
    expect(await jsonOf(env, 'executions', 'cancel', running)).toMatchObject({
      result: 'asked',
      run: { owner: 'alive' },
    });
    expect(owner.child.exitCode).toBeNull();
  });

  it('leaves one that has ended as it was', async () => {
    const id = forge(env);
    for (const argv of [
      ['cancel', id],
      ['cancel', id, '--kill'],
    ]) {
      expect((await succeed(env, 'executions', ...argv)).stderr).toContain(
        `it has ended: analyzer SUCCESS/completed (execution ${id})`,
      );
    }
    expect(await jsonOf(env, 'executions', 'cancel', id)).toMatchObject({ result: 'ended' });
    expect(rowOf(id)).toMatchObject({ status: 'SUCCESS', asked: null });
  });

  it('ends one whose process is gone as abandoned', async () => {
    const id = forge(env, { status: 'RUNNING' });
    expect(await jsonOf(env, 'executions', 'cancel', id)).toMatchObject({
      result: 'abandoned',
      run: { status: 'FAILED', reason: 'abandoned' },
    });
  });

  it('refuses what is no execution: 2 and 1', async () => {
    expect((await riotjobs(['executions', 'cancel', 'xyz'], { env })).code).toBe(2);
    expect((await riotjobs(['executions', 'cancel', '0123456789'], { env })).code).toBe(1);
  });
});

describe('executions cancel --kill', () => {
  it('ends the process by SIGTERM, and its execution', async () => {
    const owner = await ownerThat();
    const id = forge(env, { status: 'RUNNING', ...owner.fields });
    const { stderr } = await succeed(env, 'executions', 'cancel', id, '--kill');
    expect(await owner.ended).toBe('SIGTERM');
    expect(stderr).toContain('FAILED/cancelled');
    expect(rowOf(id)).toMatchObject({
      status: 'FAILED',
      reason: 'cancelled',
      error: 'its process was ended by SIGTERM',
    });
  });

  it('leaves the end to a process that writes it', async () => {
    const database = JSON.stringify(env['RIOTJOBS_DATABASE']);
    const sqlite = JSON.stringify(import.meta.resolve('better-sqlite3'));
    const owner = await ownerThat(`process.on('SIGTERM', async () => {
      const { default: Sqlite } = await import(${sqlite});
      new Sqlite(${database}).exec("update job_executions set status = 'FAILED', reason = 'interrupted', completed_at = 1");
      setTimeout(() => process.exit(143), 100);
    })`);
    const id = forge(env, { status: 'RUNNING', ...owner.fields });
    expect(await jsonOf(env, 'executions', 'cancel', id, '--kill')).toMatchObject({
      result: 'ended',
      run: { reason: 'interrupted' },
    });
    await owner.ended;
    expect(rowOf(id)).toMatchObject({ reason: 'interrupted', error: null });
  });

  it.each([
    ['another machine', () => ({ host: 'elsewhere' })],
    ['another container', () => ({ pid_namespace: 'pid:[1]' })],
    ['this very process', () => ownerFields(systemProcesses.self())],
  ])('refuses %s: 1, and nothing is killed', async (_what, fields) => {
    const owner = await ownerThat();
    const id = forge(env, { status: 'RUNNING', ...owner.fields, ...fields() });
    const { code, stderr } = await riotjobs(['executions', 'cancel', id, '--kill'], { env });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('not provably') });
    expect(owner.child.exitCode ?? owner.child.signalCode).toBeNull();
    expect(rowOf(id)).toMatchObject({ status: 'RUNNING', asked: expect.any(Number) });
  });

  it('kills nobody who was given the number of the owner', async () => {
    const owner = await ownerThat();
    const id = forge(env, { status: 'RUNNING', ...owner.fields, pid_start: '1' });
    expect(await jsonOf(env, 'executions', 'cancel', id, '--kill')).toMatchObject({ result: 'abandoned' });
    expect(owner.child.exitCode ?? owner.child.signalCode).toBeNull();
  });
});

describe('executions recover', () => {
  it('ends those whose process is gone, and says which', async () => {
    const owner = await ownerThat();
    const lost = forge(env, { status: 'RUNNING' });
    const kept = forge(env, { status: 'RUNNING', job_name: 'updater', ...owner.fields });
    const { stderr } = await succeed(env, 'executions', 'recover');
    expect(stderr).toContain(`analyzer: execution ${lost} has ended as FAILED/abandoned: process 1 on`);
    expect(stderr).not.toContain(kept);
    expect([rowOf(lost), rowOf(kept)]).toMatchObject([
      { status: 'FAILED', reason: 'abandoned' },
      { status: 'RUNNING' },
    ]);
    expect((await succeed(env, 'executions', 'recover')).stderr).toContain('still has its process');
    owner.child.kill('SIGKILL');
    await owner.ended;
    expect(await jsonOf(env, 'executions', 'recover')).toMatchObject({ items: [{ id: kept }] });
  });
});

describe('executions prune', () => {
  const daysAgo = (days: number, fields = {}) => forge(env, { started_at: Date.now() - days * DAY_MS, ...fields });
  const ids = () => (sql(env, 'select id from job_executions order by id') as { id: string }[]).map(({ id }) => id);

  it('says with --dry-run what it would delete, and deletes just that', async () => {
    const success = daysAgo(200);
    const old = [300, 301, 302].map((days) => daysAgo(days));
    const failed = daysAgo(210, { status: 'FAILED', reason: 'error' });
    const oldFailed = daysAgo(211, { status: 'FAILED', reason: 'error' });
    forgeLines(env, old[0] ?? '', [{ seq: 1 }, { seq: 2 }]);
    insert(env, 'job_events', { at: 1, job_name: 'updater', kind: 'skipped', detail: 'x' });
    const options = ['--older-than', '30d', '--keep-last', '1', '--json'];
    const dry = JSON.parse((await succeed(env, 'executions', 'prune', '--dry-run', ...options)).stdout);
    expect(dry).toMatchObject({
      isDryRun: true,
      pruned: { executions: 4, logLines: 2, events: 1 },
      retention: { keepLast: 1 },
    });
    expect(ids()).toHaveLength(6);
    const done = JSON.parse((await succeed(env, 'executions', 'prune', ...options)).stdout);
    expect(done).toMatchObject({ isDryRun: false, pruned: dry.pruned });
    expect(ids().toSorted()).toEqual([success, failed].toSorted());
    expect(ids()).not.toContain(oldFailed);
    expect((await succeed(env, 'executions', 'prune')).stderr).toBe('0 executions, 0 log lines and 0 events deleted\n');
  });

  it('keeps by default three months and the newest hundred, and of failures as much as it is told', async () => {
    for (let day = 91; day < 201; day++) daysAgo(day);
    const failed = daysAgo(200.5, { status: 'FAILED', reason: 'error' });
    daysAgo(200.6, { status: 'FAILED', reason: 'error' });
    await succeed(env, 'executions', 'prune', '--keep-failed', '365d');
    expect(ids()).toHaveLength(102);
    await succeed(env, 'executions', 'prune');
    expect(ids()).toHaveLength(101);
    expect(ids()).toContain(failed);
    await succeed(env, 'executions', 'prune', '--keep-last', '0');
    expect(ids()).toHaveLength(2);
  });

  it.each([
    ['--older-than', 'long'],
    ['--keep-last', '-1'],
    ['--keep-failed', '1y'],
  ])('refuses %s %s', async (...argv) => {
    expect((await riotjobs(['executions', 'prune', ...argv], { env })).code).toBe(2);
  });
});

describe('executions stats', () => {
  it('counts by job, since a moment', async () => {
    daysAgo(40);
    daysAgo(2, { status: 'FAILED', reason: 'error', api_requests_made: 10 });
    daysAgo(1, { matches_fetched: 5, api_requests_made: 10, waited_ms: 4000 });
    insert(env, 'job_events', { at: Date.now(), job_name: 'analyzer', kind: 'missed', detail: 'x', slots: 7 });
    const { items } = await jsonOf<{ items: object[] }>(env, 'executions', 'stats');
    expect(items).toMatchObject([
      { job: 'updater', executions: 0, successRate: null, medianMs: null },
      {
        job: 'analyzer',
        executions: 2,
        successRate: 0.5,
        medianMs: 1000,
        requests: 20,
        matches: 5,
        missed: 7,
        waitedPerRequestMs: 200,
      },
      { job: 'check', executions: 0 },
    ]);
    expect(await jsonOf(env, 'executions', 'stats', '--job', 'analyzer', '--since', '50d')).toMatchObject({
      items: [{ job: 'analyzer', executions: 3 }],
    });
    const drawn = await riotjobs(['executions', 'stats'], { env: { ...env, NO_COLOR: '1' }, columns: 80 });
    expect(Math.max(...drawn.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(drawn.stdout).toMatch(/success rate +│ +- │ +50\.0 % │/);
  });

  function daysAgo(days: number, fields = {}) {
    return forge(env, { started_at: Date.now() - days * DAY_MS, ...fields });
  }
});
