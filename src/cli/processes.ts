// The Processes port over the operating system. On Linux a PID, its start time and the boot id name a process exactly.

import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';
import type { OwnerState, Processes, ProcessIdentity } from '../processes.ts';

/** Fields 3 and 22 of /proc/PID/stat; the name in field 2 may hold blanks and brackets. Source: proc_pid_stat(5). */
const STATE_AFTER_NAME = 0;
const START_TIME_AFTER_NAME = 19;

/** A zombie has ended, only nobody has waited for it yet; X is a moment behind that. */
const ENDED = ['Z', 'X'];

export const systemProcesses: Processes = {
  self: () => identityOf(process.pid),
  stateOf: (owner) => stateOf(owner, identityOf(process.pid)),
};

function identityOf(pid: number): ProcessIdentity {
  return {
    host: readOrNull('/etc/machine-id') ?? hostname(),
    bootId: readOrNull('/proc/sys/kernel/random/boot_id'),
    pidNamespace: linkOrNull('/proc/self/ns/pid'),
    pid,
    pidStart: startOf(pid),
  };
}

/** Other host or container: unknown. Same host, other boot: dead. Else the PID and its start time decide. */
function stateOf(owner: ProcessIdentity, self: ProcessIdentity): OwnerState {
  if (owner.host !== self.host) return 'unknown';
  if (owner.bootId !== self.bootId) return owner.bootId === null || self.bootId === null ? 'unknown' : 'dead';
  if (owner.pidNamespace !== self.pidNamespace) return 'unknown';
  if (owner.pidStart !== null) return startOf(owner.pid) === owner.pidStart ? 'alive' : 'dead';
  return canSignal(owner.pid) ? 'unknown' : 'dead';
}

/** null for a process that is not there, or not any more. */
function startOf(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (ENDED.includes(fields[STATE_AFTER_NAME] ?? '')) return null;
  return fields[START_TIME_AFTER_NAME] ?? null;
}

/** Where the system has no /proc: a process that cannot be signalled for lack of permission is there. */
function canSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim() || null;
  } catch {
    return null;
  }
}

function linkOrNull(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
