// The port: everything that the product remembers, as operations. Each is atomic and repeatable.

import type { FetchedMatch, Participant } from '../league/match.ts';
import type { Account, LeagueEntry, Summoner } from '../league/player.ts';
import type { RiotId } from '../league/riot-id.ts';
import type { PlatformRoute } from '../league/routing.ts';
import type { AnalysesStore } from './analyses-store.ts';
import type { BanChecksStore } from './ban-checks-store.ts';
import type { ExecutionsStore } from './executions-store.ts';
import type { Commit, Player, PlayerRank, StoredMatch, UnavailableReason } from './records.ts';

export interface TrackRequest {
  readonly account: Account;
  readonly platform: PlatformRoute;
  readonly now: number;
}

/** What makes a player one of those who wait for matches. */
export interface WaitingQuery {
  readonly queueId: number;
  readonly targetMatches: number;
  readonly minMatches: number;
  readonly maxDepth: number;
  readonly now: number;
  /** Players whose list was exhausted are left alone for so long, unless an unavailable match of theirs is due again. */
  readonly restMs: number;
}

export interface NeedingMatches extends WaitingQuery, Chosen {
  /** Of each group of equals (as many games missing, as many failures) those who have waited longest. */
  readonly limit: number;
}

export interface WaitingPlayer extends Player {
  readonly countableMatches: number;
  /** Countable games with which the player is judged next. */
  readonly goal: number;
  /** Waiting for a turn; epoch ms. */
  readonly since: number;
}

/** A selection that is narrowed to some players, if there are any. */
export interface Chosen {
  readonly puuids?: readonly string[] | undefined;
}

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

export interface PlayersStore extends BanChecksStore, BacklogStore {
  /** Creates the player or takes it into tracking; `isNew` = was not tracked before. */
  track(request: TrackRequest): Promise<{ readonly player: Player; readonly isNew: boolean }>;
  /** Creates the player as one whom a tracked player has met; one who is known keeps all but the Riot ID. */
  meet(request: TrackRequest): Promise<Player>;
  find(reference: { readonly puuid: string }): Promise<Player | undefined>;
  /** Whatever the case of its letters, in any script. Several players carry one Riot ID when an older name was given away. */
  listByRiotId(riotId: RiotId): Promise<Player[]>;
  list(filter: { readonly isTracked?: boolean; readonly limit: number }): Promise<Player[]>;
  /** All rows stay; the distance goes back to that of the nearest meeting. undefined = there is no such player. */
  untrack(change: { readonly puuid: string; readonly now: number }): Promise<Player | undefined>;
  /** No job selects a player who is not active. undefined = there is no such player. */
  setActive(change: {
    readonly puuid: string;
    readonly isActive: boolean;
    readonly now: number;
  }): Promise<Player | undefined>;
  /** One row per ladder on which the player stands now. */
  listCurrentRanks(puuid: string): Promise<PlayerRank[]>;
  /** Stored games of the player by queue, the most played first; `recent` counts those created at `since` or later. */
  countGames(query: { readonly puuid: string; readonly since: number }): Promise<QueueGames[]>;
  /** Tracked and active, the longest untouched first, each with the cursor of the queue. */
  listTrackedDue(query: Chosen & { readonly queueId: number; readonly limit: number }): Promise<TrackedPlayer[]>;
  /**
   * Discovered players with fewer countable games than their next verdict takes: the first one takes `minMatches`, another
   * one follows while the newest can still change, up to `targetMatches`.
   */
  listNeedingMatches(query: NeedingMatches): Promise<WaitingPlayer[]>;
  /** Discovered players with enough countable games and no valid verdict, the longest untouched first. */
  listToAnalyze(
    query: Chosen & {
      readonly queueId: number;
      readonly minMatches: number;
      readonly limit: number;
    },
  ): Promise<Player[]>;
  /** Begins the work on one player, or ends it (`failed` says how); `exhausted`: Riot's list had nothing new. */
  recordAttempt(
    commit: Commit,
    attempt: { readonly puuid: string; readonly failed?: boolean; readonly exhausted?: boolean },
  ): Promise<void>;
  /** Keeps what changed: a row per changed ladder, and the time of the look-up. */
  saveRanks(commit: Commit, ranks: { readonly puuid: string; readonly entries: readonly LeagueEntry[] }): Promise<void>;
  /** Keeps what differs, and the time of the look-up. A new platform makes all queues due for a second pass. */
  saveProfile(commit: Commit, profile: Profile): Promise<Player | undefined>;
}

export interface TrackedPlayer extends Player {
  /** gameCreation up to which the history of the queue is complete; null = it was never asked for. */
  readonly completeUntil: number | null;
  /** Last second pass of the queue; null = none yet, or none since the player changed platforms. */
  readonly reconciledAt: number | null;
}

