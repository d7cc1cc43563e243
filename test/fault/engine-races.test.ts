// Sixteen processes start the same job in the same moment: one runs, also when the one before has just been killed.

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Place } from '../e2e/world.ts';
import {
  countMatches,
  executionsOf,
  type Ground,
  prepareGround,
  rounds,
  settle,
  start,
  until,
} from './engine-world.ts';

const RACERS = 16;

/** The one that runs must still run when the last of the others has loaded. */
const SLOWLY = ['--set', 'concurrency=1', '--set', 'max_new_matches_per_player=14'];

let ground: Ground;
beforeAll(async () => {
  ground = await prepareGround(2, 150);
});
afterAll(() => ground.api.stop());

function race(place: Place) {
  return Array.from({ length: RACERS }, () => start(place, 'run', 'updater', ...SLOWLY));
}

async function exitCodes(racers: ReturnType<typeof race>): Promise<(number | null)[]> {
  return (await Promise.all(racers.map(({ ended }) => ended)))
    .map(({ code }) => code)
    .sort((a, b) => Number(a) - Number(b));
}

function expectApart(place: Place): void {
  const rows = executionsOf(place);
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1];
    if (next) expect(row.completed_at).toBeLessThanOrEqual(next.started_at);
  }
}

it.each(rounds(20, 3))('round %i: exactly one of sixteen runs, and again after it was killed', async (round) => {
  const place = settle(ground, `race-${round}`);
  const first = race(place);
  await until(() => countMatches(place) > 0);
  const [winner] = executionsOf(place);
  const killed = first.find(({ pid }) => pid === winner?.pid);
  const others = first.filter((racer) => racer !== killed);
  expect(await exitCodes(others)).toEqual(others.map(() => 11));
  killed?.child.kill('SIGKILL');
  await killed?.ended;

  expect(await exitCodes(race(place))).toEqual([0, ...others.map(() => 11)]);
  expect(executionsOf(place)).toMatchObject([
    { status: 'FAILED', reason: 'abandoned' },
    { status: 'SUCCESS', reason: 'completed' },
  ]);
  expectApart(place);
});
