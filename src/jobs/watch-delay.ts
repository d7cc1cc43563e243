// PURE: the delay of a scheduled start, so that machines with the same schedule do not ask at the same moment.

import { createHash } from 'node:crypto';

export interface Slot {
  /** Stable name of the machine. */
  readonly host: string;
  readonly jobName: string;
  /** Epoch ms. */
  readonly slot: number;
}

/** The same for the same machine, job and slot; 0 to `jitterS` seconds, in ms. */
export function startDelay({ host, jobName, slot }: Slot, jitterS: number): number {
  const hash = createHash('sha256').update(`${host}\n${jobName}\n${slot}`).digest();
  return hash.readUIntBE(0, 6) % (jitterS * 1000 + 1);
}
