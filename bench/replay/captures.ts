// A month of real, pseudonymised matches, stored as the jobs store what they fetch.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import type { LeagueEntry } from '../../src/league/player.ts';
import { leagueEntriesSchema } from '../../src/riot/schemas/league-entries.ts';
import { matchSchema } from '../../src/riot/schemas/match.ts';
import { readJson } from '../../src/riot/schemas/read.ts';
import { openStore } from '../../src/store/open.ts';
import type { Commit } from '../../src/store/records.ts';
import type { Store } from '../../src/store/store.ts';

/** 2025-06-20T00:00:00Z, a day after the newest captured match. */
export const NOW = 1_750_377_600_000;

export interface Captured {
  readonly store: Store;
  /** Of an execution that is under way, as of NOW. */
  readonly commit: Commit;
}

export async function storeCaptures(folder: string): Promise<Captured> {
  const migrations = join(import.meta.dirname, '../../drizzle/sqlite');
  const { store } = openStore({ path: ':memory:', migrations, create: true });
  const commit = await commitOf(store);
  for (const text of linesOf(join(folder, 'matches.jsonl.zst'))) {
    const fetched = { ...readJson('match-v5.getMatch', matchSchema, text), payload: text };
    await store.matches.save(commit, { fetched, fetchedFor: '' });
  }
  for (const [puuid, entries] of entriesOf(folder)) {
    const isMet = (await store.players.find({ puuid })) !== undefined;
    if (isMet) await store.players.saveRanks(commit, { puuid, entries });
  }
  return { store, commit };
}

async function commitOf({ executions }: Store): Promise<Commit> {
  const claim = await executions.claim({
    executionId: 'replay',
    token: 'replay',
    jobName: 'analyzer',
    trigger: 'manual',
    params: {},
    owner: { host: 'bench', bootId: null, pidNamespace: null, pid: process.pid, pidStart: null },
    cliVersion: 'bench',
    now: NOW,
    leaseMs: 1,
    stateOf: () => 'alive',
  });
  if (claim.kind !== 'claimed') throw new Error('a fresh database has a running execution');
  return { lease: claim.lease, counters: {}, now: NOW };
}

function linesOf(path: string): string[] {
  return zstdDecompressSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
}

function entriesOf(folder: string): Map<string, LeagueEntry[]> {
  const entries = new Map<string, LeagueEntry[]>();
  for (const text of linesOf(join(folder, 'league-entries.jsonl.zst'))) {
    const { puuid } = JSON.parse(text) as { readonly puuid: string };
    entries.set(puuid, [...(entries.get(puuid) ?? []), ...readJson('league-v4', leagueEntriesSchema, `[${text}]`)]);
  }
  return entries;
}
