// What Riot may answer in place of an answer, at the request that each phase depends on.
import { describe, expect, it } from 'vitest';
import { exitCodes, exitNameOfOutcome } from '../../src/cli/exit-codes.ts';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { createHarness, FROZEN_AT, type Harness, runUntilIdle } from './harness.ts';

const WHOLE_HISTORY = { target_matches: 100, players_per_run: 30, matches_per_player: 40, analyses_per_run: 40 };
/** Everything is healthy until then. */
const BEGINS = FROZEN_AT + 3_600_000;

/** Per phase: the method it depends on, a path into its answer, and what makes its items due again. */
const phases = {
  'update-players': { method: 'league-v4.getLeagueEntriesByPUUID', path: '*.leaguePoints', due: [] },
  'fetch-matches': {
    method: 'match-v5.getMatchIdsByPUUID',
    path: '0',
    due: ['update players set matches_exhausted = 0'],
  },
  'analyze-players': {
    method: 'league-v4.getLeagueEntriesByPUUID',
    path: '*.leaguePoints',
    due: ['update players set is_analyzed = 0, rank_checked_at = null'],
  },
  'check-bans': {
    method: 'summoner-v4.getByPUUID',
    path: 'puuid',
    due: ['update players set last_ban_check = null', 'update player_analysis set is_smurf = 1'],
  },
} as const;
type PhaseName = keyof typeof phases;

const faults = (path: string) =>
  [
    ['500', { kind: 'status', status: 500 }, { ends: 'FAILED/error', exitCode: 5 }],
    ['502 with HTML', { kind: 'status', status: 502, body: 'html' }, { ends: 'FAILED/error', exitCode: 5 }],
    ['403', { kind: 'status', status: 403 }, { ends: 'FAILED/auth', exitCode: 4 }],
    [
      '403 with HTML, which is no word about the key',
      { kind: 'status', status: 403, body: 'html' },
      { ends: 'FAILED/error', exitCode: 1 },
    ],
    ['401', { kind: 'status', status: 401 }, { ends: 'FAILED/auth', exitCode: 4 }],
    ['400', { kind: 'status', status: 400 }, { ends: 'FAILED/error', exitCode: 1 }],
    ['429 of the server', { kind: 'server-limit', retryAfter: 12 }, { ends: 'FAILED/rate_limited', exitCode: 5 }],
    ['429 of the service', { kind: 'service-limit', retryAfter: 200 }, { ends: 'FAILED/rate_limited', exitCode: 5 }],
    ['429 of the service without headers', { kind: 'service-limit' }, { ends: 'FAILED/rate_limited', exitCode: 5 }],
    ['200 with HTML', { kind: 'status', status: 200, body: 'html' }, { ends: 'FAILED/error', exitCode: 1 }],
    ['a cut body', { kind: 'cut-body' }, { ends: 'FAILED/error', exitCode: 1 }],
    ['a field of the wrong type', { kind: 'wrong-type', path }, { ends: 'FAILED/error', exitCode: 1 }],
    ['404, which is an answer', { kind: 'status', status: 404 }, { ends: 'SUCCESS/completed', exitCode: 0 }],
  ] as const;

async function prepared(script: string, due: readonly string[]): Promise<Harness> {
  const harness = createHarness({ limits: 'none', faults: parseFaultScript(script) });
  await harness.track(2);
  await harness.run('updater');
  await runUntilIdle(harness, { overrides: WHOLE_HISTORY });
  harness.clock.advance(BEGINS - harness.clock.now());
  for (const statement of due) harness.execute(statement);
  return harness;
}

function runPhase(harness: Harness, phase: PhaseName) {
  if (phase === 'update-players') return harness.run('updater');
  return harness.run('analyzer', { phases: [phase], overrides: WHOLE_HISTORY });
}

describe.each(Object.keys(phases) as PhaseName[])('%s', (phase) => {
  const { method, path, due } = phases[phase];
  it.each(faults(path))('%s', async (_name, fault, expected) => {
    const script = JSON.stringify([{ method, during: { from: BEGINS }, fault }]);
    const harness = await prepared(script, due);
    const { execution, outcome } = await runPhase(harness, phase);
    const ended = {
      ends: `${execution.status}/${execution.reason}`,
      exitCode: exitCodes[exitNameOfOutcome(outcome, undefined)],
      running: harness.rows("select id from job_executions where status = 'RUNNING'"),
    };
    expect(ended, `replay with this script: ${script}`).toEqual({ ...expected, running: [] });
    await harness.close();
  });
});
