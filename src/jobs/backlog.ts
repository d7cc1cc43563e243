// What waits for the analyzer, what that asks of Riot, and whether more comes than is served.

import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { dueForBanCheck } from './analyzer/check-bans.ts';
import { waitingQuery } from './analyzer/fetch-matches.ts';
import { type AnalyzerConfig, parseAnalyzerConfig } from './config.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** More than a day has. */
const MANY = 10_000;

/** What makes the backlog smaller or serves it faster. */
const keys = [
  'players_per_run',
  'matches_per_player',
  'schedule',
  'max_discovery_depth',
  'target_matches',
  'min_matches',
] as const;

export interface PhaseBacklog {
  readonly phase: 'fetch-matches' | 'analyze-players' | 'check-bans';
  readonly players: number;
  /** At most: a match may serve several players. */
  readonly requests: number;
}

export interface Growth {
  /** In the last day, within `max_discovery_depth`. */
  readonly playersMet: number;
  /** Until each of them can be judged. */
  readonly requestsNeeded: number;
  /** By the analyzer in the last day. */
  readonly requestsMade: number;
  /** Of the analyzer's configuration: what changes it. */
  readonly keys: readonly string[];
}

export interface Backlog {
  readonly phases: readonly PhaseBacklog[];
  readonly requests: number;
  /** null = nothing is known yet. */
  readonly perHour: number | null;
  /** What the executions of the last hour asked for, or what the known limits allow. */
  readonly basis: 'executions' | 'limits' | null;
  readonly hours: number | null;
  /** null = it does not grow. */
  readonly growth: Growth | null;
}

export interface BacklogPorts {
  readonly store: Store;
  readonly clock: Clock;
  /** Requests that the limits of a key allow in an hour; asked for only where no execution tells. */
  allowedPerHour(): number | null;
}

/** Counts, and lists nobody. Throws JobConfigError where the analyzer's configuration cannot be read. */
export async function readBacklog(ports: BacklogPorts): Promise<Backlog> {
  const job = await ports.store.executions.findJob('analyzer');
  const config = parseAnalyzerConfig(job?.configJson ?? '{}', {});
  const phases = await countPhases(ports, config);
  const requests = phases.reduce((total, phase) => total + phase.requests, 0);
  const pace = await paceOf(ports);
  const hours = requests === 0 || pace.perHour === null ? null : requests / pace.perHour;
  return { phases, requests, ...pace, hours, growth: await growthOf(ports, config) };
}

async function countPhases({ store, clock }: BacklogPorts, config: AnalyzerConfig): Promise<PhaseBacklog[]> {
  const look = { config, clock };
  const now = clock.now();
  const listedBefore = now - config.list_max_age_days * DAY_MS;
  const rankedBefore = now - config.rank_max_age_days * DAY_MS;
  const { queue: queueId, min_matches: minMatches } = config;
  const [waiting, toAnalyze, toCheck] = await Promise.all([
    store.players.countWaiting({ ...waitingQuery(look), listedBefore }),
    store.players.countToAnalyze({ queueId, minMatches, rankedBefore }),
    store.players.countToBanCheck(dueForBanCheck(look)),
  ]);
  const ranks = config.fetch_rank ? toAnalyze.ranks : 0;
  return [
    { phase: 'fetch-matches', players: waiting.players, requests: waiting.lists + waiting.missingMatches },
    { phase: 'analyze-players', players: toAnalyze.players, requests: ranks },
    { phase: 'check-bans', players: toCheck, requests: toCheck },
  ];
}

async function paceOf(ports: BacklogPorts): Promise<Pick<Backlog, 'perHour' | 'basis'>> {
  const made = await requestsSince(ports, ports.clock.now() - HOUR_MS);
  if (made > 0) return { perHour: made, basis: 'executions' };
  const perHour = ports.allowedPerHour();
  return { perHour, basis: perHour === null ? null : 'limits' };
}

/** One of the games that a player needs is the one in which it was met, and its list takes the place of that. */
async function growthOf(ports: BacklogPorts, config: AnalyzerConfig): Promise<Growth | null> {
  const since = ports.clock.now() - DAY_MS;
  const playersMet = await ports.store.players.countMet({ since, maxDepth: config.max_discovery_depth });
  const requestsNeeded = playersMet * config.min_matches;
  const requestsMade = await requestsSince(ports, since);
  return requestsNeeded > requestsMade ? { playersMet, requestsNeeded, requestsMade, keys } : null;
}

/** By the analyzer: what the updater and checks ask for makes this backlog no smaller. */
async function requestsSince({ store }: BacklogPorts, since: number): Promise<number> {
  const executions = await store.executions.list({ since, jobName: 'analyzer', limit: MANY });
  return executions.reduce((total, { apiRequestsMade }) => total + apiRequestsMade, 0);
}
