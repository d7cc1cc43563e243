// What each part of fetching a match takes alone: reading the JSON, checking it, compressing it, storing it.

import { fileURLToPath } from 'node:url';
import { systemProcesses } from '../../src/cli/processes.ts';
import { systemClock } from '../../src/clock.ts';
import { matchSchema } from '../../src/riot/schemas/match.ts';
import { readJson } from '../../src/riot/schemas/read.ts';
import { openStore } from '../../src/store/open.ts';
import { packPayload } from '../../src/store/payloads.ts';

const MIGRATIONS = fileURLToPath(new URL('../../drizzle/sqlite', import.meta.url));
const MATCH = 'match-v5.getMatch';

/** Milliseconds per match. */
export interface Parts {
  readonly json: number;
  readonly schema: number;
  /** On a thread of its own. */
  readonly zstd: number;
  readonly sqlite: number;
}

/** `path` = a database that is not there yet. */
export async function partsOf(payloads: readonly string[], path: string): Promise<Parts> {
  const json = await each(payloads, (payload) => void JSON.parse(payload));
  const read = await each(payloads, (payload) => void readJson(MATCH, matchSchema, payload));
  const zstd = await each(payloads, async (payload) => void (await packPayload(payload)));
  const save = await saving(payloads, path);
  return { json, schema: read - json, zstd, sqlite: save - zstd };
}

async function saving(payloads: readonly string[], path: string): Promise<number> {
  const { store } = openStore({ path, migrations: MIGRATIONS, create: true });
  const now = systemClock.now();
  const claim = await store.executions.claim({
    executionId: '0199f000-0000-7000-8000-000000000001',
    token: 'bench',
    jobName: 'updater',
    trigger: 'manual',
    params: {},
    owner: systemProcesses.self(),
    cliVersion: 'bench',
    now,
    leaseMs: 600_000,
    stateOf: () => 'alive',
  });
  if (claim.kind !== 'claimed') throw new Error('the fresh database has a running execution');
  const commit = { lease: claim.lease, counters: {}, now };
  const matches = payloads.map((payload) => ({ ...readJson(MATCH, matchSchema, payload), payload }));
  const took = await each(matches, (fetched) => store.matches.save(commit, { fetched, fetchedFor: 'nobody' }));
  await store.close();
  return took;
}

async function each<Item>(items: readonly Item[], work: (item: Item) => void | Promise<void>): Promise<number> {
  const startedAt = performance.now();
  for (const item of items) await work(item);
  return (performance.now() - startedAt) / items.length;
}
