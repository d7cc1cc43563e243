// riotjobs demo: the product's main job from end to end, against a simulated Riot API with known truth.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../clock.ts';
import { startJob } from '../../jobs/index.ts';
import type { RunDependencies, RunResult } from '../../jobs/run.ts';
import { type DemoSimulator, startSimulator } from '../demo-simulator.ts';
import { exitCodes } from '../exit-codes.ts';
import { printMessage, printTable } from '../print.ts';
import { costLines, flaggedColumns, flaggedRows, NEXT_STEPS, truthLine } from '../render/demo.ts';
import { executionColumns, metricsTable, outcomeLine } from '../render/execution.ts';
import { duration, playerName } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { working } from '../wire.ts';
import { trackPlayer } from './players-track.ts';

/** Enough verdicts for the detector's figures to mean something. */
const WANTED_VERDICTS = 150;
const MAX_ROUNDS = 12;
const SHOWN = 15;
/** Columns where the terminal does not tell. */
const WIDTH = 132;

/** Larger budgets than the defaults, which are made for a development key's quota. */
const budgets = { players_per_run: 40, matches_per_player: 20, analyses_per_run: 200, ban_checks_per_run: 20 };

export async function demo(given: Terminal): Promise<number> {
  const terminal = forPeople(given);
  const startedAt = systemClock.now();
  const folder = mkdtempSync(join(tmpdir(), 'riotjobs-demo-'));
  try {
    const simulator = await startSimulator(terminal.signal);
    const code = await play(terminal, folder, simulator).finally(() => simulator.stop());
    printMessage(
      terminal,
      `\nThe demo took ${duration(systemClock.now() - startedAt)}; its database is gone.\n${NEXT_STEPS}`,
    );
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The demo is for people: tables, also in a pipe. */
function forPeople(terminal: Terminal): Terminal {
  const { stdout } = terminal;
  return {
    ...terminal,
    stdout: { write: (text) => stdout.write(text), isTTY: true, columns: stdout.columns ?? WIDTH },
  };
}

/** Only these settings count: the demo never sees the person's own key, database or configuration. */
function play(terminal: Terminal, folder: string, simulator: DemoSimulator): Promise<number> {
  const env = { ...colours(terminal), HOME: folder, RIOT_API_KEY: 'RGAPI-simulated' };
  const options = { database: join(folder, 'riotjobs.db'), apiUrl: simulator.apiUrl };
  return working(options, { ...terminal, env }, async (dependencies) => {
    printMessage(terminal, `A simulated Riot API serves ${simulator.apiUrl}; the database is ${options.database}.`);
    await track(terminal, dependencies, simulator);
    await update(terminal, dependencies);
    const verdicts = await analyzeUntilEnough(terminal, dependencies);
    await showFlagged(terminal, dependencies, simulator);
    await showHistory(terminal, dependencies, simulator);
    return verdicts >= WANTED_VERDICTS ? exitCodes.OK : exitCodes.FAILED;
  });
}

function colours({ env }: Terminal): Record<string, string> {
  return { ...(env['NO_COLOR'] ? { NO_COLOR: '1' } : {}), ...(env['TERM'] ? { TERM: env['TERM'] } : {}) };
}

async function track(terminal: Terminal, dependencies: RunDependencies, simulator: DemoSimulator): Promise<void> {
  for (const { riotId, platform } of simulator.suggested) {
    const { player } = await trackPlayer(dependencies, { reference: riotId, platform, signal: terminal.signal });
    printMessage(terminal, `Tracking ${playerName(player)} on ${platform}.`);
  }
}

async function update(terminal: Terminal, dependencies: RunDependencies): Promise<void> {
  printMessage(terminal, '\nThe updater fetches their history and rank:');
  tell(terminal, await startJob.updater(dependencies, requestFor(terminal, {})));
}

/** Gives the number of players with a verdict. */
async function analyzeUntilEnough(terminal: Terminal, dependencies: RunDependencies): Promise<number> {
  let verdicts = 0;
  for (let round = 1; round <= MAX_ROUNDS && verdicts < WANTED_VERDICTS; round++) {
    const result = await startJob.analyzer(dependencies, requestFor(terminal, budgets));
    verdicts = (await dependencies.store.analyses.countAnalyzed()).analyzed;
    printMessage(terminal, `\nAnalyzer, run ${round}: ${verdicts} players have a verdict.`);
    tell(terminal, result);
    if (result.outcome.status === 'FAILED') break;
  }
  return verdicts;
}

function requestFor(terminal: Terminal, overrides: Readonly<Record<string, unknown>>) {
  return { phases: undefined, overrides, trigger: 'manual', signal: terminal.signal } as const;
}

function tell(terminal: Terminal, result: RunResult): void {
  printTable(terminal, metricsTable(result.execution));
  printMessage(terminal, outcomeLine(result));
}

async function showFlagged(terminal: Terminal, { store }: RunDependencies, simulator: DemoSimulator): Promise<void> {
  const flagged = await store.analyses.listFlagged(Number.MAX_SAFE_INTEGER);
  const truth = await simulator.readTruth();
  const rows = flaggedRows(flagged, truth);
  printMessage(
    terminal,
    `\nPlayers who look like smurfs (strongest ${Math.min(SHOWN, rows.length)} of ${rows.length}):`,
  );
  printTable(terminal, { columns: flaggedColumns, rows: rows.slice(0, SHOWN) });
  printMessage(terminal, truthLine(rows));
}

async function showHistory(terminal: Terminal, { store }: RunDependencies, simulator: DemoSimulator): Promise<void> {
  printMessage(terminal, '\nHistory of executions:');
  const rows = await store.executions.list({ limit: MAX_ROUNDS + 1 });
  printTable(terminal, { columns: executionColumns(systemClock.now()), rows });
  printMessage(terminal, costLines(await simulator.readRequests()));
}
