// Worlds in which something goes wrong for a day: how both jobs end in them, and what is left when it is over.

import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { exitCodes, exitNameOfOutcome } from '../../src/cli/exit-codes.ts';
import { countersOf } from '../../src/jobs/phases.ts';
import type { RunResult } from '../../src/jobs/run.ts';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { createHarness, FROZEN_AT, type Harness, type RunOptions, runUntilIdle, saveCopy } from './harness.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const jobNames = ['updater', 'analyzer'] as const;
type JobName = (typeof jobNames)[number];

/** The updater meets faults from the beginning, the analyzer after a healthy updater. */
const BEGINS = { updater: FROZEN_AT, analyzer: FROZEN_AT + HOUR_MS };
const ENDS = FROZEN_AT + DAY_MS;

/** Histories of the small world are shorter than these; who has too little history is looked at again after a day. */
const anew = { list_max_age_days: 1, exhausted_rest_days: 1 };

export const budgets = {
  updater: { max_new_matches_per_player: 1000, initial_history_days: 90 },
  analyzer: { target_matches: 100, players_per_run: 30, matches_per_player: 40, analyses_per_run: 40, ...anew },
};

/** How an execution ends; counts that are left out are held to the rows alone. */
export interface Ending {
  /** Status and reason. */
  readonly ends: string;
  readonly exitCode: number;
  readonly itemsFailed?: number;
  readonly itemsSkipped?: number;
}

type Items = Pick<Ending, 'itemsFailed' | 'itemsSkipped'>;

export function failed(reason: string, exitCode: number, items: Items = {}): Ending {
  return { ends: `FAILED/${reason}`, exitCode, ...items };
}

export function partial(items: Items): Ending {
  return { ends: 'SUCCESS/partial', exitCode: 3, ...items };
}

export function completed(items: Items = { itemsFailed: 0, itemsSkipped: 0 }): Ending {
  return { ends: 'SUCCESS/completed', exitCode: 0, ...items };
}

/** As in a script; what is wrong with it comes to light when it is read. */
interface Rule extends Readonly<Record<string, unknown>> {
  readonly fault: Readonly<Record<string, unknown>> & { readonly kind: string };
}

export interface FaultCase {
  readonly name: string;
  /** Without the time in which they hold. */
  readonly rules: readonly Rule[];
  /** By job; a fault of what a job never asks for has no ending there. */
  readonly endings: Readonly<Partial<Record<JobName, Ending>>>;
  /** Answers of 429 while the fault lasts, at least and at most; default: none. */
  readonly violations?: readonly [number, number];
}

/** The script of a failing test is printed: `riotjobs simulate --faults FILE` replays it. */
export function printOnFailure(script: string): void {
  onTestFailed(() => console.error(`replay with this fault script: ${script}`));
}

export function endingOf({ execution, outcome }: RunResult): Required<Ending> {
  const { status, reason, itemsFailed, itemsSkipped } = execution;
  const exitCode = exitCodes[exitNameOfOutcome(outcome, undefined)];
  return { ends: `${status}/${reason}`, exitCode, itemsFailed, itemsSkipped };
}

/** In a database in which nothing has failed before; a phase that goes well forgives a failure in the one before. */
function expectRecorded({ rows }: Harness, { itemsFailed, itemsSkipped }: Required<Ending>): void {
  const sumOf = (sql: string) => Number(rows(sql)[0]?.['n'] ?? 0);
  expect(itemsSkipped).toBe(sumOf('select sum(attempts) as n from unavailable_matches'));
  expect(itemsFailed).toBeGreaterThanOrEqual(sumOf('select sum(failed_attempts) as n from players'));
}

const tables = [
  'matches',
  'match_participants',
  'match_payloads',
  'players',
  'player_ranks',
  'ban_checks',
  'player_analysis',
] as const;
type Sizes = Record<(typeof tables)[number] | 'requests', number>;

function sizesOf({ rows, requests }: Harness): Sizes {
  const sizes = tables.map((table) => [table, Number(rows(`select count(*) as n from ${table}`)[0]?.['n'])]);
  return { ...Object.fromEntries(sizes), requests: requests.length };
}

/** A run whose counters are held to what really happened. */
export async function runHonestly(harness: Harness, job: JobName, options: RunOptions): Promise<RunResult> {
  const before = sizesOf(harness);
  const result = await harness.run(job, options);
  const after = sizesOf(harness);
  const more = (name: keyof Sizes) => after[name] - before[name];
  expect(countersOf(result.execution)).toMatchObject({
    apiRequests: more('requests'),
    matchesFetched: more('matches'),
    playersDiscovered: more('players'),
    playersAnalyzed: more('player_analysis'),
    recordsCreated: tables.reduce((sum, table) => sum + more(table), 0),
  });
  expect(harness.rows("select id from job_executions where status = 'RUNNING'")).toEqual([]);
  return result;
}

function run(harness: Harness, job: JobName): Promise<RunResult> {
  return runHonestly(harness, job, { overrides: budgets[job] });
}

