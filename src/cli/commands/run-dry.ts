// riotjobs run NAME --dry-run: who is due, how many requests that would take, and when quota allows them.

import { type Clock, systemClock } from '../../clock.ts';
import { byRoute, type PhaseForecast, type RouteForecast } from '../../jobs/forecast.ts';
import { forecastJob, type RunnableName, runnables } from '../../jobs/index.ts';
import { readGateFile } from '../../riot/gate-file-reading.ts';
import { emptyGate, type KeptGate } from '../../riot/limits-report.ts';
import { possibleTogether } from '../../riot/outlook.ts';
import { findApiKey, readConfig } from '../config.ts';
import { type ExitName, exitCodes } from '../exit-codes.ts';
import { limitsFile } from '../limits-files.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { systemProcesses } from '../processes.ts';
import { dueColumns, dueRows, forecastJson, type RouteOutlook, routeColumns, routeLines } from '../render/forecast.ts';
import type { Terminal } from '../terminal.ts';
import { reading } from '../wire.ts';
import { choosePlayers } from './chosen-players.ts';
import { overridesOf } from './overrides.ts';
import type { RunOptions } from './run.ts';

export async function dryRun(terminal: Terminal, name: RunnableName, options: RunOptions): Promise<number> {
  const phases = await reading(options, terminal, async (store) => {
    const { job, phases: names } = runnables[name];
    const players = await choosePlayers(store, name, options.player);
    return forecastJob[job](
      { store, clock: systemClock },
      { phases: names, overrides: overridesOf(options.set), players },
    );
  });
  const routes = await outlookOf(terminal, options, byRoute(phases));
  if (options.json) printJson(terminal, { dryRun: forecastJson(phases, routes) });
  else tell(terminal, phases, routes);
  return exitCodes[exitNameOf(phases, options)];
}

function exitNameOf(phases: readonly PhaseForecast[], { failIfEmpty }: RunOptions): ExitName {
  return failIfEmpty && phases.every(({ players }) => players.length === 0) ? 'EMPTY' : 'OK';
}

function tell(terminal: Terminal, phases: readonly PhaseForecast[], routes: readonly RouteOutlook[]): void {
  const rows = dueRows(phases);
  printTable(terminal, { columns: dueColumns, rows });
  if (rows.length === 0) {
    printMessage(terminal, 'nobody is due; nothing would be asked of Riot');
    return;
  }
  tellRoutes(terminal, routes);
  printMessage(terminal, 'a dry run: nothing was asked of Riot, and nothing was written');
}

/** A second table would be none that a program can read. */
function tellRoutes(terminal: Terminal, routes: readonly RouteOutlook[]): void {
  const now = systemClock.now();
  if (terminal.stdout.isTTY) printTable(terminal, { columns: routeColumns(now), rows: routes });
  else for (const line of routeLines(routes, now)) printMessage(terminal, line);
}

/** What is known of the limits of the key in use; without a key nothing is. */
async function outlookOf(
  terminal: Terminal,
  options: RunOptions,
  routes: readonly RouteForecast[],
): Promise<RouteOutlook[]> {
  const config = await readConfig(options, terminal.env);
  const key = findApiKey(terminal.env);
  const at = { boot: systemProcesses.self().bootId, monotonic: systemClock.monotonic(), wall: systemClock.now() };
  const kept = key === undefined ? emptyGate : readGateFile(limitsFile(config, key.apiKey).path, at);
  return routes.map((route) => ({ ...route, possibleAt: possibleAt(kept, route, at) }));
}

function possibleAt(
  { routes }: KeptGate,
  { route, batches }: RouteForecast,
  { monotonic, wall }: { readonly monotonic: ReturnType<Clock['monotonic']>; readonly wall: number },
): number | null {
  const state = routes.get(route);
  const at = state && possibleTogether(state, batches, monotonic);
  return at === undefined ? null : wall + at - monotonic;
}
