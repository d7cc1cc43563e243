// Both jobs against the simulator's handler under a virtual clock: two minutes of limits pass in milliseconds.

import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect } from 'vitest';
import { type Clock, systemClock } from '../../src/clock.ts';
import { type JobName, startJob } from '../../src/jobs/index.ts';
import type { RunDependencies, RunRequest, RunResult } from '../../src/jobs/run.ts';
import { silentLogger } from '../../src/log.ts';
import type { Processes } from '../../src/processes.ts';
import { createRiotClient } from '../../src/riot/client.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { VirtualClock } from '../unit/riot-virtual-clock.ts';

/** 2026-11-01T12:00:00Z. */
export const FROZEN_AT = 1_793_534_400_000;

/** Answers instead of the API, or undefined to let it answer. */
export type Fault = (request: Request) => Response | undefined;

/** The jobs between a database on disk and whatever answers in Riot's place, under a virtual clock. */
export interface Stage {
  readonly clock: VirtualClock;
  readonly store: Store;
  /** Requests by path, in order. */
  readonly requests: string[];
  fault: Fault;
  readonly dependencies: RunDependencies;
  run(job: JobName, options?: RunOptions): Promise<RunResult>;
  /** A raw look at the rows, over a second connection. */
  rows(sql: string): Record<string, unknown>[];
  execute(sql: string): void;
  close(): Promise<void>;
}

export interface Harness extends Stage {
  readonly simulator: Simulator;
  /** Makes players tracked without a request. */
  track(count: number): Promise<string[]>;
}

export interface RunOptions {
  readonly overrides?: Readonly<Record<string, unknown>>;
  readonly phases?: readonly string[];
  readonly signal?: AbortSignal;
  /** Whatever else a start may ask for. */
  readonly request?: Partial<RunRequest>;
}

/** Milliseconds of real time for what is not watched: modules that are loaded when a job first starts. */
const PATIENCE = 10_000;

const alive: Processes = {
  self: () => ({ host: 'test', bootId: 'boot', pidNamespace: 'ns', pid: process.pid, pidStart: '1' }),
  stateOf: () => 'alive',
};

/** `template` = a database file, made by `saveCopy`, to begin with a copy of. */
export function createHarness(world: Partial<SimulatorOptions> = {}, template?: string): Harness {
  const clock = new VirtualClock(FROZEN_AT);
  const busy = new Busy();
  const defaults = { seed: 7, players: 60, historyDays: 20, limits: 'dev', frozenAt: FROZEN_AT } as const;
  const simulator = createSimulator({ ...defaults, clock: busy.lend(clock), ...world });
  const stage = createStage(clock, (request) => simulator.handle(request), { busy, template });
  return Object.assign(stage, { simulator, track: (count: number) => track(stage, simulator, count) });
}

/** The database as it is now, as a file. */
export function saveCopy({ execute }: Stage): string {
  const path = newPath();
  execute(`vacuum into '${path}'`);
  return path;
}

function newPath(): string {
  return join(mkdtempSync(join(tmpdir(), 'riotjobs-integration-')), 'test.db');
}

interface StageParts {
  readonly busy?: Busy;
  readonly template?: string | undefined;
}

export function createStage(
  clock: VirtualClock,
  handle: (request: Request) => Promise<Response>,
  { busy = new Busy(), template }: StageParts = {},
): Stage {
  const path = newPath();
  if (template !== undefined) copyFileSync(template, path);
  const opened = openStore({ path, migrations: join(import.meta.dirname, '../../drizzle/sqlite'), create: true }).store;
  const answer = async (request: Request) => {
    stage.requests.push(new URL(request.url).pathname);
    return stage.fault(request) ?? handle(request);
  };
  const store = busy.watchStore(opened);
  const riot = createRiotClient({
    apiUrl: 'http://127.0.0.1:9/{route}',
    apiKey: 'RGAPI-test',
    userAgent: 'riotjobs/test',
    clock,
    log: silentLogger,
    fetch: (input, init) => busy.during(() => answer(new Request(input, init))),
  });
  const stage: Stage = {
    clock,
    store,
    requests: [],
    fault: () => undefined,
    dependencies: { store, riot, clock, log: silentLogger, processes: alive, cliVersion: 'test' },
    run: (job, options = {}) => busy.run(clock, start(stage, job, options)),
    rows: (sql) => withFile(path, (file) => file.prepare(sql).all() as Record<string, unknown>[]),
    execute: (sql) => withFile(path, (file) => void file.exec(sql)),
    close: () => store.close(),
  };
  return stage;
}

