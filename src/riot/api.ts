// What the jobs may ask of Riot: six questions, answered in the league's own types.

import type { FetchedMatch } from '../league/match.ts';
import type { Account, LeagueEntry, Summoner } from '../league/player.ts';
import type { RiotId } from '../league/riot-id.ts';
import type { PlatformRoute, Route } from '../league/routing.ts';

export interface MatchIdsQuery {
  readonly platform: PlatformRoute;
  readonly puuid: string;
  readonly queue?: number;
  /** Epoch seconds (Riot silently answers `[]` to milliseconds). */
  readonly startTime?: number;
  readonly start?: number;
  /** 0..100; Riot's default is 20. */
  readonly count?: number;
}

/** 404 is an answer, not an error: `undefined`, or an empty list. */
export interface RiotApi {
  /** Newest first. */
  listMatchIds(query: MatchIdsQuery): Promise<string[]>;
  findMatch(matchId: string): Promise<FetchedMatch | undefined>;
  findSummoner(platform: PlatformRoute, puuid: string): Promise<Summoner | undefined>;
  /** Empty = unranked. */
  listLeagueEntries(platform: PlatformRoute, puuid: string): Promise<LeagueEntry[]>;
  findAccountByRiotId(platform: PlatformRoute, riotId: RiotId): Promise<Account | undefined>;
  findAccountByPuuid(platform: PlatformRoute, puuid: string): Promise<Account | undefined>;
}

/** One attempt that was really sent. */
export interface SentRequest {
  readonly methodId: string;
  readonly route: Route;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** How long the attempt waited for a free slot before it was sent. */
  readonly waitedMs: number;
}

/** On whose behalf requests are made. */
export interface Caller {
  readonly signal: AbortSignal;
  /** A wait for quota longer than this fails at once with RateLimitError. */
  readonly patienceMs: number;
  /** Of the quota, 0..1: guaranteed to this caller while others wait, too; undefined: it takes what they leave. */
  readonly share?: number | undefined;
  onRequest?(request: SentRequest): void;
}

export interface RiotClient {
  /** The API on behalf of one caller; all callers of a client share its rate gate. */
  for(caller: Caller): RiotApi;
}
