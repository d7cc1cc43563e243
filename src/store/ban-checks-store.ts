// The port of ban checks: flagged accounts, whether they are still there, and when they were last met.

import type { Summoner } from '../league/player.ts';
import type { PlatformRoute } from '../league/routing.ts';
import type { BanCheckRecord, Commit, Player } from './records.ts';

export interface DueForBanCheck {
  /** Epoch ms: nobody who was checked since then. */
  readonly checkedBefore: number;
  /** The same for those who are suspected, until that is confirmed. */
  readonly suspectedBefore: number;
}

export type BanCheck = { readonly puuid: string } & (
  | { readonly result: 'present'; readonly summoner: Summoner }
  /** `confirmMs` = a suspicion that is so old is confirmed. */
  | { readonly result: 'missing'; readonly confirmMs: number }
  | { readonly result: 'moved'; readonly platform: PlatformRoute }
  | { readonly result: 'gone' }
);

/** The newest stored game of a player with one who is tracked. */
export interface Meeting {
  readonly matchId: string;
  /** Epoch ms. */
  readonly playedAt: number;
  readonly tracked: Player;
}

export interface BanChecksStore {
  /** Active, flagged by their newest verdict and due, the oldest check first. */
  listToBanCheck(
    query: DueForBanCheck & { readonly puuids?: readonly string[] | undefined; readonly limit: number },
  ): Promise<Player[]>;
  /** How many `listToBanCheck` would give without a limit. */
  countToBanCheck(query: DueForBanCheck): Promise<number>;
  /** Keeps the answer, and what it changes about the player. */
  saveBanCheck(commit: Commit, check: BanCheck): Promise<void>;
  /** Newest first. */
  listBanChecks(puuid: string): Promise<BanCheckRecord[]>;
  /** Confirmed, the newest first. */
  listBanned(limit: number): Promise<{ readonly player: Player; readonly lastMeeting: Meeting | undefined }[]>;
  findLastMeeting(puuid: string): Promise<Meeting | undefined>;
}
