// riotjobs metrics

import { systemClock } from '../../clock.ts';
import { renderMetrics } from '../../notify/metrics.ts';
import { exitCodes } from '../exit-codes.ts';
import { metricsSnapshot } from '../metrics-snapshot.ts';
import { readVersion } from '../package-root.ts';
import { printJson } from '../print.ts';
import { metricsJson } from '../render/metrics.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';

export async function metrics(terminal: Terminal, options: CommandOptions): Promise<number> {
  const look = { version: readVersion(), now: systemClock.now() };
  const snapshot = await reading(options, terminal, (store) => metricsSnapshot({ store, ...look }));
  if (options.json) printJson(terminal, { items: snapshot.jobs.map(metricsJson) });
  else terminal.stdout.write(renderMetrics(snapshot));
  return exitCodes.OK;
}
