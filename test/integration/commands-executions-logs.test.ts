import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemProcesses } from '../../src/cli/processes.ts';
import { riotjobs } from './command-line.ts';
import { type CommandsWorld, jsonOf, openWorld, rowsOf, type Settings, sql, succeed } from './commands-world.ts';
import { forge, forgeLines, ownerFields } from './forged-executions.ts';

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

const running = () =>
  forge(env, { status: 'RUNNING', heartbeat_at: Date.now(), ...ownerFields(systemProcesses.self()) });

describe('executions logs', () => {
  const four = [
    { seq: 1, event: 'execution started' },
    { seq: 2, level: 'warn', event: 'player skipped', data: { puuid: 'p', error: 'a\u001b[31mb\nc' } },
    { seq: 10, level: 'error', event: 'database' },
    { seq: 11, event: 'execution ended', data: { status: 'FAILED' } },
  ] as const;

  it('prints lines for people, with a word where some are not kept', async () => {
    const id = forge(env);
    forgeLines(env, id, four);
    const { stdout } = await riotjobs(['executions', 'logs', id], { env: { ...env, NO_COLOR: '1' }, columns: 80 });
    expect(stdout.split('\n')).toEqual([
      '12:00:01.000 info execution started',
      '12:00:02.000 warn player skipped puuid="p" error="a\\u001b[31mb\\nc"',
      '... 7 lines are not kept ...',
      '12:00:10.000 error database',
      '12:00:11.000 info execution ended status="FAILED"',
      '',
    ]);
    expect((await riotjobs(['executions', 'logs', id], { env, columns: 80 })).stdout).toContain(
      '\u001b[33mwarn\u001b[39m',
    );
  });

  it('is a table in a pipe, and one object with --json', async () => {
    const id = forge(env);
    forgeLines(env, id, four);
    const piped = await succeed(env, 'executions', 'logs', id);
    expect(rowsOf(piped.stdout)[2]).toEqual({
      seq: '10',
      at: '2026-11-01T12:00:10.000Z',
      level: 'error',
      event: 'database',
      data: '{}',
    });
    expect(piped.stderr).toBe('7 lines are not kept, before line 10\n');
    expect(await jsonOf(env, 'executions', 'logs', id)).toEqual({
      schemaVersion: 1,
      run: { id, job: 'analyzer', status: 'SUCCESS', reason: 'completed' },
      items: four.map(({ seq, event, ...line }) =>
        expect.objectContaining({ seq, event, data: 'data' in line ? line.data : {} }),
      ),
      gaps: [{ before: 10, lines: 7 }],
    });
  });

  it('takes a tail and a level; there no gap can be told from lines that were not asked for', async () => {
    const id = forge(env);
    forgeLines(env, id, four);
    const seqs = async (...argv: readonly string[]) => {
      const answer = await jsonOf<{ items: { seq: number }[]; gaps: object[] }>(env, 'executions', 'logs', id, ...argv);
      return [answer.items.map(({ seq }) => seq), answer.gaps.length];
    };
    expect(await seqs('--tail', '2')).toEqual([[10, 11], 0]);
    expect(await seqs('--tail', '3')).toEqual([[2, 10, 11], 1]);
    expect(await seqs('--level', 'warn')).toEqual([[2, 10], 0]);
    expect(await seqs('--level', 'error')).toEqual([[10], 0]);
    expect(await seqs('--level', 'info', '--tail', '1')).toEqual([[11], 0]);
  });

  it('says why there is nothing', async () => {
    expect((await succeed(env, 'executions', 'logs', forge(env))).stderr).toContain('no such line');
    expect((await succeed(env, 'executions', 'logs', running())).stderr).toContain('has logged nothing yet');
    expect((await riotjobs(['executions', 'logs', '0123456789'], { env })).code).toBe(1);
  });

  it('shows data that is no JSON as it is', async () => {
    const id = forge(env);
    forgeLines(env, id, [{ seq: 1 }]);
    sql(env, "update execution_logs set data_json = '{'");
    const { stdout } = await riotjobs(['executions', 'logs', id], { env, columns: 80 });
    expect(stdout).toBe('12:00:01.000 info something data="{"\n');
  });
});

describe('executions logs -f', () => {
  it('follows an execution until it ends, and prints each line once', async () => {
    const id = running();
    forgeLines(env, id, [{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
    const following = riotjobs(['executions', 'logs', '-f', '--tail', '2', id], { env });
    await pause(300);
    forgeLines(env, id, [{ seq: 4 }, { seq: 9, event: 'the last' }]);
    sql(env, "update job_executions set status = 'FAILED', reason = 'error', error_message = 'why', completed_at = 2");
    const { code, stdout, stderr } = await following;
    expect(code).toBe(0);
    expect(rowsOf(stdout).map(({ seq }) => seq)).toEqual(['2', '3', '4', '9']);
    expect(stderr).toContain('4 lines are not kept, before line 9');
    expect(stderr).toContain(`analyzer FAILED/error (execution ${id}): why\n`);
  });

  it('prints an object per line with --json, and the execution in the end', async () => {
    const id = forge(env);
    forgeLines(env, id, [{ seq: 1 }, { seq: 3 }]);
    const { stdout, stderr } = await succeed(env, 'executions', 'logs', '-f', '--json', id);
    expect(stderr).toBe('');
    const objects = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(objects).toMatchObject([
      { line: { seq: 1 } },
      { gap: { before: 3, lines: 1 } },
      { line: { seq: 3 } },
      { run: { id } },
    ]);
    expect(objects.every(({ schemaVersion }) => schemaVersion === 1)).toBe(true);
  });

  it('ends with 130 when the person ends it, and at once when the owner is gone', async () => {
    const stop = new AbortController();
    const following = riotjobs(['executions', 'logs', '-f', running()], { env, signal: stop.signal });
    await pause(200);
    stop.abort('SIGINT');
    expect(await following).toMatchObject({ code: 130, stderr: '' });
    sql(env, 'delete from job_executions');
    const lost = await succeed(env, 'executions', 'logs', '-f', forge(env, { status: 'RUNNING' }));
    expect(lost.stderr).toContain('its process 1 is gone; riotjobs executions recover ends it');
  });

  it('ends with a place in the queue that was given up', async () => {
    const id = forge(env, { status: 'PENDING', heartbeat_at: Date.now(), ...ownerFields(systemProcesses.self()) });
    const following = succeed(env, 'executions', 'logs', '-f', id);
    await pause(200);
    sql(env, 'delete from job_executions');
    expect((await following).stderr).toContain('given up its place in the queue');
  });
});
