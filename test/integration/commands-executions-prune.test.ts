// executions prune --older-than: what goes, what stays, and what is no duration.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { riotjobs } from './command-line.ts';
import { type CommandsWorld, jsonOf, openWorld, type Settings, succeed } from './commands-world.ts';
import { forge, forgeLines, insert } from './forged-executions.ts';

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

describe('executions prune --older-than', () => {
  it('keeps failures, log lines and events for as long, too', async () => {
    const at = Date.now() - 100 * 24 * HOUR_MS;
    const ids = [2, 1, 0].map((hours) =>
      forge(env, { started_at: at - hours * HOUR_MS, status: 'FAILED', reason: 'error' }),
    );
    for (const id of ids) forgeLines(env, id, [{ seq: 1 }]);
    insert(env, 'job_events', { at, job_name: 'updater', kind: 'skipped', detail: 'x' });
    const prune = async (...argv: readonly string[]) => {
      const dry = ['executions', 'prune', '--dry-run', '--keep-last', '0', ...argv];
      return (await jsonOf<{ pruned: object }>(env, ...dry)).pruned;
    };
    expect(await prune('--older-than', '365d')).toEqual({ executions: 0, logLines: 0, events: 0 });
    expect(await prune('--older-than', '365d', '--keep-failed', '90d')).toMatchObject({ executions: 2, events: 0 });
    expect(await prune()).toEqual({ executions: 2, logLines: 3, events: 1 });
  });

  it.each([
    ['executions', 'prune', '--older-than', '999999999d'],
    ['executions', 'prune', '--keep-failed', '999999999d'],
    ['jobs', 'pause', 'updater', '--until', '999999999d'],
    ['jobs', 'pause', 'updater', '--until', 'foo 9'],
  ])('%s %s %s %s is a wrong argument', async (...argv) => {
    const { code, stderr } = await riotjobs(argv, { env });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/3650d at most|2026-11-01/) });
  });
});
