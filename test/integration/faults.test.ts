// Every fault of the simulator in both jobs: how the execution ends, and that nothing is missing once it is over.
import { beforeAll, describe, expect, it } from 'vitest';
import { exitCodes, exitNameOfOutcome } from '../../src/cli/exit-codes.ts';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { createHarness, FROZEN_AT, type Harness, runUntilIdle } from './harness.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The updater meets faults from the beginning, the analyzer after a healthy updater. */
const BEGINS = { updater: FROZEN_AT, analyzer: FROZEN_AT + HOUR_MS };
const ENDS = FROZEN_AT + DAY_MS;

const budgets = {
  updater: { initial_history_days: 'all', max_new_matches_per_player: 1000 },
  analyzer: { target_matches: 100, players_per_run: 30, matches_per_player: 40, analyses_per_run: 40 },
};

interface Ending {
  readonly ends: string;
  readonly exitCode: number;
}

const failed = (reason: string, exitCode: number): Ending => ({ ends: `FAILED/${reason}`, exitCode });
const success = (reason: string, exitCode = 0): Ending => ({ ends: `SUCCESS/${reason}`, exitCode });

const bothComplete = { updater: success('completed'), analyzer: success('completed') };

/** Fault, and how the updater and the analyzer end while it lasts. */
const cases: readonly (readonly [string, object, { readonly updater: Ending; readonly analyzer: Ending }])[] = [
  [
    '503 everywhere',
    { fault: { kind: 'status', status: 503 } },
    { updater: failed('error', 5), analyzer: failed('error', 5) },
  ],
  [
    'a burst of 502',
    { at: { from: 2, to: 3 }, fault: { kind: 'status', status: 502 } },
    { updater: success('completed'), analyzer: success('completed') },
  ],
  [
    'one platform down',
    { route: 'euw1', fault: { kind: 'status', status: 503 } },
    { updater: success('partial', 3), analyzer: success('partial', 3) },
  ],
  ['key expired', { fault: { kind: 'key-expired' } }, { updater: failed('auth', 4), analyzer: failed('auth', 4) }],
  [
    'key expired in mid-run',
    { at: { from: 20 }, fault: { kind: 'key-expired' } },
    { updater: failed('auth', 4), analyzer: failed('auth', 4) },
  ],
  [
    'foreign puuids',
    { fault: { kind: 'foreign-puuid' } },
    { updater: failed('error', 1), analyzer: failed('error', 1) },
  ],
  [
    'service 429 without headers',
    { at: { from: 2, to: 3 }, fault: { kind: 'service-limit' } },
    { updater: success('completed'), analyzer: success('completed') },
  ],
  [
    'service 429 with Retry-After',
    { at: { from: 2, to: 3 }, fault: { kind: 'service-limit', retryAfter: 3 } },
    { updater: success('completed'), analyzer: success('completed') },
  ],
  [
    'server 429 for ever',
    { fault: { kind: 'server-limit', retryAfter: 12 } },
    { updater: failed('rate_limited', 5), analyzer: failed('rate_limited', 5) },
  ],
  [
    'cut bodies of matches',
    { method: 'match-v5.getMatch', at: { from: 1, to: 5 }, fault: { kind: 'cut-body' } },
    { updater: success('completed'), analyzer: success('completed') },
  ],
  [
    'HTML in place of a list',
    { method: 'match-v5.getMatchIdsByPUUID', at: 1, fault: { kind: 'status', status: 200, body: 'html' } },
    { updater: success('partial', 3), analyzer: success('partial', 3) },
  ],
  [
    'a field of the wrong type',
    {
      method: 'match-v5.getMatch',
      at: { from: 2, to: 6 },
      fault: { kind: 'wrong-type', path: 'info.participants.3.kills' },
    },
    { updater: success('completed'), analyzer: success('completed') },
  ],
  [
    'a missing field',
    {
      method: 'match-v5.getMatch',
      at: { from: 2, to: 6 },
      fault: { kind: 'missing-field', path: 'info.participants.*.puuid' },
    },
    { updater: success('completed'), analyzer: success('completed') },
  ],
  [
    'puuids of 36 characters',
    { method: 'match-v5.getMatch', fault: { kind: 'uuid-puuids' } },
    { updater: success('completed'), analyzer: success('completed') },
  ],
  [
    'matches that are 404',
    { method: 'match-v5.getMatch', at: { from: 2, to: 6 }, fault: { kind: 'status', status: 404 } },
    { updater: success('completed'), analyzer: success('completed') },
  ],
  [
    'a queue filter that gives nothing',
    { fault: { kind: 'broken-filter', parameter: 'queue', effect: 'empty' } },
    { updater: success('completed'), analyzer: success('completed') },
  ],
  [
    'a list that shrank',
    { fault: { kind: 'shrunken-list', keep: 3 } },
    { updater: success('completed'), analyzer: success('completed') },
  ],
  ['buckets in any order', { fault: { kind: 'shuffled-buckets' } }, bothComplete],
  [
    'limits that change in mid-run',
    { at: { from: 15 }, fault: { kind: 'limits', application: '10:1,60:120' } },
    bothComplete,
  ],
  [
    'a start time that is ignored',
    { fault: { kind: 'broken-filter', parameter: 'startTime', effect: 'ignored' } },
    bothComplete,
  ],
  ['a list that stands still', { fault: { kind: 'frozen-list', since: '2026-10-25T00:00:00Z' } }, bothComplete],
  [
    'an empty match body (204)',
    { method: 'match-v5.getMatch', at: { from: 2, to: 4 }, fault: { kind: 'status', status: 204, body: 'empty' } },
    bothComplete,
  ],
];