/** Riot's answers about one account; undefined = 404. */
export interface Profile {
  readonly puuid: string;
  readonly account: Account | undefined;
  readonly summoner: Summoner | undefined;
  /** Where the account plays now. */
  readonly platform: PlatformRoute;
}

export interface QueueGames {
  readonly queueId: number;
  readonly stored: number;
  readonly countable: number;
  readonly recent: number;
}

export interface MatchFilter {
  readonly queueId?: number;
  readonly limit: number;
}

export interface SaveMatch {
  readonly fetched: FetchedMatch;
  /** On whose behalf it was fetched: the participants are at most one step further away. */
  readonly fetchedFor: string;
}

export interface Unavailable {
  readonly matchId: string;
  /** In whose list the id stood. */
  readonly puuid: string;
  readonly reason: UnavailableReason;
  readonly detail?: string;
}

/** Ids as a player's list named them. */
export interface PlayerList {
  readonly puuid: string;
  readonly ids: readonly string[];
}

/** One of a player's list that is not stored yet. */
export interface ListedMatch {
  readonly matchId: string;
  /** In Riot's list, 0 = the newest. */
  readonly place: number;
  /** Others who wait and in whose lists it stands. */
  readonly sharers: number;
}

/** One player's history of one queue. */
export interface HistoryKey {
  readonly puuid: string;
  readonly queueId: number;
}

/** A stored match of a list, and when it was played. */
export interface PlacedMatch {
  readonly matchId: string;
  readonly queueId: number;
  /** 0 in aborted games. */
  readonly gameCreation: number;
}

export interface ComparedList {
  readonly stored: readonly PlacedMatch[];
  /** In their order: neither stored nor unavailable. */
  readonly unknown: string[];
  /** Unavailable for now, and the player does not await them yet. */
  readonly toAwait: string[];
}

export interface MatchesStore {
  compareList(list: PlayerList): Promise<ComparedList>;
  /** From now on the player, too, asks for these unavailable ids when they are due. */
  awaitMatches(commit: Commit, list: PlayerList): Promise<void>;
  /** What of the list is neither stored nor unavailable is kept, in place of the list before; what is unavailable is awaited. */
  keepList(commit: Commit, list: PlayerList): Promise<void>;
  /** Drops the lists of players who do not wait (any more). */
  dropLists(commit: Commit, waiting: WaitingQuery): Promise<void>;
  /** What is left to be fetched of the player's list, newest first. */
  listListed(query: { readonly puuid: string; readonly waiting: WaitingQuery }): Promise<ListedMatch[]>;
  /** Unavailable ids that the player awaits and that are due to be asked for again, the first missed first. */
  listDueUnavailable(query: {
    readonly puuid: string;
    readonly now: number;
    readonly limit: number;
  }): Promise<string[]>;
  /** The match, its participants and its payload; unknown participants become players. */
  save(commit: Commit, match: SaveMatch): Promise<void>;
  recordUnavailable(commit: Commit, unavailable: Unavailable): Promise<void>;
  /** From this gameCreation on the history of the queue is asked for, however often that brings nothing. */
  beginHistory(commit: Commit, beginning: HistoryKey & { readonly from: number }): Promise<void>;
  /** The history of the queue is complete up to this gameCreation. Forward only. */
  moveCursor(commit: Commit, cursor: HistoryKey & { readonly completeUntil: number }): Promise<void>;
  /** The list of the last days was compared with what is stored, and nothing is missing. */
  markReconciled(commit: Commit, history: HistoryKey): Promise<void>;
  /** The player's match of that queue with exactly this gameCreation. */
  findMatchAt(
    query: HistoryKey & { readonly at: number },
  ): Promise<{ readonly matchId: string; readonly platformId: PlatformRoute } | undefined>;
  /** Platforms of the player's stored matches that were created at `since` or later. */
  listPlatformsPlayed(query: { readonly puuid: string; readonly since: number }): Promise<PlatformRoute[]>;
  find(matchId: string): Promise<StoredMatch | undefined>;
  /** Newest first. */
  list(filter: MatchFilter): Promise<StoredMatch[]>;
  /** Newest first, each with the player's own row. */
  listOfPlayer(
    filter: MatchFilter & { readonly puuid: string },
  ): Promise<{ readonly match: StoredMatch; readonly participant: Participant }[]>;
  /** Team by team. */
  listParticipants(matchId: string): Promise<Participant[]>;
  /** Riot's JSON text. */
  readPayload(matchId: string): Promise<string | undefined>;
}

export interface KeysStore {
  /** The key behind the fingerprint fits the puuids of this database. */
  isVerified(fingerprint: string): Promise<boolean>;
  saveVerified(fingerprint: string, now: number): Promise<void>;
}

export interface Store {
  readonly players: PlayersStore;
  readonly matches: MatchesStore;
  readonly analyses: AnalysesStore;
  readonly executions: ExecutionsStore;
  readonly keys: KeysStore;
  close(): Promise<void>;
}
