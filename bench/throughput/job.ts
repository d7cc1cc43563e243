// The updater in this process, with a database on disk, against Riot's side in another.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemProcesses } from '../../src/cli/processes.ts';
import { systemClock } from '../../src/clock.ts';
import { startJob } from '../../src/jobs/index.ts';
import { silentLogger } from '../../src/log.ts';
import { createRiotClient } from '../../src/riot/client.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import type { Arrival, EdgeMessage, EdgeOrder } from './messages.ts';

const EDGE = fileURLToPath(new URL('./edge.ts', import.meta.url));
const MIGRATIONS = fileURLToPath(new URL('../../drizzle/sqlite', import.meta.url));

export interface Course extends EdgeOrder {
  readonly concurrency: number;
  /** Ended politely after so long. */
  readonly maxDurationMs?: number;
}

export interface Outcome {
  readonly matches: number;
  readonly elapsedMs: number;
  /** Of all threads. */
  readonly cpuMs: number;
  readonly arrivals: readonly Arrival[];
}

/** `use` sees the database after the job. */
export async function course(
  { concurrency, maxDurationMs, ...order }: Course,
  use: (store: Store) => Promise<void> = async () => {},
): Promise<Outcome> {
  const edge = fork(EDGE, [JSON.stringify(order)]);
  const { url, tracked } = await heard(edge, 'ready');
  const folder = mkdtempSync(join(tmpdir(), 'riotjobs-bench-'));
  const { store } = openStore({ path: join(folder, 'bench.db'), migrations: MIGRATIONS, create: true });
  for (const { puuid, riotId, platform } of tracked) {
    await store.players.track({ account: { puuid, ...riotId }, platform, now: systemClock.now() });
  }
  const ports = { clock: systemClock, log: silentLogger };
  const riot = createRiotClient({ apiUrl: url, apiKey: 'RGAPI-bench', userAgent: 'riotjobs/bench', ...ports });
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  const { execution } = await startJob.updater(
    { store, riot, ...ports, processes: systemProcesses, cliVersion: 'bench' },
    {
      phases: undefined,
      overrides: {
        initial_history_days: 'all',
        max_tracked_players: 1000,
        max_new_matches_per_player: 1000,
        concurrency,
      },
      trigger: 'manual',
      timeoutMs: 600_000,
      ...(maxDurationMs === undefined ? {} : { maxDurationMs }),
      signal: new AbortController().signal,
    },
  );
  const elapsedMs = performance.now() - startedAt;
  const used = process.cpuUsage(cpu);
  await use(store);
  const told = heard(edge, 'arrivals');
  edge.send('arrivals');
  const { arrivals } = await told;
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  return { matches: execution.matchesFetched, elapsedMs, cpuMs: (used.user + used.system) / 1000, arrivals };
}

async function heard<Kind extends EdgeMessage['kind']>(
  edge: ChildProcess,
  kind: Kind,
): Promise<Extract<EdgeMessage, { kind: Kind }>> {
  for (;;) {
    const [message]: EdgeMessage[] = await once(edge, 'message');
    if (message?.kind === kind) return message as Extract<EdgeMessage, { kind: Kind }>;
  }
}
