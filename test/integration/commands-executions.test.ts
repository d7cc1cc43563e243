import { afterAll, beforeAll, expect, it } from 'vitest';
import { riotjobs } from './command-line.ts';
import { type CommandsWorld, openWorld, type Settings, sql, succeed } from './commands-world.ts';

let world: CommandsWorld;
let env: Settings;
let id: string;

const ERROR = 'no answer to match-v5.getMatchIdsByPUUID from europe: connect ECONNREFUSED 127.0.0.1:9';

beforeAll(async () => {
  world = await openWorld();
  env = world.settings();
  await succeed(env, 'run', 'analyzer');
  sql(env, `update job_executions set status = 'FAILED', reason = 'error', error_message = '${ERROR}'`);
  [{ id }] = sql(env, 'select id from job_executions') as [{ id: string }];
});
afterAll(() => world.close());

/** On a terminal without colours. */
const draw = (columns: number, ...argv: readonly string[]) =>
  riotjobs(['executions', ...argv], { env: { ...env, NO_COLOR: '1' }, columns });

it.each([30, 50, 80, 100, 132])('executions list fits a terminal of %d columns', async (columns) => {
  const lines = (await draw(columns, 'list')).stdout.split('\n');
  const note = 'columns left out; --json or a pipe shows all';
  expect(Math.max(...lines.filter((line) => !line.endsWith(note)).map((line) => line.length))).toBeLessThanOrEqual(
    columns,
  );
  expect(lines[1]).toMatch(/ id .* status /);
});

it('executions list shows the essentials first, and the error where it can be read', async () => {
  expect((await draw(80, 'list')).stdout).toMatch(/ id .* job .* status .* reason .* started /);
  expect((await draw(100, 'list')).stdout).toContain('ECONNREFUSED');
  const { stdout } = await succeed(env, 'executions', 'list');
  expect(stdout).toContain(id);
  expect(stdout).toMatch(/\terror\n.*ECONNREFUSED 127\.0\.0\.1:9\n$/);
});

it('executions show says status, reason and error on stdout, in a file as rows of the table', async () => {
  const { stdout, stderr } = await succeed(env, 'executions', 'show', id);
  expect(stderr).toBe('');
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  expect(lines[0]).toEqual(['metric', 'total', 'fetch-matches', 'analyze-players', 'check-bans']);
  expect(new Set(lines.map((cells) => cells.length))).toEqual(new Set([5]));
  const values = new Map(lines.map(([metric, ...cells]) => [metric, cells]));
  expect(values.get('id')).toEqual([id, '', '', '']);
  expect(values.get('job')).toEqual(['analyzer', '', '', '']);
  expect(values.get('status')).toEqual(['FAILED', 'completed', 'completed', 'completed']);
  expect(values.get('reason')?.[0]).toBe('error');
  expect(values.get('error')?.[0]).toBe(ERROR);
  expect(values.get('apiRequests')?.[0]).toMatch(/^\d+$/);
});

it('executions show has a line above its table on a terminal', async () => {
  const { stdout, stderr } = await draw(80, 'show', id);
  expect(stderr).toBe('');
  expect(stdout.split('\n')[0]).toBe(`analyzer FAILED/error (execution ${id}): ${ERROR}`);
  expect(stdout).toContain('│ API requests');
});
