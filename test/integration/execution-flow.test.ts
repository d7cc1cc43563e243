// The failure flows of the job documentation, branch by branch: what an error in a phase means for it, and for the others.

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { budgets } from './fault-worlds.ts';
import { createHarness, type Harness, runUntilIdle, saveCopy } from './harness.ts';

/** What each phase asks of Riot, and what it writes about a player. */
const phases = {
  'update-players': { path: '/ids', write: 'update of last_attempt_at on players' },
  'fetch-matches': { path: '/ids', write: 'update of last_attempt_at on players' },
  'analyze-players': { path: '/league/', write: 'insert on player_analysis' },
  'check-bans': { path: '/summoners/', write: 'update of last_ban_check on players' },
} as const;
type PhaseName = keyof typeof phases;

const analyzer: readonly PhaseName[] = ['fetch-matches', 'analyze-players', 'check-bans'];

/** Everything is due in every phase, and nobody in more than one. */
const due = [
  'update players set exhausted_at = null, listed_at = null where rowid % 3 = 0',
  'update players set is_analyzed = 0, rank_checked_at = null where rowid % 3 = 1',
  'update player_analysis set is_smurf = 1 where puuid in (select puuid from players where rowid % 3 <> 1)',
];

let prepared: string;
let harness: Harness;
beforeAll(async () => {
  harness = createHarness({ limits: 'none' });
  await harness.track(2);
  await harness.run('updater', { overrides: budgets.updater });
  await runUntilIdle(harness, { overrides: budgets.analyzer });
  prepared = saveCopy(harness);
  await harness.close();
});
afterEach(() => harness.close());

function begin(): void {
  harness = createHarness({ limits: 'none' }, prepared);
  for (const statement of due) harness.execute(statement);
}

/** To the first request of the phase, or to every one. */
function answer(phase: PhaseName, response: () => Response, isEvery: boolean): void {
  const { path } = phases[phase];
  let count = 0;
  harness.fault = ({ url }) => {
    if (!url.includes(path)) return undefined;
    count += 1;
    return count === 1 || isEvery ? response() : undefined;
  };
}

const rateLimited = () =>
  new Response('{}', { status: 429, headers: { 'Retry-After': '300', 'X-Rate-Limit-Type': 'service' } });

const errors = {
  'rate limit': (phase: PhaseName) => answer(phase, rateLimited, true),
  'API error': (phase: PhaseName) => answer(phase, () => new Response('{}', { status: 400 }), false),
  'answer that cannot be read': (phase: PhaseName) => answer(phase, () => new Response('<html>'), false),
  'database error': (phase: PhaseName) =>
    harness.execute(
      `create trigger broken before ${phases[phase].write} begin select raise(abort, 'disk trouble'); end`,
    ),
};
type ErrorName = keyof typeof errors;

async function runWith(error: ErrorName, phase: PhaseName) {
  begin();
  errors[error](phase);
  const job = phase === 'update-players' ? 'updater' : 'analyzer';
  const result = await harness.run(job, { overrides: budgets[job] });
  const { status, reason, itemsFailed } = result.execution;
  return { ends: `${status}/${reason}`, itemsFailed, phases: result.phases.map((one) => one.status), result };
}

it('without an error every phase has something to do', async () => {
  begin();
  const { phases: reports } = await harness.run('analyzer', { overrides: budgets.analyzer });
  expect(reports.map(({ name, counters }) => [name, counters.apiRequests > 1])).toEqual(
    analyzer.map((name) => [name, true]),
  );
  const { playersProcessed } = (await harness.run('updater', { overrides: budgets.updater })).execution;
  expect(playersProcessed).toBe(2);
});

describe('the updater', () => {
  it.each([
    ['rate limit', { ends: 'FAILED/rate_limited', phases: ['rate_limited'], itemsFailed: 0 }],
    ['API error', { ends: 'SUCCESS/partial', phases: ['partial'], itemsFailed: 1 }],
    ['answer that cannot be read', { ends: 'SUCCESS/partial', phases: ['partial'], itemsFailed: 1 }],
    ['database error', { ends: 'FAILED/error', phases: ['failed'], itemsFailed: 0 }],
  ] as const)('%s', async (error, expected) => {
    const { result, ...ended } = await runWith(error, 'update-players');
    expect(ended).toEqual(expected);
    const processed = { 'FAILED/rate_limited': 0, 'SUCCESS/partial': 1, 'FAILED/error': 0 }[ended.ends];
    expect(result.execution.playersProcessed).toBe(processed);
  });
});

describe.each(analyzer)('the analyzer in %s', (phase) => {
  const place = analyzer.indexOf(phase);
  const others = (status: string) => analyzer.map((name) => (name === phase ? status : 'completed'));

  it('rate limit: the phase ends, the others run, partial success', async () => {
    const { ends, phases: statuses, itemsFailed, result } = await runWith('rate limit', phase);
    expect({ ends, itemsFailed }).toEqual({ ends: 'SUCCESS/rate_limited', itemsFailed: 0 });
    expect(statuses).toEqual(others('rate_limited'));
    expect(result.outcome.retryAt).toBeGreaterThan(harness.clock.now());
  });

  it.each(['API error', 'answer that cannot be read'] as const)('%s: the next player follows', async (error) => {
    const { ends, phases: statuses, itemsFailed, result } = await runWith(error, phase);
    expect({ ends, itemsFailed }).toEqual({ ends: 'SUCCESS/partial', itemsFailed: 1 });
    expect(statuses).toEqual(others('partial'));
    expect(result.phases[place]?.counters.apiRequests).toBeGreaterThan(1);
  });

  it('database error: rolled back, the phase and the job have failed, no other phase runs', async () => {
    const { ends, phases: statuses, result } = await runWith('database error', phase);
    expect(ends).toBe('FAILED/error');
    expect(statuses).toEqual([...analyzer.slice(0, place).map(() => 'completed'), 'failed']);
    expect(result.execution.errorMessage).toContain('disk trouble');
    harness.execute('drop trigger broken');
    const healed = await harness.run('analyzer', { overrides: budgets.analyzer });
    expect(healed.execution).toMatchObject({ status: 'SUCCESS', reason: 'completed' });
  });
});

it('detection error: logged, the next player follows, partial success', async () => {
  begin();
  const [victim] = harness.rows(
    'select puuid from players where rowid % 3 = 1 and puuid in (select puuid from player_analysis)',
  );
  const puuid = String(victim?.['puuid']);
  harness.execute(`update match_participants set kills = 'many' where puuid = '${puuid}'`);
  const { execution, phases: reports } = await harness.run('analyzer', { overrides: budgets.analyzer });
  expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'partial', itemsFailed: 1 });
  expect(reports.map(({ status }) => status)).toEqual(['completed', 'partial', 'completed']);
  expect(execution.playersAnalyzed).toBeGreaterThan(0);
  const [line] = harness.rows(`select data_json from execution_logs where event = 'player skipped'`);
  expect(JSON.parse(String(line?.['data_json']))).toMatchObject({ puuid, code: 'DetectionError' });
});
