// Both jobs with the built program, against a simulated Riot API in a process of its own.

import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { domain, unverifiedOf } from './rows.ts';
import { stageBuilt } from './staged.ts';
import {
  BUDGETS,
  type Place,
  place,
  rowsOf,
  runUntilIdle,
  type SimulatedApi,
  startSimulator,
  TARGET_MATCHES,
} from './world.ts';

let folder: string;
let api: SimulatedApi;
let undisturbed: Place;

beforeAll(async () => {
  folder = stageBuilt();
  api = await startSimulator(folder);
  undisturbed = place(folder, api, 'undisturbed');
});
afterAll(() => api.stop());

async function track({ riotjobs }: Place): Promise<void> {
  for (const { riotId } of api.suggested.slice(0, 2)) {
    const { code, stderr } = await riotjobs.run(
      'players',
      'track',
      `${riotId.gameName}#${riotId.tagLine}`,
      '--platform',
      'euw1',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('is now tracked') });
  }
  const { code } = await riotjobs.run('run', 'updater');
  expect(code).toBe(0);
}

it('tracks, updates, analyzes and tells about it', async () => {
  await track(undisturbed);
  await runUntilIdle(undisturbed);
  const { stdout } = await undisturbed.riotjobs.run('executions', 'list', '--json');
  const { schemaVersion, items } = JSON.parse(stdout) as { schemaVersion: number; items: Record<string, unknown>[] };
  expect(schemaVersion).toBe(1);
  expect(items.at(-1)).toMatchObject({ job: 'updater', status: 'SUCCESS', reason: 'completed' });
  expect(items.filter(({ status }) => status !== 'SUCCESS')).toEqual([]);
  expect(rowsOf(undisturbed.database, 'select * from player_analysis').length).toBeGreaterThan(10);
  expect(await api.stats()).toMatchObject({ limitViolations: 0, repeatedMatchRequests: 0 });
  const [longest] = rowsOf(
    undisturbed.database,
    'select count(*) as games from match_participants group by puuid order by games desc limit 1',
  );
  expect(longest?.['games']).toBeLessThan(TARGET_MATCHES);
});

it('killed in the middle of the fetch phase it ends with the same rows as if it had not been', async () => {
  const killed = place(folder, api, 'killed');
  await track(killed);
  const count = () => Number(rowsOf(killed.database, 'select count(*) as n from matches')[0]?.['n']);
  const before = count();
  const child = killed.riotjobs.start('run', 'fetch-matches', ...BUDGETS);
  const closed = once(child, 'close');
  while (count() < before + 15 && child.exitCode === null) await pause(2);
  child.kill('SIGKILL');
  expect((await closed)[1]).toBe('SIGKILL');
  const interrupted = count();
  expect(interrupted).toBeGreaterThanOrEqual(before + 15);
  expect(rowsOf(killed.database, "select * from job_executions where status = 'RUNNING'")).toHaveLength(1);
  const stats = await api.stats();

  await runUntilIdle(killed);
  expect(domain(killed)).toEqual(domain(undisturbed));
  expect(count()).toBeGreaterThan(interrupted);
  expect(rowsOf(killed.database, "select reason from job_executions where status <> 'SUCCESS'")).toEqual([
    { reason: 'abandoned' },
  ]);
  // What was on its way when the process died was paid for in vain; nothing that was stored is asked for again.
  const { repeatedMatchRequests } = await api.stats();
  expect(repeatedMatchRequests - stats.repeatedMatchRequests).toBeLessThanOrEqual(8);
});

it('leaves verdicts that the stored rows give again, bit for bit', async () => {
  expect(rowsOf(undisturbed.database, 'select id from player_analysis').length).toBeGreaterThan(0);
  expect(await unverifiedOf(undisturbed.database)).toEqual([]);
});
