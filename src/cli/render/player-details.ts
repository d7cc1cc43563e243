// PURE: all that is known of one player, as rows of what, value and why, and as JSON.

import type { Player, PlayerRank, StoredAnalysis } from '../../store/records.ts';
import type { QueueGames } from '../../store/store.ts';
import { playerJson } from './player.ts';
import { type BanFacts, banFactsJson, banRows } from './player-bans.ts';
import { saidOf, type VerdictFactor, verdictFactors } from './player-verdict.ts';
import type { Column, Tone } from './table.ts';
import { fullTime, playerName, relativeTime } from './text.ts';

export interface PlayerDetails extends BanFacts {
  readonly ranks: readonly PlayerRank[];
  readonly games: readonly QueueGames[];
  /** The newest one. */
  readonly verdict: StoredAnalysis | undefined;
}

/** What counts as recent in `countGames`. */
export const RECENT_DAYS = 30;

interface Detail {
  /** For scripts. */
  readonly name: string;
  readonly title: string;
  readonly value: string | number | boolean | null;
  readonly short?: string;
  readonly why?: string;
  readonly tone?: Tone;
}

export const detailColumns: readonly Column<Detail>[] = [
  { title: 'what', value: ({ name }) => name, short: ({ title }) => title },
  { title: 'value', value: ({ value }) => value, short: shortValue, flexible: true, tone: ({ tone }) => tone },
  { title: 'why', value: ({ why }) => why ?? null, flexible: true },
];

function shortValue({ value, short }: Detail): string {
  if (short !== undefined) return short;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null ? '-' : String(value);
}

/** With the puuid in full, which no table has room for. */
export function detailLine({ player }: PlayerDetails): string {
  return `${playerName(player)} on ${player.platform}, puuid ${player.puuid}`;
}

export function detailRows(details: PlayerDetails, now: number): Detail[] {
  const { player, ranks, games, verdict } = details;
  return [
    ...factRows(player),
    ...timeRows(player, now),
    ...banRows(details, now),
    ...ranks.map(rankRow),
    ...gameRows(games),
    ...(verdict ? verdictRows(verdict, now) : [{ name: 'isSmurf', title: 'verdict', value: null, why: 'none yet' }]),
  ];
}

function factRows(player: Player): Detail[] {
  return [
    { name: 'player', title: 'player', value: playerName(player) },
    { name: 'puuid', title: 'puuid', value: player.puuid, short: `${player.puuid.slice(0, 8)}…` },
    { name: 'platform', title: 'platform', value: player.platform },
    { name: 'accountLevel', title: 'level', value: player.accountLevel },
    { name: 'isTracked', title: 'tracked', value: player.isTracked },
    { name: 'isActive', title: 'active', value: player.isActive },
    { name: 'isAnalyzed', title: 'analyzed', value: player.isAnalyzed },
    { name: 'discoveredDepth', title: 'distance', value: player.discoveredDepth, why: distance(player) },
  ];
}

function distance({ discoveredDepth }: Player): string {
  if (discoveredDepth === 0) return 'tracked';
  return discoveredDepth === 1 ? 'met by a tracked player' : 'steps away from a tracked player';
}

function timeRows(player: Player, now: number): Detail[] {
  const times = [
    ['lastSeen', 'last game'],
    ['lastAttemptAt', 'last attempt'],
    ['rankCheckedAt', 'rank looked up'],
    ['lastBanCheck', 'ban check'],
    ['banSuspectedAt', 'ban suspected'],
    ['banConfirmedAt', 'ban confirmed'],
  ] as const;
  return times.map(([name, title]) => timeRow({ name, title, at: player[name] }, now));
}

function timeRow({ name, title, at }: { name: string; title: string; at: number | null }, now: number): Detail {
  return { name, title, value: fullTime(at), short: relativeTime(at, now) };
}

function rankRow({ queueType, tier, rank, leaguePoints, wins, losses }: PlayerRank): Detail {
  const value = `${tier} ${rank} ${leaguePoints} LP`;
  return { name: `rank.${queueType}`, title: queueType, value, why: `${wins} wins, ${losses} losses` };
}

