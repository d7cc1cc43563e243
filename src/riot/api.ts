// What the jobs may ask of Riot: seven questions, answered in the league's own types.

import type { FetchedMatch } from '../league/match.ts';
import type { Account, LeagueEntry, Summoner } from '../league/player.ts';
import type { RiotId } from '../league/riot-id.ts';
import type { PlatformRoute, Route } from '../league/routing.ts';
import type { Logger } from '../log.ts';

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

/** 404 is an answer, not an error: `undefined`, or an empty list of match ids. */
export interface RiotApi {
  /** Newest first. */
  listMatchIds(query: MatchIdsQuery): Promise<string[]>;
  findMatch(matchId: string): Promise<FetchedMatch | undefined>;
  findSummoner(platform: PlatformRoute, puuid: string): Promise<Summoner | undefined>;
  /** Empty = unranked; undefined = there is no such player on this platform, which says nothing about the rank. */
  listLeagueEntries(platform: PlatformRoute, puuid: string): Promise<LeagueEntry[] | undefined>;
  findAccountByRiotId(platform: PlatformRoute, riotId: RiotId): Promise<Account | undefined>;
  findAccountByPuuid(platform: PlatformRoute, puuid: string): Promise<Account | undefined>;
  /** Where the account plays now: after a transfer another platform than before. undefined = nowhere. */
  findActivePlatform(platform: PlatformRoute, puuid: string): Promise<PlatformRoute | undefined>;
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

/** How many attempts a caller may still make. */
export interface RequestBudget {
  /** Throws when there is none left. */
  take(): void;
  /** The attempt that was taken was not sent. */
  giveBack(): void;
  /** An attempt that has failed is not repeated without one. */
  isSpent(): boolean;
}

/** On whose behalf requests are made. */
export interface Caller {
  /** Aborted: nothing more is sent, and nobody waits for leave to. */
  readonly signal: AbortSignal;
  /** Aborted: answers of requests under way are not awaited either; without one `signal` does both. */
  readonly cut?: AbortSignal | undefined;
  readonly budget?: RequestBudget | undefined;
  /** Hears of repetitions, beside those that hear of everything the client does. */
  readonly log?: Logger | undefined;
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
