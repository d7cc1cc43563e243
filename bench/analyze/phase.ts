// The analyzer's phase as the product runs it, with a stop watch between its calls of the store.

import Sqlite from 'better-sqlite3';
import { systemClock } from '../../src/clock.ts';
import { startJob } from '../../src/jobs/index.ts';
import { silentLogger } from '../../src/log.ts';
import type { Processes } from '../../src/processes.ts';
import { createRiotClient } from '../../src/riot/client.ts';
import type { AnalysesStore } from '../../src/store/analyses-store.ts';
import type { Store } from '../../src/store/store.ts';
import { NOW, openWorld } from './world.ts';

/** Milliseconds per player, but for `choosing`. */
export interface Costs {
  readonly total: number;
  /** Of `total`, time of the processor: what the disk and other programs of the machine have no part in. */
  readonly processor: number;
  readonly evidence: number;
  readonly judging: number;
  readonly saving: number;
  /** Of one sample. */
  readonly games: number;
  /** Milliseconds before the first player. */
  readonly choosing: number;
}

export interface MeasuredPhase {
  /** For so many players that have no verdict yet. */
  run(players: number): Promise<Costs>;
  /** For the players of the last run. */
  runAgain(): Promise<Costs>;
  lastPuuids(): readonly string[];
  close(): Promise<void>;
}

const clock = { ...systemClock, now: () => NOW };

const alone: Processes = {
  self: () => ({ host: 'bench', bootId: 'boot', pidNamespace: 'ns', pid: process.pid, pidStart: '1' }),
  stateOf: () => 'alive',
};

export async function openPhase(path: string): Promise<MeasuredPhase> {
  const store = openWorld(path);
  let judged: readonly string[] = [];
  const measure = async (players: number, puuids?: readonly string[]) => {
    const watch = new Watch();
    const startedAt = performance.now();
    await analyze(watched(store, watch), players, puuids);
    judged = watch.puuids;
    if (judged.length !== players) throw new Error(`${judged.length} players were read, not ${players}`);
    return watch.costsSince(startedAt);
  };
  return {
    run: measure,
    runAgain: async () => {
      withFile(path, (file) => file.exec('update players set is_analyzed = 0 where is_analyzed = 1'));
      return measure(judged.length, judged);
    },
    lastPuuids: () => judged,
    close: () => store.close(),
  };
}

/** The first verdict makes a baseline first, which reads thousands of players. */
export async function buildBaseline(path: string): Promise<void> {
  const store = openWorld(path);
  await analyze(store, 1);
  await store.close();
}

function withFile(path: string, use: (file: Sqlite.Database) => void): void {
  const file = new Sqlite(path);
  use(file);
  file.close();
}

async function analyze(store: Store, players: number, puuids?: readonly string[]): Promise<void> {
  const riot = createRiotClient({
    apiUrl: 'http://127.0.0.1:9/{route}',
    apiKey: 'RGAPI-bench',
    userAgent: 'riotjobs/bench',
    clock,
    log: silentLogger,
    fetch: () => Promise.reject(new Error('the phase asks Riot for nothing')),
  });
  const dependencies = { store, riot, clock, log: silentLogger, processes: alone, cliVersion: 'bench' };
  const { outcome } = await startJob.analyzer(dependencies, {
    phases: ['analyze-players'],
    overrides: { analyses_per_run: players, fetch_rank: false },
    trigger: 'manual',
    players: puuids,
    signal: new AbortController().signal,
  });
  if (outcome.status !== 'SUCCESS') throw new Error(`the phase ended with ${outcome.status}`);
}

/** One player follows the other: what passes between two calls is the work between them. */
class Watch {
  readonly puuids: string[] = [];
  #games = 0;
  #evidence = 0;
  #judging = 0;
  #saving = 0;
  #firstAt = 0;
  #usage = process.cpuUsage();
  #loadedAt = 0;
  #savedAt = 0;

  async load(query: Parameters<AnalysesStore['loadPlayerEvidence']>[0], load: AnalysesStore['loadPlayerEvidence']) {
    const startedAt = performance.now();
    if (this.puuids.length === 0) {
      this.#firstAt = startedAt;
      this.#usage = process.cpuUsage();
    }
    const evidence = await load(query);
    this.#loadedAt = performance.now();
    this.#evidence += this.#loadedAt - startedAt;
    this.#games += evidence.games.length;
    this.puuids.push(query.puuid);
    return evidence;
  }

  async save(save: () => Promise<void>): Promise<void> {
    const startedAt = performance.now();
    this.#judging += startedAt - this.#loadedAt;
    await save();
    this.#savedAt = performance.now();
    this.#saving += this.#savedAt - startedAt;
  }

  costsSince(startedAt: number): Costs {
    const each = (sum: number) => sum / this.puuids.length;
    const { user, system } = process.cpuUsage(this.#usage);
    return {
      total: each(this.#savedAt - this.#firstAt),
      processor: each((user + system) / 1000),
      evidence: each(this.#evidence),
      judging: each(this.#judging),
      saving: each(this.#saving),
      games: each(this.#games),
      choosing: this.#firstAt - startedAt,
    };
  }
}

function watched(store: Store, watch: Watch): Store {
  const { analyses } = store;
  return {
    ...store,
    analyses: {
      ...analyses,
      loadPlayerEvidence: (query) => watch.load(query, analyses.loadPlayerEvidence),
      save: (commit, verdict) => watch.save(() => analyses.save(commit, verdict)),
    },
  };
}
