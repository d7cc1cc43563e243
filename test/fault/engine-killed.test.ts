// Killed at any moment, again and again: in the end the database is what it would have been without.

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { diceOf } from '../../src/simulator/hash.ts';
import { domain, unverifiedOf } from '../e2e/rows.ts';
import { BUDGETS, type Place, runUntilIdle } from '../e2e/world.ts';
import { executionsOf, type Ground, prepareGround, rounds, settle, start } from './engine-world.ts';

/** Several executions have something to do. */
const UPDATER = ['run', 'updater', '--set', 'max_new_matches_per_player=6', '--set', 'concurrency=4'];
const ANALYZER = ['run', 'analyzer', ...BUDGETS];
const KILLS = 10;

/** Milliseconds from the start: beyond it most runs are over. */
const LONGEST_LIFE = 2500;

let ground: Ground;
let undisturbed: ReturnType<typeof domain>;
beforeAll(async () => {
  ground = await prepareGround(3, 5);
  const place = settle(ground, 'undisturbed');
  await updateUntilIdle(place);
  await runUntilIdle(place);
  undisturbed = domain(place);
});
afterAll(() => ground.api.stop());

async function updateUntilIdle({ riotjobs }: Place): Promise<void> {
  for (let runs = 0; runs < 60; runs++) {
    const { code, stdout, stderr } = await riotjobs.run(...UPDATER, '--json');
    if (code !== 0) throw new Error(`run updater ended with ${code}: ${stderr}`);
    const { counters } = (JSON.parse(stdout) as { run: { counters: Record<string, number> } }).run;
    if (counters['matchesFetched'] === 0) return;
  }
  throw new Error('the updater did not come to rest in 60 runs');
}

it.each(rounds(20, 1))(`round %i: after ${KILLS} kills the same rows as without`, async (round) => {
  const place = settle(ground, `killed-${round}`);
  const dice = diceOf(round);
  const before = await ground.api.stats();
  for (let kill = 0; kill < KILLS; kill++) {
    const { child, ended } = start(place, ...(dice.next() < 0.5 ? UPDATER : ANALYZER));
    await Promise.race([ended, pause(dice.next() * LONGEST_LIFE)]);
    child.kill('SIGKILL');
    await ended;
  }
  await updateUntilIdle(place);
  await runUntilIdle(place);
  expect(domain(place)).toEqual(undisturbed);
  expect(await unverifiedOf(place.database)).toEqual([]);
  const rows = executionsOf(place);
  expect(rows.filter(({ status }) => status === 'RUNNING' || status === 'PENDING')).toEqual([]);
  expect(rows.filter(({ reason }) => reason !== 'completed' && reason !== 'abandoned')).toEqual([]);
  // What was on its way at a kill was paid for in vain; nothing that was stored is asked for again.
  const { repeatedMatchRequests, limitViolations } = await ground.api.stats();
  expect(repeatedMatchRequests - before.repeatedMatchRequests).toBeLessThanOrEqual(8 * KILLS);
  expect(limitViolations).toBe(0);
});
