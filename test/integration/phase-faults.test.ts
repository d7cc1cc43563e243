// What Riot may answer in place of an answer, at the request that each phase depends on.

import { beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../src/riot/endpoints.ts';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { budgets, endingOf, printOnFailure, runHonestly } from './fault-worlds.ts';
import { createHarness, FROZEN_AT, type Harness, runUntilIdle, saveCopy } from './harness.ts';

/** Everything is healthy until then. */
const BEGINS = FROZEN_AT + 3_600_000;

/** Per phase: the method it depends on, a path into its answer, and what makes its items due again. */
const phases = {
  'update-players': { method: 'match-v5.getMatchIdsByPUUID', path: '0', due: [] },
  'fetch-matches': {
    method: 'match-v5.getMatchIdsByPUUID',
    path: '0',
    due: ['update players set exhausted_at = null, listed_at = null'],
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

interface Expected {
  readonly ends: string;
  readonly exitCode: number;
  /** Whether every item failed; else none has. */
  readonly everyItemFails: boolean;
}

const failing = (exitCode: number): Expected => ({ ends: 'FAILED/error', exitCode, everyItemFails: true });
const refused: Expected = { ends: 'FAILED/auth', exitCode: 4, everyItemFails: false };
const limited: Expected = { ends: 'FAILED/rate_limited', exitCode: 5, everyItemFails: false };
const well: Expected = { ends: 'SUCCESS/completed', exitCode: 0, everyItemFails: false };

type Rule = Readonly<Record<string, unknown>>;

/** The second request for the method is one too many in ten seconds. */
const tight: Rule = { at: { from: 2 }, fault: { kind: 'limits', method: '1:10' } };
const only = (fault: object): Rule[] => [{ fault }];

const faults = (path: string): readonly (readonly [string, readonly Rule[], Expected])[] => [
  ['500', only({ kind: 'status', status: 500 }), failing(5)],
  ['502 with HTML', only({ kind: 'status', status: 502, body: 'html' }), failing(5)],
  ['403', only({ kind: 'status', status: 403 }), refused],
  ['403 with HTML, which is no word about the key', only({ kind: 'status', status: 403, body: 'html' }), failing(1)],
  ['401', only({ kind: 'status', status: 401 }), refused],
  ['400', only({ kind: 'status', status: 400 }), failing(1)],
  ['400 for a foreign puuid', only({ kind: 'foreign-puuid' }), failing(1)],
  ['a key that expires', only({ kind: 'key-expired' }), refused],
  ['429 of the server', only({ kind: 'server-limit', retryAfter: 12 }), limited],
  ['429 of the service', only({ kind: 'service-limit', retryAfter: 200 }), limited],
  ['429 of the service without headers', only({ kind: 'service-limit' }), limited],
  ['429 of a limit that fell', [tight], well],
  ['429 with Retry-After rounded down', [tight, ...only({ kind: 'retry-after', as: 'floor' })], well],
  ['429 with a second too many', [tight, ...only({ kind: 'retry-after', as: 'one-more' })], well],
  ['429 without Retry-After', [tight, ...only({ kind: 'retry-after', as: 'missing' })], well],
  ['429 and the blacklist', [tight, ...only({ kind: 'blacklist', after: 1, minutes: 10, banMinutes: 30 })], refused],
  ['buckets in any order', only({ kind: 'shuffled-buckets' }), well],
  ['latency', only({ kind: 'latency', ms: { from: 20, to: 60 } }), well],
  ['200 with HTML', only({ kind: 'status', status: 200, body: 'html' }), failing(1)],
  ['a cut body', only({ kind: 'cut-body' }), failing(1)],
  ['a field of the wrong type', only({ kind: 'wrong-type', path }), failing(1)],
  ['a missing field', only({ kind: 'missing-field', path }), failing(1)],
  ['204, which is an answer', only({ kind: 'status', status: 204, body: 'empty' }), well],
  ['404, which is an answer', only({ kind: 'status', status: 404 }), well],
];

/** A database in which nothing is due, as a file. */
let prepared: string;
beforeAll(async () => {
  const harness = createHarness({ limits: 'none' });
  await harness.track(2);
  await harness.run('updater', { overrides: budgets.updater });
  await runUntilIdle(harness, { overrides: budgets.analyzer });
  prepared = saveCopy(harness);
  await harness.close();
});

function begin(script: string, due: readonly string[]): Harness {
  const harness = createHarness({ limits: 'none', faults: parseFaultScript(script) }, prepared);
  harness.clock.advance(BEGINS - harness.clock.now());
  for (const statement of due) harness.execute(statement);
  return harness;
}

function runPhase(harness: Harness, phase: PhaseName) {
  if (phase === 'update-players') return runHonestly(harness, 'updater', { overrides: budgets.updater });
  return runHonestly(harness, 'analyzer', { phases: [phase], overrides: budgets.analyzer });
}

/** How many different questions of the method were asked. */
function countAsked({ requests }: Harness, method: keyof typeof endpoints): number {
  const [before = '', after = ''] = endpoints[method].path({ puuid: 'PUUID' } as never).split('PUUID');
  const asked = requests.map((path) => path.replace(/^\/[^/]+/, ''));
  return new Set(asked.filter((path) => path.startsWith(before) && path.endsWith(after))).size;
}

describe.each(Object.keys(phases) as PhaseName[])('%s', (phase) => {
  const { method, path, due } = phases[phase];
  it.each(faults(path))('%s', async (name, rules, expected) => {
    // An empty list of somebody whose games are stored is not believed.
    const isDoubted = phase === 'fetch-matches' && name.endsWith('which is an answer');
    const script = JSON.stringify(rules.map((rule) => ({ method, during: { from: BEGINS }, ...rule })));
    printOnFailure(script);
    const harness = begin(script, due);
    const { ends, exitCode, itemsFailed } = endingOf(await runPhase(harness, phase));
    const items = countAsked(harness, method);
    expect({ ends, exitCode, itemsFailed }).toEqual({
      ends: expected.ends,
      exitCode: expected.exitCode,
      itemsFailed: expected.everyItemFails || isDoubted ? items : 0,
    });
    expect(items).toBeGreaterThan(0);
    const kinds = parseFaultScript(script).map(({ fault }) => fault.kind);
    expect(Object.keys(harness.simulator.stats().faults).toSorted()).toEqual(kinds.toSorted());
    await harness.close();
  });
});
