// Killed at any moment, again and again: in the end the database is what it would have been without.

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { diceOf } from '../../src/simulator/hash.ts';
import { domain, unverifiedOf } from '../e2e/rows.ts';
import { BUDGETS, type Place, rowsOf, runUntilIdle } from '../e2e/world.ts';
import { listenBetween } from './between.ts';
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

function storedMatches({ database }: Place): ReadonlySet<unknown> {
  return new Set(rowsOf(database, 'select match_id from matches').map((row) => row['match_id']));
}

it.each(rounds(20, 1))(`round %i: after ${KILLS} kills the same rows as without`, async (round) => {
  const { api, asked } = await listenBetween(ground.api);
  const place = settle({ ...ground, api }, `killed-${round}`);
  const dice = diceOf(round);
  let count = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const stored = storedMatches(place);
    asked.length = 0;
    const { child, ended } = start(place, ...(dice.next() < 0.5 ? UPDATER : ANALYZER));
    await Promise.race([ended, pause(dice.next() * LONGEST_LIFE)]);
    child.kill('SIGKILL');
    await ended;
    count += asked.length;
    expect(asked.filter((matchId) => stored.has(matchId))).toEqual([]);
  }
  expect(count).toBeGreaterThan(0);
  const stored = storedMatches(place);
  asked.length = 0;
  await updateUntilIdle(place);
  await runUntilIdle(place);
  expect(asked.filter((matchId, index) => stored.has(matchId) || asked.indexOf(matchId) !== index)).toEqual([]);
  expect(domain(place)).toEqual(undisturbed);
  expect(await unverifiedOf(place.database)).toEqual([]);
  const rows = executionsOf(place);
  expect(rows.filter(({ status }) => status === 'RUNNING' || status === 'PENDING')).toEqual([]);
  expect(rows.filter(({ reason }) => reason !== 'completed' && reason !== 'abandoned')).toEqual([]);
  expect(await api.stats()).toMatchObject({ limitViolations: 0 });
});