function start(stage: Stage, job: JobName, options: RunOptions): Promise<RunResult> {
  return startJob[job](stage.dependencies, {
    phases: options.phases,
    overrides: options.overrides ?? {},
    trigger: 'manual',
    signal: options.signal ?? new AbortController().signal,
    ...options.request,
  });
}

async function track({ store, clock }: Stage, simulator: Simulator, count: number): Promise<string[]> {
  const chosen = simulator.world.suggestTracked(count);
  for (const { puuid, riotId, platform } of chosen) {
    await store.players.track({ account: { puuid, ...riotId }, platform, now: clock.now() });
  }
  return chosen.map(({ puuid }) => puuid);
}

function withFile<Result>(path: string, use: (file: Sqlite.Database) => Result): Result {
  const file = new Sqlite(path);
  try {
    return use(file);
  } finally {
    file.close();
  }
}

/** Virtual time may pass only while nothing real is under way: compression, for one, has threads of its own. */
class Busy {
  #underWay = 0;
  /** Works begun so far: one that begins and ends within a turn of the loop is seen by nothing else. */
  #begun = 0;

  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#underWay += 1;
    this.#begun += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
    }
  }

  /** A clock for what is under way: whoever sleeps on it is not. */
  lend(clock: Clock): Clock {
    const sleep = async (ms: number, signal?: AbortSignal) => {
      this.#underWay -= 1;
      try {
        await clock.sleep(ms, signal);
      } finally {
        this.#underWay += 1;
      }
    };
    return { now: () => clock.now(), monotonic: () => clock.monotonic(), sleep };
  }

  watchStore(store: Store): Store {
    const groups = Object.entries(store).filter(([, group]) => typeof group === 'object');
    return { ...store, ...Object.fromEntries(groups.map(([name, group]) => [name, this.#watchGroup(group)])) };
  }

  #watchGroup(group: object): object {
    const watch = ([name, operation]: [string, (...parameters: unknown[]) => Promise<unknown>]) => [
      name,
      (...parameters: unknown[]) => this.during(() => operation(...parameters)),
    ];
    return Object.fromEntries(Object.entries(group).map(watch));
  }

  async run<Result>(clock: VirtualClock, work: Promise<Result>): Promise<Result> {
    const state = { isDone: false };
    const done = () => {
      state.isDone = true;
    };
    work.then(done, done);
    for (let quiet = 0; !state.isDone; quiet++) {
      await this.#idle();
      if (state.isDone || clock.step()) quiet = 0;
      else if (quiet === PATIENCE) throw new Error(`at ${clock.now()} everybody waits and nobody sleeps`);
      else await systemClock.sleep(1);
    }
    return work;
  }

  /** Several turns of the event loop, for bodies that are read in pieces and grants that follow one another. */
  async #idle(): Promise<void> {
    let begun = this.#begun;
    for (let turns = 0; turns < 40; turns++) {
      if (this.#underWay > 0 || this.#begun > begun) turns = 0;
      begun = this.#begun;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** Runs the analyzer until no phase finds anything to do any more. */
export async function runUntilIdle(harness: Stage, options: RunOptions = {}): Promise<number> {
  for (let runs = 1; runs <= 200; runs++) {
    const before = harness.requests.length;
    const { execution } = await harness.run('analyzer', options);
    const isIdle = harness.requests.length === before && execution.playersAnalyzed === 0;
    if (isIdle) return runs;
  }
  throw new Error('the analyzer did not come to rest in 200 runs');
}

/** Domain rows without the columns that tell when somebody looked. */
export function domain({ rows }: Stage) {
  return {
    players: rows('select * from players order by puuid').map(
      ({
        updated_at: _u,
        last_attempt_at: _a,
        rank_checked_at: _r,
        last_ban_check: _b,
        listed_at: _l,
        exhausted_at: _e,
        ...row
      }) => row,
    ),
    matches: rows('select * from matches order by match_id'),
    participants: rows('select * from match_participants order by match_id, puuid'),
    ranks: rows('select * from player_ranks order by id'),
  };
}

/** No answer of 429, and no match asked for twice: true after every test, whatever went wrong in it. */
export function expectThrift({ simulator }: Harness, repeatsAtMost = 0): void {
  const { limitViolations, repeatedMatchRequests } = simulator.stats();
  expect(limitViolations).toBe(0);
  expect(repeatedMatchRequests).toBeLessThanOrEqual(repeatsAtMost);
}
