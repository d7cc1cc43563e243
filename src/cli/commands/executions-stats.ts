// riotjobs executions stats

import { systemClock } from '../../clock.ts';
import { statsOf } from '../../jobs/stats.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { statsTable } from '../render/stats.ts';
import { fullTime } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';

export type ExecutionsStatsOptions = CommandOptions & {
  readonly job?: string;
  /** Epoch ms. */
  readonly since?: number;
};

const DEFAULT_SINCE_MS = 30 * 86_400_000;

/** More than are kept. */
const ALL = 1_000_000;

export async function executionsStats(terminal: Terminal, options: ExecutionsStatsOptions): Promise<number> {
  const { job, since = systemClock.now() - DEFAULT_SINCE_MS } = options;
  const filter = { jobName: job, since, limit: ALL };
  const stats = await reading(options, terminal, async ({ executions }) => {
    const observed = { executions: await executions.list(filter), events: await executions.listEvents(filter) };
    const names = job === undefined ? (await executions.listJobs()).map(({ name }) => name) : [job];
    return names.map((name) => statsOf(name, observed));
  });
  if (options.json) {
    printJson(terminal, { since: fullTime(since), items: stats });
    return exitCodes.OK;
  }
  printTable(terminal, statsTable(stats));
  printMessage(terminal, `since ${fullTime(since)}; what was pruned does not count`);
  return exitCodes.OK;
}
