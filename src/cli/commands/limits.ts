// riotjobs limits: reads the state files of the rate gate, and nothing else.

import { systemClock } from '../../clock.ts';
import { readGateFile } from '../../riot/gate-file-reading.ts';
import { reportLimits } from '../../riot/limits-report.ts';
import { type Config, findApiKey, readConfig } from '../config.ts';
import { exitCodes } from '../exit-codes.ts';
import { type LimitsFile, limitsFile, listLimitsFiles } from '../limits-files.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { systemProcesses } from '../processes.ts';
import { type KeyLimits, limitColumns, limitRows, limitsJson, problemLine, routeLines } from '../render/limits.ts';
import type { Environment, Terminal } from '../terminal.ts';
import type { CommandOptions } from '../wire.ts';

export async function limits(terminal: Terminal, options: CommandOptions): Promise<number> {
  const config = await readConfig(options, terminal.env);
  const now = systemClock.now();
  const keys = filesOf(config, terminal.env).map((file) => readLimits(file, now));
  if (options.json) printJson(terminal, { items: keys.map(limitsJson) });
  else printKeys(terminal, keys, now);
  return exitCodes.OK;
}

function filesOf(config: Config, env: Environment): readonly LimitsFile[] {
  const key = findApiKey(env);
  return key === undefined ? listLimitsFiles(config) : [limitsFile(config, key.apiKey)];
}

function readLimits(file: LimitsFile, wall: number): KeyLimits {
  const at = { boot: systemProcesses.self().bootId, monotonic: systemClock.monotonic(), wall };
  const kept = readGateFile(file.path, at);
  return { ...file, problem: kept.problem, routes: reportLimits(kept, { ...at, stateOf: systemProcesses.stateOf }) };
}

function printKeys(terminal: Terminal, keys: readonly KeyLimits[], now: number): void {
  const isOne = keys.length === 1;
  for (const key of keys) {
    if (key.problem !== null) printMessage(terminal, problemLine(key));
    for (const line of routeLines(key, { now, isOne })) printMessage(terminal, line);
  }
  const rows = limitRows(keys);
  if (rows.length === 0) printMessage(terminal, 'no limits are known yet; the first request to Riot tells them');
  else printTable(terminal, { columns: limitColumns(rows, { now, isOne }), rows });
}
