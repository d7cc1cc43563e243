// riotjobs executions recover

import { systemClock } from '../../clock.ts';
import type { Execution } from '../../store/records.ts';
import { exitCodes } from '../exit-codes.ts';
import { tellGone } from '../gone-notices.ts';
import { printJson, printMessage } from '../print.ts';
import { systemProcesses } from '../processes.ts';
import { executionJson } from '../render/execution.ts';
import { duration, safeText } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, changing } from '../wire.ts';

export async function executionsRecover(terminal: Terminal, options: CommandOptions): Promise<number> {
  const now = systemClock.now();
  const look = { stateOf: systemProcesses.stateOf, now };
  await changing(options, terminal, async (store) => {
    const executions = await store.executions.recover(look);
    tell(terminal, { executions, now }, options);
    await tellGone(terminal, options, { store, executions });
  });
  return exitCodes.OK;
}

interface Found {
  /** As they were. */
  readonly executions: readonly Execution[];
  readonly now: number;
}

function tell(terminal: Terminal, { executions: found, now }: Found, { json }: CommandOptions): void {
  if (json) {
    printJson(terminal, { items: found.map(executionJson) });
    return;
  }
  for (const { id, jobName, pid, host, heartbeatAt } of found) {
    const since = duration(Math.max(0, now - heartbeatAt));
    const owner = `process ${pid} on ${safeText(host)} is gone, its last heartbeat ${since} ago`;
    printMessage(terminal, `${jobName}: execution ${id} has ended as FAILED/abandoned: ${owner}`);
  }
  if (found.length === 0) printMessage(terminal, 'every execution that has not ended still has its process');
}
