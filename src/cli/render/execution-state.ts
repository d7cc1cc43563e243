// PURE: how an execution stands right now: who owns it, and whether it gets on.

import type { OwnerState } from '../../processes.ts';
import type { Execution } from '../../store/records.ts';
import { duration, relativeTime, safeText } from './text.ts';

/** With what is known of the owner of one that has not ended. */
export type ExecutionRow = Execution & { readonly owner?: OwnerState | undefined };

/** Six beats: an owner that is alive has been stopped, or hangs. */
const OLD_HEARTBEAT_MS = 60_000;

/** A line for each that has not ended. */
export function openLines(rows: readonly ExecutionRow[], now: number): string[] {
  const open = rows.filter((row) => isOpen(row));
  return open.map((row) => safeText(`${row.id.slice(0, 13)}: ${stateNote(row, now)}`));
}

/** What an owner that is gone has left behind; undefined for one that may still be there. */
export function lossOf(execution: ExecutionRow, now: number): string | undefined {
  if (!isOpen(execution)) return undefined;
  const { owner } = execution;
  if (owner === 'dead') return `its process ${execution.pid} is gone`;
  if (owner !== 'unknown' || execution.leaseExpiresAt >= now) return undefined;
  return `no heartbeat from process ${execution.pid} on ${execution.host} for ${duration(now - execution.heartbeatAt)}`;
}

/** Of an execution that has not ended; '' for others. */
export function stateNote(execution: ExecutionRow, now: number): string {
  if (!isOpen(execution)) return '';
  const loss = lossOf(execution, now);
  if (loss !== undefined) return `${loss}; riotjobs executions recover ends it`;
  if (now - execution.heartbeatAt > OLD_HEARTBEAT_MS) {
    return `no heartbeat for ${duration(now - execution.heartbeatAt)}: process ${execution.pid} stopped, or hangs`;
  }
  if (execution.status === 'PENDING') return 'waits for the one that runs';
  if (execution.cancelRequestedAt !== null) return `asked to end ${relativeTime(execution.cancelRequestedAt, now)}`;
  return progressNote(execution, now);
}

function progressNote({ progressAt, playersProcessed, apiRequestsMade }: Execution, now: number): string {
  if (progressAt === null) return 'nothing done yet';
  return `${playersProcessed} players, ${apiRequestsMade} requests; last progress ${relativeTime(progressAt, now)}`;
}

export function isOpen({ status }: Execution): boolean {
  return status === 'RUNNING' || status === 'PENDING';
}
