// The contract of the rate gate: every attempt passes it, and none that Riot's limits do not allow.

import type { Route } from '../league/routing.ts';

export interface GateRequest {
  readonly route: Route;
  readonly methodId: string;
  readonly service: string;
  readonly signal: AbortSignal;
  /** What the caller has set aside before. */
  readonly asideId?: string | undefined;
  /** Of the application's windows, guaranteed to this class of callers; undefined: it takes what the others leave. */
  readonly share?: number | undefined;
  /** A longer wait fails with RateLimitError as soon as it is known. */
  readonly patienceMs: number;
}

/** What the gate learns from. */
export interface GateAnswer {
  /** 0: no answer came. */
  readonly status: number;
  readonly headers: Headers;
}

/** Leave to send one request now. */
export interface Permit {
  readonly waitedMs: number;
  /** The answer begins to come: earlier than its end, and nearer to the moment at which Riot counted. */
  heard(): void;
  /** When the attempt is over; undefined: nobody waits for its answer any more. Only the first call counts. */
  settle(answer: GateAnswer | undefined): void;
}

/** Requests of one method, asked for as a whole. */
export interface Batch {
  readonly route: Route;
  readonly methodId: string;
  readonly service: string;
  readonly count: number;
}

export interface Gate {
  acquire(request: GateRequest): Promise<Permit>;
  /** Epoch ms at which the last of them can have been sent; undefined while the limits are not known. */
  possibleAt(batch: Batch): Promise<number | undefined>;
  /** Sets them aside, for callers that name the id, until `before` (epoch ms); undefined: not possible by then. */
  setAside(batch: Batch, before: number): Promise<string | undefined>;
  letGo(route: Route, asideId: string): Promise<void>;
  /** Keeps what was learnt last; nobody may wait any more. */
  close(): void;
}
