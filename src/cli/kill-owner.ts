// Ending the process of an execution: only one that is provably the same, on this machine.

import process from 'node:process';
import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { ProcessIdentity } from '../processes.ts';
import { KillError } from './errors.ts';
import { systemProcesses } from './processes.ts';

/** As long as an orderly end may take, after which the program itself does not wait any longer. */
const GRACE_MS = 15_000;
/** What the system needs to end a process. */
const KILL_MS = 5000;
const LOOK_MS = 250;

export interface Killing {
  readonly owner: ProcessIdentity;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The execution has ended: there is nothing to wait for. */
  hasEnded(): Promise<boolean>;
}

/** Gives the signal that sufficed; undefined: the process was gone already. Throws KillError for one that is not ours to end. */
export async function killOwner(killing: Killing): Promise<'SIGTERM' | 'SIGKILL' | undefined> {
  if (!send(killing.owner, 'SIGTERM')) return undefined;
  if (await waitUntilGone(killing, GRACE_MS)) return 'SIGTERM';
  send(killing.owner, 'SIGKILL');
  if (await waitUntilGone(killing, KILL_MS)) return 'SIGKILL';
  throw new KillError(`process ${killing.owner.pid} does not end, not even by SIGKILL`, {
    hint: 'it waits for the system, often for a disk or a network file system: look at it with ps',
  });
}

/** Looks again right before: a number of a process can be given to another one. false = it is gone. */
function send(owner: ProcessIdentity, signalName: 'SIGTERM' | 'SIGKILL'): boolean {
  const state = systemProcesses.stateOf(owner);
  if (state === 'dead') return false;
  if (state === 'unknown' || owner.pid === process.pid) throw notProven(owner);
  try {
    return process.kill(owner.pid, signalName);
  } catch (error) {
    if (systemProcesses.stateOf(owner) === 'dead') return false;
    throw new KillError(`process ${owner.pid} cannot be ended: ${messageOf(error)}`, {
      hint: 'it may belong to another user: say so as that user',
    });
  }
}

function notProven({ pid, host }: ProcessIdentity): KillError {
  return new KillError(`process ${pid} on ${host} is not provably the one that runs the execution`, {
    hint: 'it is on another machine or in another container; it has been asked to end, and looks every ten seconds',
  });
}

async function waitUntilGone({ owner, clock, signal, hasEnded }: Killing, ms: number): Promise<boolean> {
  for (let waited = 0; waited <= ms; waited += LOOK_MS) {
    if (systemProcesses.stateOf(owner) === 'dead' || (await hasEnded())) return true;
    await clock.sleep(LOOK_MS, signal);
  }
  return false;
}
