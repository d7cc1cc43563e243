// The port of judgements: evidence, verdicts, baselines, labels and coefficients.

import type { Band } from '../analysis/analysis.ts';
import type { CalibratedBand } from '../analysis/calibrated/band.ts';
import type { Baseline } from '../analysis/calibrated/baseline.ts';
import type { BaselineMatch, RowCounts } from '../analysis/calibrated/baseline-rows.ts';
import type { PlayerEvidence } from '../analysis/player-evidence.ts';
import type { TeamPosition } from '../league/match.ts';
import type {
  Calibration,
  Commit,
  EvidenceBasis,
  Label,
  NewVerdict,
  Player,
  PlayerLabel,
  StoredAnalysis,
} from './records.ts';

export interface OutdatedVerdict {
  readonly puuid: string;
  readonly gamesAnalyzed: number;
  /** Countable games of the queue stored since the verdict. */
  readonly gamesSince: number;
  readonly profileVersion: string;
  readonly confidence: StoredAnalysis['confidence'];
  readonly baselineId: string | null;
}

export interface OutdatedQuery {
  readonly queueId: number;
  readonly profileVersion: string;
  /** Verdicts on this baseline are outdated, whatever came since. */
  readonly outdatedBaselineId?: string | undefined;
}

export interface EvidenceQuery {
  readonly puuid: string;
  readonly queueId: number;
  readonly ladder: string | undefined;
  /** The newest so many countable games of the queue. */
  readonly sampleSize: number;
}

/** The same player as a stored verdict saw him: the rows that came later are left out. */
export interface PastEvidenceQuery extends Omit<EvidenceQuery, 'sampleSize'> {
  readonly basis: EvidenceBasis;
}

/** Frozen. */
export interface LoadedEvidence extends PlayerEvidence {
  /** Newest id of player_ranks; 0 = none. */
  readonly ranksUntil: number;
  /** Countable games of the queue, counted before the sample was read; null = of the past, nobody knows. */
  readonly gamesStored: number | null;
}

export interface PeersQuery {
  readonly position: TeamPosition;
  /** Verdicts with a larger id are left out. */
  readonly until: number;
}

export type VerdictOfPlayer = StoredAnalysis & { readonly player: Player; readonly label: Label | null };

export interface VerdictFilter {
  readonly bands?: readonly (Band | CalibratedBand)[] | undefined;
  readonly minProbability?: number | undefined;
  /** Of the player at the time of the verdict. */
  readonly tier?: string | undefined;
  /** Epoch ms; verdicts made at that time or later. */
  readonly since?: number | undefined;
  /** true: only players with a label; false: only those without one. */
  readonly marked?: boolean | undefined;
  readonly limit: number;
}

export interface LabelledPlayer extends PlayerLabel {
  readonly player: Player;
  /** Of the newest verdict of the profile `calibrated`; null = none, or insufficient data. */
  readonly llr: number | null;
  readonly prior: number | null;
}

export interface BaselineMatchQuery {
  readonly queueId: number;
  /** Epoch ms. */
  readonly since: number;
  /** Seconds; shorter matches are left out. */
  readonly minDuration: number;
  /** The last match of the page before. */
  readonly before?: { readonly gameCreation: number; readonly matchId: string } | undefined;
  readonly limit: number;
}

export interface BaselineStock {
  /** Matches that a baseline would use, up to the limit that was asked for. */
  readonly matches: number;
  /** Of the newest countable match of the queue, as Riot writes it; null = there is none. */
  readonly newestVersion: string | null;
}

/** What judgements are made with. */
export interface DetectionStore {
  /** Of the queue; undefined = none was ever built: the shipped one is in force. */
  newestBaseline(queueId: number): Promise<StoredBaseline | undefined>;
  findBaseline(id: string): Promise<StoredBaseline | undefined>;
  /** One that is known already becomes the newest again. */
  saveBaseline(save: { readonly baseline: Baseline; readonly now: number }): Promise<void>;
  countBaselineMatches(query: Omit<BaselineMatchQuery, 'before'>): Promise<BaselineStock>;
  /** Rows by position of the newest `limit` matches. */
  countBaselineRows(query: Omit<BaselineMatchQuery, 'before'>): Promise<RowCounts>;
  /** Newest first, page by page. */
  listBaselineMatches(query: BaselineMatchQuery): Promise<(BaselineMatch & { readonly matchId: string })[]>;
  /** Players with at least `minGames` countable games, the most recently seen first; `isLevelKnown` = only such ones. */
  listJudgeable(query: {
    readonly queueId: number;
    readonly minGames: number;
    readonly isLevelKnown?: boolean;
    readonly limit: number;
  }): Promise<string[]>;
  /** undefined = the shipped coefficients are in force. */
  activeCalibration(): Promise<Calibration | undefined>;
  saveCalibration(
    save: Omit<Calibration, 'id' | 'createdAt' | 'undoneAt'> & { readonly now: number },
  ): Promise<Calibration>;
  /** The one that was in force, which is so no longer; undefined = there was none. */
  undoCalibration(now: number): Promise<Calibration | undefined>;
}

export interface AnalysesStore extends DetectionStore {
  loadPlayerEvidence(query: EvidenceQuery | PastEvidenceQuery): Promise<LoadedEvidence>;
  /** 0 = there is none. */
  newestVerdictId(): Promise<number>;
  /** Mean combat residuals of players with this main position, by their newest verdicts; at most the newest 1,000. */
  loadPeers(query: PeersQuery): Promise<number[]>;
  /** Active analysed players with something that their newest verdict did not see. */
  listOutdated(query: OutdatedQuery): Promise<OutdatedVerdict[]>;
  /** is_analyzed goes back to false. */
  reset(commit: Commit, puuids: readonly string[]): Promise<void>;
  save(commit: Commit, verdict: NewVerdict): Promise<void>;
  findNewest(puuid: string): Promise<StoredAnalysis | undefined>;
  /** Newest first. */
  listHistory(puuid: string): Promise<StoredAnalysis[]>;
  /** Newest verdict per player, highest score first. */
  list(filter: VerdictFilter): Promise<VerdictOfPlayer[]>;
  /** Newest verdict per player that flags, highest score first. */
  listFlagged(limit: number): Promise<(StoredAnalysis & { readonly player: Player })[]>;
  countAnalyzed(): Promise<{ readonly analyzed: number; readonly flagged: number }>;
  /** A label replaces an older one. undefined = there is no such player. */
  mark(label: Omit<PlayerLabel, 'createdAt'> & { readonly now: number }): Promise<PlayerLabel | undefined>;
  /** false = there was no label. */
  clearMark(puuid: string): Promise<boolean>;
  /** Newest label first. */
  listLabelled(): Promise<LabelledPlayer[]>;
}

export type StoredBaseline = Baseline & { readonly createdAt: number };
