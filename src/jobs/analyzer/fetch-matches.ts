// Phase 1 of the analyzer: matches of discovered players who have too few of them.

import { regionalRouteOf } from '../../league/routing.ts';
import type { WaitingPlayer, WaitingQuery } from '../../store/store.ts';
import type { AnalyzerConfig } from '../config.ts';
import { type DuePlayer, type ExpectedRequests, expected } from '../forecast.ts';
import { processItems } from '../items.ts';
import type { JobContext, Phase, PhaseTally, Selection } from '../job.ts';
import { assertUsable, fetchMatches, isBelievable, MAX_IDS } from '../matches.ts';
import { consequenceOf } from '../outcome.ts';
import { candidatesPerGroup, chooseIds, orderWaiting, planTurns, type Turn } from './plan.ts';

const DAY_MS = 86_400_000;

type Context = JobContext<AnalyzerConfig>;
type Planned = Turn<WaitingPlayer>;

export const fetchMatchesPhase: Phase<AnalyzerConfig> = { name: 'fetch-matches', run, forecast };

export function waitingQuery({ config, clock }: Pick<Context, 'config' | 'clock'>): WaitingQuery {
  return {
    queueId: config.queue,
    targetMatches: config.target_matches,
    minMatches: config.min_matches,
    maxDepth: config.max_discovery_depth,
    now: clock.now(),
    restMs: config.exhausted_rest_days * DAY_MS,
  };
}

/** Nobody's list is read ahead when players were chosen. */
async function plan(selection: Selection<AnalyzerConfig>): Promise<Planned[]> {
  const { config, store, clock, players: puuids } = selection;
  const limit = candidatesPerGroup(config.players_per_run);
  const waiting = await store.players.listNeedingMatches({ ...waitingQuery(selection), puuids, limit });
  const candidates = waiting.map((player) => {
    const { puuid, goal, countableMatches, since, failedAttempts } = player;
    const isListed = !needsList(selection, player);
    const route = regionalRouteOf(player.platform);
    return { player, puuid, missing: goal - countableMatches, since, failedAttempts, isListed, route };
  });
  const patience = { now: clock.now(), gamesPerWaitingDay: config.games_per_waiting_day };
  const turns = planTurns(orderWaiting(candidates, patience), config.players_per_run);
  return turns.map(({ player: { player }, next }) => {
    return { player, next: puuids === undefined ? next?.player : undefined };
  });
}

/** A list grows old; that of a player who has rested is looked at again. */
function needsList(
  { config, clock }: Pick<Context, 'config' | 'clock'>,
  { listedAt, exhaustedAt }: Pick<WaitingPlayer, 'listedAt' | 'exhaustedAt'>,
): boolean {
  const isOlder = (at: number, days: number) => clock.now() - at >= days * DAY_MS;
  if (listedAt === null || isOlder(listedAt, config.list_max_age_days)) return true;
  return exhaustedAt !== null && isOlder(exhaustedAt, config.exhausted_rest_days);
}

function budgetOf({ matches_per_player: most }: AnalyzerConfig, { goal, countableMatches }: WaitingPlayer): number {
  return Math.min(most, goal - countableMatches);
}

async function forecast(selection: Selection<AnalyzerConfig>): Promise<DuePlayer[]> {
  return (await plan(selection)).flatMap(({ player, next }) => {
    const { platform } = player;
    const match = expected('match-v5.getMatch', platform, [0, budgetOf(selection.config, player)]);
    const turn = { player, requests: [listRequest(selection, player), match] };
    return next === undefined ? [turn] : [turn, { player: next, requests: [listRequest(selection, next)] }];
  });
}

/** None where matches of those before serve the player. */
function listRequest(selection: Selection<AnalyzerConfig>, player: WaitingPlayer): ExpectedRequests {
  return expected('match-v5.getMatchIdsByPUUID', player.platform, [0, needsList(selection, player) ? 1 : 0]);
}

async function run(context: Context): Promise<PhaseTally> {
  const { store, progress } = context;
  await store.matches.dropLists(progress.commit({}), waitingQuery(context));
  const turns = await plan(context);
  return processItems(context, {
    items: turns.map((turn) => ({ ...turn, puuid: turn.player.puuid })),
    routeOf: ({ player }) => regionalRouteOf(player.platform),
    process: async ({ puuid, next }) => {
      const flaw = await takeTurn(context, puuid);
      const nextFlaw = next && (await readAhead(context, next.puuid).catch(leaveOut(context, next)));
      return flaw ?? nextFlaw;
    },
  });
}

