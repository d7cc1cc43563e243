// Everything that a judgement about one player may see, assembled once and frozen.

import type { Rank } from '../league/rank.ts';

/** One countable game of the player, from the player's own row. */
export interface SampleGame {
  readonly matchId: string;
  /** Epoch ms. */
  readonly gameCreation: number;
  /** Seconds. */
  readonly gameDuration: number;
  readonly win: boolean;
  readonly kills: number;
  readonly deaths: number;
  readonly assists: number;
  readonly cs: number;
  readonly visionScore: number;
  readonly teamPosition: string;
}

/** The player's own rank at one time (epoch ms). */
export interface RankPoint extends Rank {
  readonly at: number;
}

export interface Evidence {
  readonly puuid: string;
  readonly queueId: number;
  /** The sample: newest 60 countable games of the queue at most, oldest first. */
  readonly games: readonly SampleGame[];
  /** summonerLevel in the newest game of the sample; null = unknown (Riot's 0 counts as unknown). */
  readonly level: number | null;
  /** Snapshots of the ladder that belongs to the queue, oldest first. */
  readonly ranks: readonly RankPoint[];
}

/** Detection sample: at most this many of the newest countable games. */
export const SAMPLE_SIZE = 60;
/** Fewer countable games than this give no verdict, only `insufficient_data`. */
export const MIN_SAMPLE = 20;
