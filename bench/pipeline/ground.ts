// The real jobs on a database of their own, in front of a simulated world in the same process, under a virtual clock.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { createStage, FROZEN_AT, type Stage } from '../../test/integration/harness.ts';
import { VirtualClock } from '../../test/unit/riot-virtual-clock.ts';
import { crawlEverything, crawlOneDay, DAY_MS } from './crawl.ts';

interface WorldSize {
  readonly players: number;
  readonly seed: number;
}

export interface Request extends WorldSize {
  /** A folder: crawls are kept here, and not made again. */
  readonly databases: string;
}

/** A world after a crawl. */
export interface Ground {
  readonly simulator: Simulator;
  readonly stage: Stage;
  /** What the crawl was, and what it brought. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

/** Gaps of 120 days, which the detector reads, are seen in histories as long as this. */
const HISTORY_DAYS = 200;
/** One in so many players is tracked: enough for the whole world to be met in their games. */
const PER_TRACKED = 40;

/** A world that stands still. */
export function stillWorld(request: WorldSize, more: Partial<SimulatorOptions> = {}): Simulator {
  const clock = new VirtualClock(FROZEN_AT);
  return createSimulator({ ...frameOf(request), limits: 'none', clock, frozenAt: FROZEN_AT, ...more });
}

/** Nothing is limited, and no time passes. */
export async function everythingCrawled(request: Request): Promise<Ground> {
  const kept = keptAs(request, 'everything');
  const clock = new VirtualClock(FROZEN_AT);
  const simulator = createSimulator({ ...frameOf(request), limits: 'none', clock, frozenAt: FROZEN_AT });
  return crawled({ clock, simulator, kept }, crawlEverything);
}

/** A development key, and a world that goes on with the clock. */
export async function oneDayCrawled(request: Request): Promise<Ground> {
  const kept = keptAs(request, 'day');
  const clock = new VirtualClock(existsSync(`${kept}.db`) ? FROZEN_AT + DAY_MS : FROZEN_AT);
  const simulator = createSimulator({ ...frameOf(request), limits: 'dev', clock, epochAt: FROZEN_AT });
  return crawled({ clock, simulator, kept }, crawlOneDay);
}

function frameOf({ players, seed }: WorldSize) {
  return { seed, players, historyDays: HISTORY_DAYS };
}

function keptAs({ players, seed, databases }: Request, kind: string): string {
  return join(databases, `${kind}-${players}-${seed}`);
}

interface Start {
  readonly clock: VirtualClock;
  readonly simulator: Simulator;
  /** Path of the database and the notes, without extension. */
  readonly kept: string;
}

async function crawled(start: Start, crawl: (stage: Stage) => Promise<string>): Promise<Ground> {
  const { simulator, clock, kept } = start;
  const isKept = existsSync(`${kept}.db`);
  const template = isKept ? `${kept}.db` : undefined;
  const stage = createStage(clock, (request) => simulator.handle(request), { template });
  const notes = isKept
    ? readFileSync(`${kept}.txt`, 'utf8').trimEnd().split('\n')
    : await work(stage, simulator, crawl);
  if (!isKept) {
    stage.execute(`vacuum into '${kept}.db'`);
    writeFileSync(`${kept}.txt`, `${notes.join('\n')}\n`);
  }
  return { simulator, stage, notes, close: () => close(stage) };
}

async function work(stage: Stage, simulator: Simulator, crawl: (stage: Stage) => Promise<string>): Promise<string[]> {
  const tracked = await track(stage, simulator);
  const note = await crawl(stage);
  const count = (sql: string) => Number(stage.rows(`select count(*) as n from ${sql}`)[0]?.['n']);
  const { requests, limitViolations } = simulator.stats();
  const met = count('players where is_tracked = 0');
  return [
    note,
    `${tracked} players tracked, ${met} others met, ${count('matches')} matches stored`,
    `${requests} requests, ${limitViolations} answers of 429`,
  ];
}

async function track({ store, clock }: Stage, { world }: Simulator): Promise<number> {
  const chosen = world.suggestTracked(Math.ceil(world.players.length / PER_TRACKED));
  for (const { puuid, riotId, platform } of chosen) {
    await store.players.track({ account: { puuid, ...riotId }, platform, now: clock.now() });
  }
  return chosen.length;
}

async function close(stage: Stage): Promise<void> {
  const file = String(stage.rows('pragma database_list')[0]?.['file']);
  await stage.close();
  rmSync(dirname(file), { recursive: true, force: true });
}
