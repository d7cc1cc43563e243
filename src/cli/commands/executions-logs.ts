// riotjobs executions logs ID

import { systemClock } from '../../clock.ts';
import type { Execution, LogLevel, StoredLogLine } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage } from '../print.ts';
import { executionJson, executionLine } from '../render/execution.ts';
import { isOpen, lossOf } from '../render/execution-state.ts';
import { logJson } from '../render/log-lines.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { withOwner } from './execution-owner.ts';
import { leftOut, logPrinter } from './log-printer.ts';
import { getExecution, readExecutionId } from './stored-execution.ts';

export type ExecutionsLogsOptions = CommandOptions & {
  readonly follow?: boolean;
  readonly tail?: number;
  readonly level?: LogLevel;
};

/** A second behind a log that is written every two is soon enough. */
const POLL_MS = 1000;

export async function executionsLogs(terminal: Terminal, id: string, options: ExecutionsLogsOptions): Promise<number> {
  const prefix = readExecutionId(id);
  await reading(options, terminal, async (store) => {
    const execution = await getExecution(store, prefix);
    if (options.follow) await follow(terminal, { store, execution, options });
    else await printOnce(terminal, { store, execution, options });
  });
  return exitCodes.OK;
}

interface Source {
  readonly store: Store;
  readonly execution: Execution;
  readonly options: ExecutionsLogsOptions;
}

async function printOnce(terminal: Terminal, { store, execution, options }: Source): Promise<void> {
  const { level, tail, json } = options;
  const lines = await store.executions.listLogLines({ executionId: execution.id, level, tail });
  if (json) printJson(terminal, asJson(execution, lines, options));
  else logPrinter(terminal, options).print(lines);
  if (lines.length === 0 && !json) printMessage(terminal, whyEmpty(execution));
}

function asJson(execution: Execution, lines: readonly StoredLogLine[], options: ExecutionsLogsOptions): object {
  const { id, jobName: job, status, reason } = execution;
  const last = options.tail === undefined ? 0 : Number.POSITIVE_INFINITY;
  return { run: { id, job, status, reason }, items: lines.map(logJson), gaps: leftOut(lines, { ...options, last }) };
}

function whyEmpty({ id, status }: Execution): string {
  if (status === 'PENDING') return `execution ${id} has not begun yet`;
  return status === 'RUNNING' ? `execution ${id} has logged nothing yet` : `no such line of execution ${id} is kept`;
}

/** Its state is read before its lines: with the end of an execution its last lines are there. */
async function follow(terminal: Terminal, { store, execution, options }: Source): Promise<void> {
  const printer = logPrinter(terminal, options);
  let tail = options.tail;
  for (let afterSeq: number | undefined; ; tail = undefined) {
    const [current] = await store.executions.listByPrefix(execution.id);
    const filter = { executionId: execution.id, level: options.level, afterSeq, tail };
    const lines = await store.executions.listLogLines(filter);
    if (lines.length > 0) printer.print(lines);
    afterSeq = lines.at(-1)?.seq ?? afterSeq;
    const end = endOf(current);
    if (end !== undefined) return tellEnd(terminal, { execution: current ?? execution, end, json: options.json });
    await systemClock.sleep(POLL_MS, terminal.signal);
  }
}

/** undefined: there may be more. */
function endOf(execution: Execution | undefined): string | undefined {
  if (!execution) return 'it has given up its place in the queue';
  if (!isOpen(execution)) return executionLine(execution);
  const loss = lossOf(withOwner(execution), systemClock.now());
  return loss && `${executionLine(execution)}: ${loss}; riotjobs executions recover ends it`;
}

interface End {
  readonly execution: Execution;
  readonly end: string;
  readonly json?: boolean | undefined;
}

function tellEnd(terminal: Terminal, { execution, end, json }: End): void {
  if (json) printJson(terminal, { run: executionJson(withOwner(execution)) });
  else printMessage(terminal, end);
}