function worldWith(rule: object | undefined, from: number): Harness {
  const during = { from, to: ENDS };
  const script = rule === undefined ? [] : [{ during, ...rule }];
  return createHarness({ limits: 'prod', faults: parseFaultScript(JSON.stringify(script)) });
}

async function runWith(harness: Harness, job: 'updater' | 'analyzer'): Promise<Ending> {
  const { execution, outcome } = await harness.run(job, { overrides: budgets[job] });
  const exitCode = exitCodes[exitNameOfOutcome(outcome, undefined)];
  return { ends: `${execution.status}/${execution.reason}`, exitCode };
}

/** The rows in key order once the fault is over and nothing is due, without columns that hold the time of the work. */
async function restOf(harness: Harness): Promise<object> {
  harness.clock.advance(ENDS + 30 * DAY_MS - harness.clock.now());
  await runWith(harness, 'updater');
  await runUntilIdle(harness, { overrides: budgets.analyzer });
  const without = (sql: string) =>
    harness.rows(sql).map((row) => Object.entries(row).filter(([name]) => !/^id$|_at$|_ban_check$/.test(name)));
  const rest = {
    players: without('select * from players order by puuid'),
    matches: without('select * from matches order by match_id'),
    participants: without('select * from match_participants order by match_id, puuid'),
    ranks: without('select * from player_ranks order by puuid, queue_type'),
    analyzed: harness.rows('select distinct puuid from player_analysis order by puuid'),
    unavailable: harness.rows('select * from unavailable_matches'),
    running: harness.rows("select * from job_executions where status = 'RUNNING'"),
  };
  await harness.close();
  return rest;
}

let undisturbed: object;
beforeAll(async () => {
  const harness = worldWith(undefined, BEGINS.updater);
  await harness.track(2);
  await runWith(harness, 'updater');
  undisturbed = await restOf(harness);
});

describe.each(cases)('%s', (_name, rule, ends) => {
  it('in the updater', async () => {
    const harness = worldWith(rule, BEGINS.updater);
    await harness.track(2);
    expect(await runWith(harness, 'updater'), JSON.stringify(rule)).toEqual(ends.updater);
    expect(await restOf(harness), JSON.stringify(rule)).toEqual(undisturbed);
  });

  it('in the analyzer', async () => {
    const harness = worldWith(rule, BEGINS.analyzer);
    await harness.track(2);
    await runWith(harness, 'updater');
    harness.clock.advance(HOUR_MS);
    expect(await runWith(harness, 'analyzer'), JSON.stringify(rule)).toEqual(ends.analyzer);
    expect(await restOf(harness), JSON.stringify(rule)).toEqual(undisturbed);
  });
});
