// How often the verdict of `check` on an empty database agrees with the one of a crawled database, in simulated worlds.
// npm run bench -- check [--quick]

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemProcesses } from '../src/cli/processes.ts';
import { systemClock } from '../src/clock.ts';
import { type JobName, startJob } from '../src/jobs/index.ts';
import type { RunDependencies } from '../src/jobs/run.ts';
import { silentLogger } from '../src/log.ts';
import { createRiotClient } from '../src/riot/client.ts';
import { createSimulator, type Simulator } from '../src/simulator/simulator.ts';
import { openStore } from '../src/store/open.ts';
import type { StoredAnalysis } from '../src/store/records.ts';

/** 2026-11-01T12:00:00Z. */
const FROZEN_AT = 1_793_534_400_000;
const SEEDS = [21, 22, 23];
const PLAYERS = 300;
const DAYS = 90;
const TRACKED = 4;
const ROUNDS = 15;
/** Of each world, those whose puuids come first: no order that a verdict could know of. */
const CHECKED = 120;

const budgets = { players_per_run: 60, matches_per_player: 40, analyses_per_run: 400, fetch_rank: true };

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { quick: { type: 'boolean', default: false } } });
  const [seeds, most] = values.quick ? [SEEDS.slice(0, 1), CHECKED / 4] : [SEEDS, CHECKED];
  const pairs: Pair[] = [];
  for (const seed of seeds) {
    const found = await compareWorld(seed, most);
    pairs.push(...found);
    console.log(`seed ${seed}: ${wordsOf(found)}`);
  }
  if (seeds.length > 1) console.log(`together: ${wordsOf(pairs)}`);
}

interface Pair {
  readonly full: StoredAnalysis;
  readonly alone: StoredAnalysis;
}

async function compareWorld(seed: number, most: number): Promise<Pair[]> {
  const world = { seed, players: PLAYERS, historyDays: DAYS, limits: 'none', frozenAt: FROZEN_AT } as const;
  const simulator = createSimulator({ ...world, clock: systemClock });
  const full = await crawl(simulator);
  const puuids = [...full.keys()].toSorted().slice(0, most);
  const pairs: Pair[] = [];
  for (const puuid of puuids) {
    const [verdict, alone] = [full.get(puuid), await checkAlone(simulator, puuid)];
    if (verdict && alone) pairs.push({ full: verdict, alone });
  }
  return pairs;
}

/** The newest verdict of everybody whom the analyzer has judged when it comes to rest. */
async function crawl(simulator: Simulator): Promise<Map<string, StoredAnalysis>> {
  const dependencies = open(simulator);
  const { store, clock } = dependencies;
  for (const { puuid, riotId, platform } of simulator.world.suggestTracked(TRACKED)) {
    await store.players.track({ account: { puuid, ...riotId }, platform, now: clock.now() });
  }
  await start(dependencies, 'updater', { overrides: { initial_history_days: DAYS, max_new_matches_per_player: 500 } });
  for (let round = 0, requests = 1; round < ROUNDS && requests > 0; round += 1) {
    const { execution } = await start(dependencies, 'analyzer', { overrides: budgets });
    requests = execution.apiRequestsMade;
  }
  const verdicts = await store.analyses.list({ limit: PLAYERS });
  await store.close();
  return new Map(verdicts.map((verdict) => [verdict.puuid, verdict]));
}

async function checkAlone(simulator: Simulator, puuid: string): Promise<StoredAnalysis | undefined> {
  const dependencies = open(simulator);
  const { store, clock } = dependencies;
  await store.players.meet({ account: { puuid, gameName: null, tagLine: null }, platform: 'euw1', now: clock.now() });
  await start(dependencies, 'check', { overrides: {}, players: [puuid] });
  const verdict = await store.analyses.findNewest(puuid);
  await store.close();
  return verdict;
}

function open(simulator: Simulator): RunDependencies {
  const migrations = join(import.meta.dirname, '../drizzle/sqlite');
  const { store } = openStore({ path: ':memory:', migrations, create: true });
  const riot = createRiotClient({
    ...{ apiUrl: 'http://127.0.0.1:9/{route}', apiKey: 'RGAPI-bench', userAgent: 'riotjobs/bench' },
    ...{ clock: systemClock, log: silentLogger },
    fetch: (input, init) => simulator.handle(new Request(input, init)),
  });
  return { store, riot, clock: systemClock, log: silentLogger, processes: systemProcesses, cliVersion: 'bench' };
}

interface Start {
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly players?: readonly string[];
}

async function start(dependencies: RunDependencies, job: JobName, request: Start) {
  const { signal } = new AbortController();
  const result = await startJob[job](dependencies, { phases: undefined, trigger: 'manual', signal, ...request });
  if (result.outcome.status !== 'SUCCESS') throw new Error(`${job}: ${String(result.outcome.error)}`);
  return result;
}

function wordsOf(pairs: readonly Pair[]): string {
  const share = (holds: (pair: Pair) => boolean) =>
    `${((100 * pairs.filter(holds).length) / pairs.length).toFixed(1)} %`;
  const flagged = pairs.filter(({ full }) => full.isSmurf);
  const open = flagged.filter(({ alone }) => alone.confidence === 'inconclusive');
  const clear = pairs.filter(({ full, alone }) => !full.isSmurf && alone.confidence === 'inconclusive');
  const probabilities = pairs.map(({ full, alone }) => [full.smurfScore ?? 0, alone.smurfScore ?? 0] as const);
  const evidence = pairs.map(({ full, alone }) => [full.llr ?? 0, alone.llr ?? 0] as const);
  return [
    `${pairs.length} players`,
    `the same band ${share(({ full, alone }) => full.confidence === alone.confidence)}`,
    `the same is_smurf ${share(({ full, alone }) => full.isSmurf === alone.isSmurf)}`,
    `correlation of the probability ${correlation(probabilities)}, of the evidence ${correlation(evidence)}`,
    `of ${flagged.length} flagged ${open.length} inconclusive here; of the others ${clear.length}`,
  ].join('; ');
}

function correlation(pairs: readonly (readonly [number, number])[]): string {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [xs, ys] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const covariance = mean(pairs.map(([x, y]) => (x - meanX) * (y - meanY)));
  const spread = (values: readonly number[], middle: number) => Math.sqrt(mean(values.map((v) => (v - middle) ** 2)));
  return (covariance / (spread(xs, meanX) * spread(ys, meanY))).toFixed(3);
}
