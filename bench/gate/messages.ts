// What the bench tells its worker processes, and what they tell it.

import type { LogFields } from '../../src/log.ts';
import type { PeerName } from './peer-clients.ts';

export interface WorkerOrder {
  /** Sent as the User-Agent, so that the edge's log tells who asked. */
  readonly id: string;
  readonly apiUrl: string;
  readonly apiKey: string;
  /** The file that all processes of the key share. */
  readonly statePath: string;
  /** Requests kept waiting. */
  readonly waiting: number;
  readonly asks: 'match-ids' | 'matches';
  /** Of the quota, guaranteed to it; undefined: it takes what others leave. */
  readonly share?: number;
  /** Puuids or match ids. */
  readonly names: readonly string[];
}

/** Another client, where it was installed for the time of the measurement. */
export interface PeerInstall {
  readonly name: PeerName;
  readonly folder: string;
  /** Of the application, in Riot's notation. */
  readonly limits: string;
}

export interface PeerOrder extends WorkerOrder {
  readonly peer: PeerInstall;
}

/** In milliseconds. */
export interface Cost {
  readonly count: number;
  readonly median: number;
  readonly p99: number;
}

/** Instants are those of Clock.monotonic. */
export type WorkerMessage =
  | { readonly kind: 'working'; readonly at: number }
  | { readonly kind: 'log'; readonly at: number; readonly event: string; readonly fields: LogFields }
  | {
      readonly kind: 'ended';
      readonly sleeps: number;
      /** Of one transaction of the gate. */
      readonly update: Cost;
      /** Each request's, in milliseconds. */
      readonly roundTripMs: readonly number[];
    };
