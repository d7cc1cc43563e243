// The end of an execution: reached although the database is locked, with the counters of a phase that was stopped.

import Sqlite from 'better-sqlite3';
import { afterEach, expect, it } from 'vitest';
import { createHarness, type Harness } from './harness.ts';

let harness: Harness;
afterEach(() => harness.close());

function pathOf({ rows }: Harness): string {
  return String(rows('pragma database_list')[0]?.['file']);
}

/** Longer than one attempt waits for the lock by itself, during which this process does nothing else. */
const LOCKED_MS = 7000;

it('waits for a locked database, and loses nothing', async () => {
  harness = createHarness();
  await harness.track(1);
  const other = new Sqlite(pathOf(harness));
  harness.fault = () => {
    if (harness.requests.length > 1) return undefined;
    other.exec('begin immediate');
    setTimeout(() => other.close(), LOCKED_MS);
    return undefined;
  };
  const { execution } = await harness.run('updater');
  expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'completed' });
  expect(execution.matchesFetched).toBeGreaterThan(0);
  expect(harness.rows("select * from job_executions where status = 'RUNNING'")).toEqual([]);
}, 60_000);

it('has the requests of a phase that was stopped, in the phase and in the execution', async () => {
  harness = createHarness();
  await harness.track(1);
  harness.fault = () => new Response('{"status":{"message":"Forbidden"}}', { status: 403 });
  const { execution, phases } = await harness.run('updater');
  expect(execution).toMatchObject({ status: 'FAILED', reason: 'auth', apiRequestsMade: 1 });
  expect(phases[0]?.counters).toMatchObject({ apiRequests: 1 });
});

it('of a history longer than Riot has begins at the first second there is', async () => {
  harness = createHarness();
  await harness.track(1);
  const asked: (string | null)[] = [];
  harness.fault = ({ url }) => {
    if (url.includes('/ids')) asked.push(new URL(url).searchParams.get('startTime'));
    return undefined;
  };
  await harness.run('updater', { overrides: { initial_history_days: 100_000 } });
  // All of it: without a start.
  expect(asked[0]).toBeNull();
});
