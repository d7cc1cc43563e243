// The port of the backlog: how many players wait for each phase of the analyzer.

import type { WaitingQuery } from './store.ts';

export interface WaitingCount {
  readonly players: number;
  /** Countable games that they lack; several may lack the same one. */
  readonly missingMatches: number;
  /** Those whose list of matches has to be asked for. */
  readonly lists: number;
}

export interface RankQuery {
  readonly queueId: number;
  readonly minMatches: number;
  /** Epoch ms; a rank that was looked up later is not looked up again. */
  readonly rankedBefore: number;
}

export interface MetQuery {
  /** Epoch ms. */
  readonly since: number;
  readonly maxDepth: number;
}

export interface BacklogStore {
  /** Of all whom `listNeedingMatches` could give; `listedBefore` = a list that was read later is not read again. */
  countWaiting(query: WaitingQuery & { readonly listedBefore: number }): Promise<WaitingCount>;
  /** Of all whom `listToAnalyze` could give, and whose rank has to be looked up first. */
  countToAnalyze(query: RankQuery): Promise<{ readonly players: number; readonly ranks: number }>;
  /** Players whose matches are fetched and who were met since then. */
  countMet(query: MetQuery): Promise<number>;
}
