// riotjobs demo: the product's main job from end to end, against a simulated Riot API with known truth.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../clock.ts';
import { startJob } from '../../jobs/index.ts';
import type { RunDependencies, RunResult } from '../../jobs/run.ts';
import { type DemoSimulator, startSimulator } from '../demo-simulator.ts';
import { type ExitName, exitCodes } from '../exit-codes.ts';
import { printJson } from '../print.ts';
import { costOf, type DemoFigures, demoJson, flaggedRows } from '../render/demo.ts';
import { type Narrator, narrate } from '../render/demo-story.ts';
import type { Terminal } from '../terminal.ts';
import { working } from '../wire.ts';
import { trackPlayer } from './track-player.ts';

export interface DemoOptions {
  readonly json?: boolean;
}

/** Enough verdicts for the detector's figures to mean something. */
const WANTED_VERDICTS = 150;
const MAX_ROUNDS = 12;

/** Larger budgets than the defaults, which are made for a development key's quota. */
const budgets = { players_per_run: 40, matches_per_player: 20, analyses_per_run: 200, ban_checks_per_run: 20 };

export async function demo(terminal: Terminal, { json = false }: DemoOptions): Promise<number> {
  const startedAt = systemClock.now();
  const folder = mkdtempSync(join(tmpdir(), 'riotjobs-demo-'));
  const story = narrate(terminal, json);
  try {
    const simulator = await startSimulator(terminal.signal);
    const figures = await play({ terminal, story, folder, simulator }).finally(() => simulator.stop());
    const durationMs = systemClock.now() - startedAt;
    if (json) printJson(terminal, { ...demoJson(figures), durationMs });
    story.end(durationMs);
    return exitCodes[verdictOn(figures)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function verdictOn({ verdicts, executions }: DemoFigures): ExitName {
  return verdicts >= WANTED_VERDICTS && executions.every(({ status }) => status === 'SUCCESS') ? 'OK' : 'FAILED';
}

interface Stage {
  readonly terminal: Terminal;
  readonly story: Narrator;
  readonly folder: string;
  readonly simulator: DemoSimulator;
}

/** Only these settings count: the demo never sees the person's own key, database or configuration. */
function play(stage: Stage): Promise<DemoFigures> {
  const { terminal, folder, simulator } = stage;
  const env = { HOME: folder, RIOT_API_KEY: 'RGAPI-simulated' };
  const options = { database: join(folder, 'riotjobs.db'), apiUrl: simulator.apiUrl };
  return working(options, { ...terminal, env }, async (dependencies) => {
    stage.story.begin(simulator.apiUrl, options.database);
    await track(stage, dependencies);
    stage.story.updated(await startJob.updater(dependencies, requestFor(terminal, {})));
    const verdicts = await analyzeUntilEnough(stage, dependencies);
    const figures = await collect(stage, dependencies, verdicts);
    stage.story.judged(figures);
    return figures;
  });
}

async function track({ terminal, story, simulator }: Stage, dependencies: RunDependencies): Promise<void> {
  for (const { riotId, platform } of simulator.suggested) {
    const { player } = await trackPlayer(dependencies, { reference: riotId, platform, signal: terminal.signal });
    story.tracked(player);
  }
}

/** Gives the number of players with a verdict. */
async function analyzeUntilEnough({ terminal, story }: Stage, dependencies: RunDependencies): Promise<number> {
  let verdicts = 0;
  let last: RunResult | undefined;
  for (let round = 1; round <= MAX_ROUNDS && verdicts < WANTED_VERDICTS; round++) {
    if (last?.outcome.status === 'FAILED') break;
    last = await startJob.analyzer(dependencies, requestFor(terminal, budgets));
    verdicts = (await dependencies.store.analyses.countAnalyzed()).analyzed;
    story.analyzed(last, { round, verdicts });
  }
  return verdicts;
}

function requestFor(terminal: Terminal, overrides: Readonly<Record<string, unknown>>) {
  return { phases: undefined, overrides, trigger: 'manual', signal: terminal.signal } as const;
}

async function collect({ simulator }: Stage, { store }: RunDependencies, verdicts: number): Promise<DemoFigures> {
  const flagged = await store.analyses.listFlagged(Number.MAX_SAFE_INTEGER);
  return {
    verdicts,
    flagged: flaggedRows(flagged, await simulator.readTruth()),
    executions: await store.executions.list({ limit: MAX_ROUNDS + 1 }),
    cost: costOf(await simulator.readRequests()),
  };
}
