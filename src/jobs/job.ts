// The contract of a job: named phases over one context.

import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { RiotApi } from '../riot/api.ts';
import type { Store } from '../store/store.ts';
import type { SharedConfig } from './config.ts';
import type { DuePlayer } from './forecast.ts';
import type { Progress } from './progress.ts';

/** What a phase works with; one per execution. */
export interface JobContext<Config> {
  readonly config: Config;
  readonly riot: RiotApi;
  /** The same for requests that wait for quota so long and no longer. */
  riotWithin(patienceMs: number): RiotApi;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  /** Only these players, by puuid; undefined = whoever is due. */
  readonly players: readonly string[] | undefined;
  /** Aborted when the execution has to end: asked for, out of time, or stopped by an error. Nothing new is started then. */
  readonly signal: AbortSignal;
  /** Ends everything at once. */
  abort(reason: unknown): void;
  readonly progress: Progress;
}

/** How the items of a phase fared. */
export interface PhaseTally {
  /** That were due. */
  readonly items: number;
  readonly done: number;
  /** Of those done: something of the item was left out, and `lastError` says what. */
  readonly incomplete: number;
  readonly failed: number;
  /** Set when quota could not come within the execution's patience: epoch ms of the next attempt. */
  readonly retryAt: number | undefined;
  /** A route was left before its end because Riot's side is down. */
  readonly isUnavailable: boolean;
  /** The requests that the execution was given are spent. */
  readonly isSpent: boolean;
  /** The last error of an item, for the message of the execution. */
  readonly lastError: unknown;
}

/** What a phase chooses its players by. */
export type Selection<Config> = Pick<JobContext<Config>, 'config' | 'store' | 'clock' | 'players'>;

export interface Phase<Config> {
  readonly name: string;
  run(context: JobContext<Config>): Promise<PhaseTally>;
  /** Whom `run` would look after, and what that asks of Riot; reads, and nothing else. */
  forecast(selection: Selection<Config>): Promise<readonly DuePlayer[]>;
}

export interface Job<Config extends SharedConfig> {
  readonly name: string;
  /** A rate limit beyond patience ends the phase; true = it also fails the execution. */
  readonly failsOnRateLimit: boolean;
  /** Of Riot's quota, 0..1, while the other job waits for it, too; undefined: what the other one leaves. */
  shareOf(config: Config): number | undefined;
  readonly phases: readonly Phase<Config>[];
  parseConfig(text: string, overrides: Readonly<Record<string, unknown>>): Config;
}
