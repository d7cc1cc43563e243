// Crawls through a world that goes on, in which Riot is late or names games that never were: in the end nothing is missing.

import { beforeAll, describe, expect, it } from 'vitest';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import {
  budgets,
  completed,
  DAY_MS,
  endingOf,
  HOUR_MS,
  printOnFailure,
  reached,
  reachedByBoth,
  runHonestly,
} from './fault-worlds.ts';
import { createHarness, FROZEN_AT, type Harness, runUntilIdle } from './harness.ts';

/** The fault is over after a day. */
const during = { from: FROZEN_AT, to: FROZEN_AT + DAY_MS };

/** Several games a day, and histories that one list holds; nobody else's list brings what one player's list is late with. */
async function moving(script: string): Promise<Harness> {
  const many = { players: 40, historyDays: 8, gamesPerDay: 3 };
  const faults = parseFaultScript(script);
  const harness = createHarness({ limits: 'prod', ...many, frozenAt: undefined as never, faults });
  await harness.track(1);
  return harness;
}

type JobName = keyof typeof budgets;

async function runAll(harness: Harness, jobs: readonly JobName[]): Promise<void> {
  for (const job of jobs) {
    const ending = endingOf(await runHonestly(harness, job, { overrides: budgets[job] }));
    expect(ending).toMatchObject({ ends: completed().ends, exitCode: 0, itemsFailed: 0 });
  }
}

/** Three days after the beginning, when everything that was late has come. Ranks move, so that it matters when one looks. */
async function restOf(harness: Harness, jobs: readonly JobName[]): Promise<object> {
  harness.clock.advance(FROZEN_AT + 3 * DAY_MS - harness.clock.now());
  await runAll(harness, jobs);
  if (jobs.includes('analyzer')) await runUntilIdle(harness, { overrides: budgets.analyzer });
  await runAll(harness, ['updater']);
  const ranks = harness.rows('select distinct puuid from player_ranks order by puuid');
  const rest = jobs.includes('analyzer') ? reachedByBoth(harness) : { ...reached(harness), ranks };
  await harness.close();
  return rest;
}

describe.each<[string, readonly JobName[]]>([
  ['the updater alone', ['updater']],
  ['both jobs', ['updater', 'analyzer']],
])('%s, every two hours for a day', (_title, jobs) => {
  let undisturbed: object;
  beforeAll(async () => {
    const harness = await moving('[]');
    undisturbed = await restOf(harness, jobs);
  });

  it.each([
    ['matches that come half a day after they were listed', { kind: 'late-match', minutes: 720 }],
    ['lists that learn of every third match half a day late', { kind: 'late-list', minutes: 720, oneIn: 3 }],
    ['lists that stand still', { kind: 'frozen-list', since: '2026-11-01T06:00:00Z' }],
    ['ids of matches that nobody played', { kind: 'ghost-ids', count: 2 }],
  ])('%s', async (_name, fault) => {
    const script = JSON.stringify([{ during, fault }]);
    printOnFailure(script);
    const harness = await moving(script);
    while (harness.clock.now() <= during.to) {
      await runAll(harness, jobs);
      harness.clock.advance(2 * HOUR_MS);
    }
    expect(Object.keys(harness.simulator.stats().faults)).toEqual([fault.kind]);
    expect(await restOf(harness, jobs)).toEqual(undisturbed);
    expect(harness.simulator.stats()).toMatchObject({ repeatedMatchRequests: 0, limitViolations: 0 });
  });
});

it('an id that is 404 for ever is asked for at growing distances, laid to rest after a day, and costs nothing more', async () => {
  const script = JSON.stringify([{ fault: { kind: 'ghost-ids', count: 3 } }]);
  printOnFailure(script);
  const harness = createHarness({ limits: 'prod', faults: parseFaultScript(script) });
  await harness.track(2);
  const askedAt = new Map<string, number[]>();
  harness.fault = ({ url }) => {
    const [, gameId = ''] = /\/matches\/EUW1_(\d+)$/.exec(new URL(url).pathname) ?? [];
    const isGhost = gameId !== '' && harness.simulator.world.log.indexOf(Number(gameId)) === undefined;
    if (isGhost) askedAt.set(gameId, [...(askedAt.get(gameId) ?? []), harness.clock.now()]);
    return undefined;
  };
  for (let turn = 0; turn < 4 * 24; turn += 1) {
    await harness.run('updater', { overrides: budgets.updater });
    harness.clock.advance(HOUR_MS);
  }
  expect(askedAt.size).toBe(6);
  for (const times of askedAt.values()) {
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
    expect(times.length).toBeGreaterThanOrEqual(5);
    const [first = 0] = times;
    const last = times.at(-1) ?? 0;
    expect(last - first).toBeGreaterThanOrEqual(DAY_MS);
    expect(last - first).toBeLessThan(3 * DAY_MS);
  }
  const [counts] = harness.rows('select count(*) as ids, count(tombstoned_at) as stones from unavailable_matches');
  expect(counts).toEqual({ ids: 6, stones: 6 });
  await harness.close();
});