/** Once the fault is over: what the updater alone has made good again, and what both jobs reach until nothing is due. */
async function restOf(harness: Harness): Promise<object> {
  harness.clock.advance(ENDS + 30 * DAY_MS - harness.clock.now());
  await run(harness, 'updater');
  const ofTracked = harness.rows(
    `select distinct mp.match_id from match_participants mp join players p on p.puuid = mp.puuid
     where p.is_tracked order by mp.match_id`,
  );
  await runUntilIdle(harness, { overrides: budgets.analyzer });
  // Once more: a cursor moves when the list is asked for the next time after a hole behind it was filled.
  await run(harness, 'updater');
  return { ...reachedByBoth(harness), ofTracked };
}

/** Rows without columns that hold the time of the work. */
const withoutTimes = ({ rows }: Harness, sql: string) =>
  rows(sql).map((row) => Object.entries(row).filter(([name]) => !/^id$|_at$|_ban_check$/.test(name)));

/** All of it, in key order; ids of games that were never played are left out. Of a crawl whose order does not matter. */
export function reached(harness: Harness): object {
  const { rows, simulator } = harness;
  const isPlayed = (matchId: unknown) =>
    simulator.world.log.indexOf(Number(String(matchId).split('_')[1])) !== undefined;
  return {
    players: withoutTimes(harness, 'select * from players order by puuid'),
    cursors: withoutTimes(harness, 'select * from fetch_cursors order by puuid, queue_id'),
    matches: withoutTimes(harness, 'select * from matches order by match_id'),
    participants: withoutTimes(harness, 'select * from match_participants order by match_id, puuid'),
    ranks: withoutTimes(harness, 'select * from player_ranks order by puuid, queue_type'),
    analyzed: rows('select distinct puuid from player_analysis order by puuid'),
    unavailable: rows('select * from unavailable_matches').filter((row) => isPlayed(row['match_id'])),
  };
}

/**
 * What both jobs reach whatever the order: all of the tracked players, and a verdict about everybody met in their matches
 * whose history is long enough. How much is stored of others depends on who was served first.
 */
export function reachedByBoth(harness: Harness): object {
  const { rows } = harness;
  const ofTracked = `select mp.match_id from match_participants mp join players p on p.puuid = mp.puuid where p.is_tracked`;
  return {
    near: rows('select puuid, discovered_depth from players where discovered_depth <= 1 order by puuid'),
    cursors: withoutTimes(harness, 'select * from fetch_cursors order by puuid, queue_id'),
    matches: withoutTimes(harness, `select * from matches where match_id in (${ofTracked}) order by match_id`),
    participants: withoutTimes(
      harness,
      `select * from match_participants where match_id in (${ofTracked}) order by match_id, puuid`,
    ),
    analyzed: rows(
      `select distinct a.puuid from player_analysis a join players p on p.puuid = a.puuid
       where p.discovered_depth <= 1 order by a.puuid`,
    ),
  };
}

interface Undisturbed {
  /** The database after the first run of the updater, as a file. */
  readonly updated: string;
  readonly rest: object;
}

async function crawlUndisturbed(): Promise<Undisturbed> {
  const harness = createHarness({ limits: 'prod' });
  await harness.track(2);
  await run(harness, 'updater');
  const updated = saveCopy(harness);
  const rest = await restOf(harness);
  await harness.close();
  return { updated, rest };
}

function expectPlayed({ simulator }: Harness, { rules, violations = [0, 0] }: FaultCase): void {
  const { faults, limitViolations } = simulator.stats();
  const kinds = rules.map(({ fault }) => fault.kind);
  expect(Object.keys(faults).toSorted()).toEqual([...new Set(kinds)].toSorted());
  const [atLeast, atMost] = violations;
  expect(limitViolations).toBeGreaterThanOrEqual(atLeast);
  expect(limitViolations).toBeLessThanOrEqual(atMost);
}

async function begin(job: JobName, script: string, { updated }: Undisturbed): Promise<Harness> {
  const world = { limits: 'prod', faults: parseFaultScript(script) } as const;
  if (job === 'analyzer') {
    const harness = createHarness(world, updated);
    harness.clock.advance(BEGINS.analyzer - harness.clock.now());
    return harness;
  }
  const harness = createHarness(world);
  await harness.track(2);
  return harness;
}

/** A test per job for each case: how it ends, honest counters, and the same rest as if nothing had been wrong. */
export function describeFaults(cases: readonly FaultCase[]): void {
  let undisturbed: Undisturbed;
  beforeAll(async () => {
    undisturbed = await crawlUndisturbed();
  });
  describe.each(cases)('$name', (faultCase) => {
    const { rules, endings } = faultCase;
    it.each(jobNames.filter((job) => endings[job]))('in the %s', async (job) => {
      const during = { from: BEGINS[job], to: ENDS };
      const script = JSON.stringify(rules.map((rule) => ({ during, ...rule })));
      printOnFailure(script);
      const harness = await begin(job, script, undisturbed);
      const ending = endingOf(await run(harness, job));
      expect(ending).toMatchObject({ ...endings[job] });
      expectRecorded(harness, ending);
      expectPlayed(harness, faultCase);
      expect(await restOf(harness)).toEqual(undisturbed.rest);
      await harness.close();
    });
  });
}
