// riotjobs executions prune

import { systemClock } from '../../clock.ts';
import { retentionAt } from '../../jobs/retention.ts';
import type { Pruned, Retention } from '../../store/executions-store.ts';
import type { Store } from '../../store/store.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage } from '../print.ts';
import { fullTime } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, changing } from '../wire.ts';

export type ExecutionsPruneOptions = CommandOptions & {
  /** Durations in ms. */
  readonly olderThan?: number;
  readonly keepFailed?: number;
  readonly keepLast?: number;
  readonly dryRun?: boolean;
};

export async function executionsPrune(terminal: Terminal, options: ExecutionsPruneOptions): Promise<number> {
  const isDry = options.dryRun ?? false;
  const { olderThan: olderThanMs, keepFailed: keepFailedMs, keepLast } = options;
  const retention = retentionAt(systemClock.now(), { olderThanMs, keepFailedMs, keepLast });
  const pruned = await changing(options, terminal, (store) =>
    isDry ? store.executions.countPrunable(retention) : pruneAll(store, retention, terminal.signal),
  );
  if (options.json) printJson(terminal, { isDryRun: isDry, pruned, retention: retentionJson(retention) });
  else printMessage(terminal, sentence(pruned, isDry));
  return exitCodes.OK;
}

/** Batch by batch, so that a job that runs can write in between. */
async function pruneAll({ executions }: Store, retention: Retention, signal: AbortSignal): Promise<Pruned> {
  let total: Pruned = { executions: 0, logLines: 0, events: 0 };
  while (true) {
    signal.throwIfAborted();
    const batch = await executions.prune(retention);
    if (batch.executions + batch.logLines + batch.events === 0) return total;
    total = {
      executions: total.executions + batch.executions,
      logLines: total.logLines + batch.logLines,
      events: total.events + batch.events,
    };
  }
}

function sentence({ executions, logLines, events }: Pruned, isDry: boolean): string {
  const what = `${executions} executions, ${logLines} log lines and ${events} events`;
  return isDry ? `${what} would be deleted` : `${what} deleted`;
}

function retentionJson({ keepLast, ...times }: Retention): object {
  return { ...Object.fromEntries(Object.entries(times).map(([name, at]) => [name, fullTime(at)])), keepLast };
}