function totalOf(games: readonly QueueGames[]) {
  const sum = (name: 'stored' | 'countable' | 'recent') => games.reduce((total, queue) => total + queue[name], 0);
  return { stored: sum('stored'), countable: sum('countable'), recent: sum('recent') };
}

function gameRows(games: readonly QueueGames[]): Detail[] {
  const { stored, countable, recent } = totalOf(games);
  const byQueue = (name: 'stored' | 'countable') =>
    games.map((queue) => `${queue[name]} in queue ${queue.queueId}`).join(', ');
  return [
    { name: 'gamesStored', title: 'stored games', value: stored, why: byQueue('stored') },
    { name: 'gamesCountable', title: 'countable games', value: countable, why: byQueue('countable') },
    { name: 'gamesRecent', title: `games in ${RECENT_DAYS} days`, value: recent },
  ];
}

function verdictRows(verdict: StoredAnalysis, now: number): Detail[] {
  const { isSmurf, confidence, smurfScore, createdAt, profile } = verdict;
  const title = profile === 'classic' ? 'score' : 'probability';
  return [
    { name: 'isSmurf', title: 'verdict', value: isSmurf, short: saidOf(verdict), ...(isSmurf ? { tone: 'bad' } : {}) },
    { name: 'confidence', title: 'confidence', value: confidence },
    { name: 'smurfScore', title, value: smurfScore, short: twoDigits(smurfScore), why: sampleOf(verdict) },
    timeRow({ name: 'analyzedAt', title: 'judged', at: createdAt }, now),
    ...verdictFactors(verdict).map(factorRow),
  ];
}

function sampleOf({ gamesAnalyzed, queueId, prior, low, high }: StoredAnalysis): string {
  const sample = `${gamesAnalyzed} games of queue ${queueId}`;
  if (prior === null || low === null || high === null) return sample;
  return `${twoDigits(low)} to ${twoDigits(high)}, if ${Number((100 * prior).toPrecision(3))} % are smurfs; ${sample}`;
}

function factorRow({ id, title, score, words }: VerdictFactor): Detail {
  const name = `${id}Score`;
  if (score === null) return { name, title, value: null, why: `needs ${words}` };
  return { name, title, value: score, short: twoDigits(score), why: words };
}

function twoDigits(score: number | null): string {
  return score === null ? '-' : score.toFixed(2);
}

export function detailsJson(details: PlayerDetails): object {
  const { player, ranks, games, verdict } = details;
  return {
    player: playerJson(player),
    ...banFactsJson(details),
    ranks: ranks.map(rankJson),
    games: { ...totalOf(games), recentDays: RECENT_DAYS, byQueue: games },
    verdict: verdict ? verdictJson(verdict) : null,
  };
}

function rankJson({ queueType, tier, rank, leaguePoints, wins, losses, createdAt }: PlayerRank): object {
  return { queueType, tier, division: rank, leaguePoints, wins, losses, since: fullTime(createdAt) };
}

function verdictJson(verdict: StoredAnalysis): object {
  const { isSmurf, smurfScore, confidence, coverage, profile, profileVersion, queueId, gamesAnalyzed } = verdict;
  const { firstMatchId, lastMatchId, falsePositiveReported, manuallyVerified, notes } = verdict;
  const { baselineId, prior, missingMatches, llr, low, high } = verdict;
  const scores = verdictFactors(verdict).map(({ id, score, words, details }) => [
    id,
    { score, ...details, ...(score === null ? { needs: words } : { reason: words }) },
  ]);
  return {
    isSmurf,
    smurfScore,
    confidence,
    coverage,
    ...(profile === 'classic' ? {} : { low, high, llr, prior, baselineId, missingMatches }),
    ...{ profile, profileVersion, queueId, gamesAnalyzed, firstMatchId, lastMatchId },
    analyzedAt: fullTime(verdict.createdAt),
    factors: Object.fromEntries(scores),
    ...{ falsePositiveReported, manuallyVerified, notes },
  };
}
