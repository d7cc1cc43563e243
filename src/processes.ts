// Which process owns an execution, and is it still there? The adapter over the operating system lives in cli/.

/** Enough to tell a process from every other one, also after its PID was given to somebody else. */
export interface ProcessIdentity {
  /** Stable name of the machine (its machine id, else its host name). */
  readonly host: string;
  /** Changes with every boot; null where the system does not tell. */
  readonly bootId: string | null;
  /** PID namespace (containers); null where the system has none. */
  readonly pidNamespace: string | null;
  readonly pid: number;
  /** Start time of the process in the system's own units; null where it is not known. */
  readonly pidStart: string | null;
}

/** `unknown`: another machine or another container; only the lease can decide. */
export type OwnerState = 'alive' | 'dead' | 'unknown';

export interface Processes {
  self(): ProcessIdentity;
  stateOf(owner: ProcessIdentity): OwnerState;
}
