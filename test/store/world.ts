// What a case of the conformance list works with: a fresh database, a running execution, and plain SQL beside the port.

import { countersOf } from '../../src/jobs/phases.ts';
import type { OwnerState, ProcessIdentity } from '../../src/processes.ts';
import type { ClaimRequest } from '../../src/store/executions-store.ts';
import type { Commit, CounterDelta, CounterName, Execution, Lease, Player } from '../../src/store/records.ts';
import type { SaveMatch, Store } from '../../src/store/store.ts';

export const NOW = 1_790_000_000_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export type Row = Readonly<Record<string, unknown>>;

/** What a driver's file supplies: a migrated database of its own for every case. */
export interface TestDatabase {
  readonly store: Store;
  /** One statement on a connection beside the store's; gives the rows of a select. */
  sql(statement: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export interface World extends TestDatabase {
  /** Of the running execution, whose id is `executionId`. */
  readonly lease: Lease;
  commit(now?: number, counters?: CounterDelta): Commit;
  execution(): Promise<Execution>;
  /** Counters of the execution that are not 0. */
  counters(): Promise<CounterDelta>;
  player(puuid: string): Promise<Player>;
  save(match: Partial<SaveMatch> & Pick<SaveMatch, 'fetched'>, now?: number): Promise<void>;
  /** Every row of every table but the ledger, as text that can be compared. */
  everything(): Promise<string>;
}

/** Title -> case. */
export type Cases = Readonly<Record<string, (world: World) => Promise<void>>>;

export const somebody: ProcessIdentity = {
  host: 'a-machine',
  bootId: 'a-boot',
  pidNamespace: 'pid:[1]',
  pid: 4711,
  pidStart: '1000',
};

/** `id` 1, 2, ... stands for an execution of the analyzer; an owner found on the way is `state`. */
export function claimOf(id: number, changes: Partial<ClaimRequest> & { readonly state?: OwnerState } = {}) {
  const { state = 'alive', ...rest } = changes;
  return {
    executionId: `0199f000-0000-7000-8000-${String(id).padStart(12, '0')}`,
    token: `token-${id}`,
    jobName: 'analyzer',
    trigger: 'manual',
    params: {},
    owner: somebody,
    cliVersion: '1.2.3',
    now: NOW,
    leaseMs: 120_000,
    stateOf: () => state,
    ...rest,
  } satisfies ClaimRequest;
}

const TABLES = [
  'players',
  'player_ranks',
  'matches',
  'match_participants',
  'match_payloads',
  'fetch_cursors',
  'listed_matches',
  'unavailable_matches',
  'awaited_matches',
  'ban_checks',
  'player_analysis',
  'player_games',
  'baselines',
  'calibrations',
  'player_labels',
  'job_configurations',
  'job_executions',
  'execution_logs',
  'job_events',
];

export async function createWorld(database: TestDatabase): Promise<World> {
  const { store, sql } = database;
  const claim = await store.executions.claim(claimOf(1));
  if (claim.kind !== 'claimed') throw new Error('the fresh database has a running execution');
  const { lease } = claim;
  const commit = (now = NOW, counters: CounterDelta = {}): Commit => ({ lease, now, counters });
  const execution = async () => first(await store.executions.listByPrefix(lease.executionId));
  return {
    ...database,
    lease,
    commit,
    execution,
    counters: async () => {
      const all = Object.entries(countersOf(await execution())) as [CounterName, number][];
      return Object.fromEntries(all.filter(([, value]) => value !== 0));
    },
    player: async (puuid) => first([await store.players.find({ puuid })].filter((found) => found !== undefined)),
    save: (match, now) => store.matches.save(commit(now), { fetchedFor: 'tracked', ...match }),
    everything: async () => {
      const tables = TABLES.map(async (table) => [table, await sql(`select * from ${table} order by 1, 2`)]);
      return JSON.stringify(Object.fromEntries(await Promise.all(tables)), undefined, 1);
    },
  };
}

/** The only row, or the first of them. */
export function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error('there is no such row');
  return item;
}