/** What would skip a player whose turn it is leaves out the one whose list was read ahead. */
function leaveOut({ store, progress, log }: Context, { puuid }: WaitingPlayer): (error: unknown) => Promise<unknown> {
  return async (error) => {
    if (consequenceOf(error) !== 'skip') throw error;
    log.warn('list left out', { puuid, error });
    await store.players.recordAttempt(progress.commit({}), { puuid, failed: true });
    return error;
  };
}

/** Others' matches may have served the player since the plan was made. */
async function stillWaiting({ store, ...context }: Context, puuid: string): Promise<WaitingPlayer | undefined> {
  const query = { ...waitingQuery(context), puuids: [puuid], limit: 1 };
  return (await store.players.listNeedingMatches(query))[0];
}

/** At most one request for ids, then the best of the matches within the budget; resolves with what was left out. */
async function takeTurn(context: Context, puuid: string): Promise<unknown> {
  const { store, progress } = context;
  const player = await stillWaiting(context, puuid);
  if (player === undefined) return undefined;
  const budget = budgetOf(context.config, player);
  const reach = await withinReach(context, player);
  if (reach === undefined) return undefined;
  const { listed, due } = reach;
  const isEnough = reachesGoal(player, listed.length + due.length);
  const ids = isEnough ? chooseIds(listed, budget) : [];
  const again = due.slice(0, budget - ids.length);
  const fetched = await fetchMatches(context, { puuid, ids });
  const repeated = await fetchMatches(context, { puuid, ids: again });
  assertUsable(fetched);
  const commit = progress.commit({ playersProcessed: 1 });
  await store.players.recordAttempt(commit, { puuid, failed: false, ...restOf(context, player, isEnough) });
  return [...fetched.errors, ...repeated.errors][0];
}

/** Too short a history is of no use: nothing of it is fetched. */
function reachesGoal({ countableMatches, goal }: WaitingPlayer, listed: number): boolean {
  return countableMatches + listed >= goal;
}

/** Who rests and comes for an awaited match alone rests on. */
function restOf(context: Context, player: WaitingPlayer, isEnough: boolean): { readonly exhausted?: boolean } {
  const isResting = player.exhaustedAt !== null && !needsList(context, player);
  return isResting && !isEnough ? {} : { exhausted: !isEnough };
}

async function readAhead(context: Context, puuid: string): Promise<void> {
  const { store, progress } = context;
  const player = await stillWaiting(context, puuid);
  if (player === undefined) return;
  const reach = await withinReach(context, player);
  if (reach === undefined || reachesGoal(player, reach.listed.length + reach.due.length)) return;
  await store.players.recordAttempt(progress.commit({}), { puuid, failed: false, exhausted: true });
}

/**
 * What is listed, and what was unavailable and is to be asked for again: as many of these as the verdict takes.
 * undefined = the list could not be believed, which is a failed attempt.
 */
async function withinReach(context: Context, player: WaitingPlayer) {
  const { store, clock } = context;
  const { puuid, goal, countableMatches } = player;
  if (needsList(context, player) && !(await readList(context, player))) return undefined;
  const listed = await store.matches.listListed({ puuid, waiting: waitingQuery(context) });
  const due = await store.matches.listDueUnavailable({ puuid, now: clock.now(), limit: goal - countableMatches });
  return { listed, due };
}

/** false = it is not to be believed: that from before stays. */
async function readList(context: Context, player: WaitingPlayer): Promise<boolean> {
  const { store, riot, progress, config, log } = context;
  const { puuid, platform } = player;
  const ids = await riot.listMatchIds({ platform, puuid, queue: config.queue, count: MAX_IDS });
  const isBelieved = await isBelievable(context, player, ids);
  if (isBelieved) await store.matches.keepList(progress.commit({}), { puuid, ids });
  else {
    log.warn('list not believed', { puuid, ids: ids.length });
    await store.players.recordAttempt(progress.commit({ itemsFailed: 1 }), { puuid, failed: true });
  }
  return isBelieved;
}
