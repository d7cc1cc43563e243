// What the store keeps, as its callers see it.

import type { Analysis } from '../analysis/analysis.ts';
import type { CalibratedAnalysis } from '../analysis/calibrated/analyze.ts';
import type { FactorId } from '../analysis/factor.ts';
import type { TeamPosition } from '../league/match.ts';
import type { Tables } from './tables/index.ts';

export type { Label } from './tables/detection.ts';
export type {
  CatchupPolicy,
  ExecutionReason,
  ExecutionStatus,
  ExecutionTrigger,
  JobEventKind,
  LogLevel,
  UnavailableReason,
} from './terms.ts';

export type Player = Tables['players']['$inferSelect'];
export type PlayerRank = Tables['playerRanks']['$inferSelect'];
export type BanCheckRecord = Tables['banChecks']['$inferSelect'];
export type StoredMatch = Tables['matches']['$inferSelect'];
export type UnavailableMatch = Tables['unavailableMatches']['$inferSelect'];
export type StoredAnalysis = Tables['playerAnalysis']['$inferSelect'];
export type Calibration = Tables['calibrations']['$inferSelect'];
export type PlayerLabel = Tables['playerLabels']['$inferSelect'];
export type JobConfiguration = Tables['jobConfigurations']['$inferSelect'];
export type Execution = Tables['jobExecutions']['$inferSelect'];
export type StoredLogLine = Tables['executionLogs']['$inferSelect'];
export type JobEvent = Tables['jobEvents']['$inferSelect'];

/** What a verdict saw of rows that change or become more: enough to see the same again. */
export interface EvidenceBasis {
  /** The sample, oldest first. */
  readonly matchIds: readonly string[];
  /** Rows of player_ranks up to this id were there; 0 = none. */
  readonly ranksUntil: number;
  readonly rankCheckedAt: number | null;
  readonly previousMatchAt: number | null;
  /** Verdicts up to this id were compared with; null = with none. */
  readonly peersUntil: number | null;
}

/** A verdict to be stored. `basis` absent: it cannot be computed again later. */
export type NewVerdict = (Analysis | (CalibratedAnalysis & { readonly queueId: number })) & {
  readonly mainPosition?: TeamPosition | null;
  readonly basis?: EvidenceBasis;
  /** Countable games of the queue when the evidence was read; absent: those at the time of saving. */
  readonly gamesStored?: number | null;
};

/** Columns of the nine factors are named after them: `winRate` is kept in `winRateScore`. */
export type ScoreColumn = `${FactorId}Score`;

export const counterNames = [
  'playersProcessed',
  'playersDiscovered',
  'playersAnalyzed',
  'playersFlagged',
  'matchesFetched',
  'matchesReconciled',
  'banChecks',
  'recordsCreated',
  'recordsUpdated',
  'apiRequests',
  'itemsSkipped',
  'itemsFailed',
  'waitedMs',
] as const;
export type CounterName = (typeof counterNames)[number];
export type Counters = Record<CounterName, number>;
export type CounterDelta = Partial<Counters>;

/** Proof that an execution is still ours; every data transaction checks it. */
export interface Lease {
  readonly executionId: string;
  readonly token: string;
}

/** What each data transaction of an execution carries: the proof, and what it adds to the counters. */
export interface Commit {
  readonly lease: Lease;
  readonly counters: CounterDelta;
  /** Epoch ms. */
  readonly now: number;
}
