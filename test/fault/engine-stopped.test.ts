// Processes that stand still, lose their lease, or are asked to end while they are busy.

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BUDGETS, type Place, rowsOf } from '../e2e/world.ts';
import {
  countMatches,
  execute,
  executionsOf,
  type Ground,
  prepareGround,
  type Running,
  settle,
  start,
  until,
} from './engine-world.ts';

const SLOWLY = ['--set', 'concurrency=1', '--set', 'max_new_matches_per_player=8'];

/** Longer than it takes to write what was on its way. */
const A_WHILE = 1500;

let ground: Ground;
beforeAll(async () => {
  ground = await prepareGround(2, 60);
});
afterAll(() => ground.api.stop());

async function stopInMidRun(place: Place): Promise<Running> {
  const running = start(place, 'run', 'updater', ...SLOWLY);
  await until(() => countMatches(place) > 1);
  running.child.kill('SIGSTOP');
  await until(() => rowsOf(place.database, 'select 1').length === 1);
  return running;
}

it('a process that stood still for longer than its lease keeps its execution, and ends it', async () => {
  const place = settle(ground, 'stopped');
  const stopped = await stopInMidRun(place);
  execute(place, 'update job_executions set lease_expires_at = 1, heartbeat_at = 1');
  expect((await start(place, 'run', 'updater').ended).code).toBe(11);
  stopped.child.kill('SIGCONT');
  expect((await stopped.ended).code).toBe(0);
  expect(executionsOf(place)).toMatchObject([{ status: 'SUCCESS', reason: 'completed' }]);
});

it('a process whose lease was taken writes nothing more, and says so', async () => {
  const place = settle(ground, 'stolen');
  const stopped = await stopInMidRun(place);
  // As another machine sees it that shares the database: an owner that it cannot look at, and a lease that is over.
  execute(place, "update job_executions set lease_expires_at = 1, host = 'another machine'");
  const thief = start(place, 'run', 'updater', ...SLOWLY);
  await until(() => executionsOf(place).length === 2);
  const [stolen] = executionsOf(place);
  const linesOf = () => rowsOf(place.database, `select * from execution_logs where execution_id = '${stolen?.id}'`);
  const lines = linesOf();
  stopped.child.kill('SIGCONT');
  const { code, stderr } = await stopped.ended;
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/no longer|taken over/) });
  expect((await thief.ended).code).toBe(0);
  expect(executionsOf(place)[0]).toEqual({ ...stolen });
  expect(stolen).toMatchObject({ status: 'FAILED', reason: 'abandoned' });
  expect(linesOf()).toEqual(lines);
  expect(executionsOf(place)[1]).toMatchObject({ status: 'SUCCESS' });
});

it.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)(
  '%s in the middle of the work: what is on its way is kept, and the end is on record',
  async (signal, code) => {
    const place = settle(ground, `asked-${signal}`);
    expect((await start(place, 'run', 'updater', ...SLOWLY).ended).code).toBe(0);
    const before = countMatches(place);
    const running = start(place, 'run', 'analyzer', ...BUDGETS);
    await until(() => countMatches(place) > before + 5);
    running.child.kill(signal);
    const ended = await running.ended;
    expect(ended).toMatchObject({ code, signal: null });
    const last = executionsOf(place).at(-1);
    expect(last).toMatchObject({
      status: 'FAILED',
      reason: 'interrupted',
      matches_fetched: countMatches(place) - before,
    });
    expect(last?.api_requests_made).toBeGreaterThanOrEqual(last?.matches_fetched ?? Number.POSITIVE_INFINITY);
  },
);

it('a second signal does not wait, and the next start finds nobody', async () => {
  const place = settle(ground, 'twice');
  const running = start(place, 'run', 'updater', ...SLOWLY);
  await until(() => countMatches(place) > 0);
  running.child.kill('SIGTERM');
  running.child.kill('SIGTERM');
  expect((await running.ended).code).toBe(143);
  await pause(A_WHILE);
  expect((await start(place, 'run', 'updater', ...SLOWLY).ended).code).toBe(0);
  expect(executionsOf(place).map(({ status }) => status)).toEqual(['FAILED', 'SUCCESS']);
});
