// PURE: what is to be said of an execution beside its figures.

import type { Execution } from '../../store/records.ts';
import { type ExecutionRow, isOpen, stateNote } from './execution-state.ts';
import { fullTime, relativeTime, safeText } from './text.ts';

/** For people, each indented under the line that names the execution. */
export function factLines(execution: ExecutionRow, now: number): string[] {
  const note = stateNote(execution, now);
  return [
    ...startOf(execution, now),
    ...(execution.parentExecutionId === null ? [] : [`repeats execution ${execution.parentExecutionId}`]),
    ...(note === '' ? [] : [note]),
    ...(execution.errorCode === null ? [] : [`error ${execution.errorCode}`]),
    `its log: riotjobs executions logs ${shortId(execution)}`,
    ...hintsOf(execution),
  ].map((line) => `  ${safeText(line)}`);
}

function startOf({ trigger, scheduledFor, startedAt, pid, cliVersion }: Execution, now: number): string[] {
  return [
    `started ${fullTime(startedAt)} (${relativeTime(startedAt, now)}) by ${trigger}`,
    ...(scheduledFor === null ? [] : [`for the slot of ${fullTime(scheduledFor)}`]),
    `process ${pid}, riotjobs ${cliVersion}`,
  ];
}

function shortId({ id }: Execution): string {
  return id.slice(0, 13);
}

function hintsOf(execution: Execution): string[] {
  if (isOpen(execution)) return [`end it: riotjobs executions cancel ${shortId(execution)}`];
  if (execution.itemsFailed === 0) return [];
  return [`players that it skipped: riotjobs executions errors ${shortId(execution)}`];
}

/** As the program was told; a line of it may hold anything. */
export function stackLines({ errorStack }: Execution): string[] {
  if (errorStack === null) return ['no stack is kept of this execution'];
  return errorStack.split('\n').map(safeText);
}
