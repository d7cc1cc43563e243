// riotjobs executions cancel ID

import { systemClock } from '../../clock.ts';
import type { Execution } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { exitCodes } from '../exit-codes.ts';
import { tellGone } from '../gone-notices.ts';
import { killOwner } from '../kill-owner.ts';
import { printJson, printMessage } from '../print.ts';
import { executionJson, executionLine } from '../render/execution.ts';
import { isOpen } from '../render/execution-state.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, changing } from '../wire.ts';
import { withOwner } from './execution-owner.ts';
import { getExecution, readExecutionId } from './stored-execution.ts';

export type ExecutionsCancelOptions = CommandOptions & { readonly kill?: boolean };

/** `asked`: it runs, and its owner will see the wish. The others are ends: of a waiting one, by a signal, of itself, before. */
type Cancelled = 'asked' | 'cancelled' | 'killed' | 'abandoned' | 'ended';

interface Result {
  readonly result: Cancelled;
  readonly execution: Execution;
}

export async function executionsCancel(
  terminal: Terminal,
  id: string,
  options: ExecutionsCancelOptions,
): Promise<number> {
  const prefix = readExecutionId(id);
  await changing(options, terminal, async (store) => {
    const execution = await getExecution(store, prefix);
    const result = await cancel(terminal, { store, execution, isKill: options.kill ?? false });
    const [after] = await store.executions.listByPrefix(execution.id);
    tell(terminal, { result, execution: after ?? execution }, options);
    if (result === 'killed' || result === 'abandoned')
      await tellGone(terminal, options, { store, executions: [execution] });
  });
  return exitCodes.OK;
}

interface Wish {
  readonly store: Store;
  readonly execution: Execution;
  readonly isKill: boolean;
}

async function cancel(terminal: Terminal, { store, execution, isKill }: Wish): Promise<Cancelled> {
  const answer = await store.executions.requestCancel(execution.id, systemClock.now());
  if (answer !== 'asked') return answer;
  if (withOwner(execution).owner === 'dead') return abandon(store, execution);
  return isKill ? kill(terminal, store, execution) : 'asked';
}

async function kill(terminal: Terminal, store: Store, execution: Execution): Promise<Cancelled> {
  const hasEnded = async () => !(await isStillOpen(store, execution));
  const { signal } = terminal;
  const signalName = await killOwner({ owner: execution, clock: systemClock, signal, hasEnded });
  if (await hasEnded()) return 'ended';
  if (signalName === undefined) return abandon(store, execution);
  const end = {
    reason: 'cancelled',
    detail: `its process was ended by ${signalName}`,
    now: systemClock.now(),
  } as const;
  return (await store.executions.abandon(execution, end)) ? 'killed' : 'ended';
}

async function isStillOpen({ executions }: Store, { id }: Execution): Promise<boolean> {
  const [now] = await executions.listByPrefix(id);
  return now !== undefined && isOpen(now);
}

/** What it has written to its end itself counts more. */
async function abandon({ executions }: Store, execution: Execution): Promise<Cancelled> {
  const end = { reason: 'abandoned', detail: 'its process was gone', now: systemClock.now() } as const;
  return (await executions.abandon(execution, end)) ? 'abandoned' : 'ended';
}

function tell(terminal: Terminal, { result, execution }: Result, { json }: CommandOptions): void {
  if (json) {
    printJson(terminal, { result, run: executionJson(withOwner(execution)) });
    return;
  }
  const { id, pid } = execution;
  const texts: Readonly<Record<Cancelled, string>> = {
    asked: `execution ${id} is asked to end: process ${pid} looks every ten seconds; follow it with "riotjobs executions logs -f ${id}", or end the process with --kill`,
    cancelled: `execution ${id} waited for its turn, and does so no longer`,
    killed: `process ${pid} has been ended: ${executionLine(execution)}`,
    abandoned: `its process was gone: ${executionLine(execution)}`,
    ended: `it has ended: ${executionLine(execution)}`,
  };
  printMessage(terminal, texts[result]);
}
