// The tracked-player updater: keeps match history, rank and name of the tracked players current.

import { regionalRouteOf } from '../league/routing.ts';
import type { TrackedPlayer } from '../store/store.ts';
import { parseUpdaterConfig, type UpdaterConfig } from './config.ts';
import { failureOf } from './failure.ts';
import { type DuePlayer, type ExpectedRequests, expected } from './forecast.ts';
import { processItems } from './items.ts';
import type { Job, JobContext, Phase, PhaseTally, Selection } from './job.ts';
import { assertUsable, fetchMatches } from './matches.ts';
import { consequenceOf } from './outcome.ts';
import { lookUpRank } from './ranks.ts';
import { type FirstPass, firstPass } from './updater/first-pass.ts';
import { isProfileDue, isSearchDue, lookUpProfile, tellRename } from './updater/profile.ts';
import { isSecondPassDue, secondPass } from './updater/second-pass.ts';

type Context = JobContext<UpdaterConfig>;

const updatePlayers: Phase<UpdaterConfig> = { name: 'update-players', run: updateTrackedPlayers, forecast };

export const updater: Job<UpdaterConfig> = {
  name: 'updater',
  failsOnRateLimit: true,
  shareOf: ({ guaranteed_share }) => guaranteed_share,
  phases: [updatePlayers],
  parseConfig: parseUpdaterConfig,
};

function select({ config, store, players: puuids }: Selection<UpdaterConfig>) {
  return store.players.listTrackedDue({ puuids, queueId: config.queue, limit: config.max_tracked_players });
}

/** How many games a player has played since, only Riot knows. */
async function forecast(selection: Selection<UpdaterConfig>): Promise<DuePlayer[]> {
  const { max_new_matches_per_player } = selection.config;
  return (await select(selection)).map((player) => ({
    player,
    requests: [
      expected('match-v5.getMatchIdsByPUUID', player.platform, [1, isSecondPassDue(selection, player) ? 2 : 1]),
      expected('match-v5.getMatch', player.platform, [0, max_new_matches_per_player]),
      expected('league-v4.getLeagueEntriesByPUUID', player.platform, [1, 1]),
      ...forecastProfile(selection, player),
    ],
  }));
}

function forecastProfile(selection: Selection<UpdaterConfig>, player: TrackedPlayer): ExpectedRequests[] {
  if (!isProfileDue(selection, player)) return [];
  return [
    expected('account-v1.getByPuuid', player.platform, [0, 1]),
    expected('summoner-v4.getByPUUID', player.platform, [0, 1]),
  ];
}

async function updateTrackedPlayers(context: Context): Promise<PhaseTally> {
  return processItems(context, {
    items: await select(context),
    routeOf: ({ platform }) => regionalRouteOf(platform),
    process: (player) => updatePlayer(context, player),
  });
}

/** Whatever comes of it, next time others are first. */
async function updatePlayer(context: Context, player: TrackedPlayer): Promise<unknown> {
  const { puuid } = player;
  await context.store.players.recordAttempt(context.progress.commit({}), { puuid });
  const flaws: unknown[] = [];
  const first = await firstPass(context, player);
  flaws.push(...first.fetched.errors);
  const left = await fetchAgain(context, { puuid, budget: first.budget, flaws });
  assertUsable(first.fetched);
  const isUnfinished = await compareDays(context, player, { first: { ...first, budget: left }, flaws });
  if (isUnfinished) await refreshRank(context, player, flaws);
  else await refresh(context, player, { first, flaws });
  await tellRename(context, player);
  const commit = context.progress.commit({ playersProcessed: 1 });
  await context.store.players.recordAttempt(commit, { puuid, failed: false });
  return flaws[0];
}

/** true = it goes on with the next run, and the look-up of the profile, from which the next pass is counted, waits. */
async function compareDays(context: Context, player: TrackedPlayer, { first, flaws }: Refreshing): Promise<boolean> {
  if (!first.isComplete || !isSecondPassDue(context, player)) return false;
  if (first.budget <= 0) return true;
  let isUnfinished = false;
  await attempt(context, { what: 'second pass', puuid: player.puuid, flaws }, async () => {
    const { fetched, isDone } = await secondPass(context, player, first);
    flaws.push(...fetched.errors);
    isUnfinished = !isDone;
  });
  return isUnfinished;
}

interface Again {
  readonly puuid: string;
  readonly budget: number;
  readonly flaws: unknown[];
}

/** What was unavailable before comes last, so that it holds up no newer game. Gives what is left of the budget. */
async function fetchAgain(context: Context, { puuid, budget, flaws }: Again): Promise<number> {
  const { store, clock } = context;
  let left = budget;
  await attempt(context, { what: 'unavailable matches', puuid, flaws }, async () => {
    const ids = await store.matches.listDueUnavailable({ puuid, now: clock.now(), limit: budget });
    flaws.push(...(await fetchMatches(context, { puuid, ids })).errors);
    left = budget - ids.length;
  });
  return left;
}

interface Refreshing {
  readonly first: FirstPass;
  readonly flaws: unknown[];
}

/** The platform is followed only when nothing is left to fetch from the list of the old one. */
async function refresh(context: Context, player: TrackedPlayer, { first, flaws }: Refreshing): Promise<void> {
  const { puuid } = player;
  let now = player;
  const profile = (isLost: boolean) =>
    attempt(context, { what: 'profile', puuid, flaws }, async () => {
      now = await lookUpProfile(context, player, { isLost });
    });
  const isDue = first.isThrough && isProfileDue(context, player);
  if (isDue) await profile(false);
  const isOnLadder = await refreshRank(context, now, flaws);
  if (isOnLadder || isDue || !first.isThrough || !isSearchDue(context, player)) return;
  await profile(true);
  if (now.platform !== player.platform) await refreshRank(context, now, flaws);
}

/** false = the ladder knows no such player. */
async function refreshRank(context: Context, player: TrackedPlayer, flaws: unknown[]): Promise<boolean> {
  let isOnLadder = true;
  await attempt(context, { what: 'rank', puuid: player.puuid, flaws }, async () => {
    isOnLadder = await lookUpRank(context, player);
  });
  return isOnLadder;
}

interface Attempted {
  readonly what: string;
  readonly puuid: string;
  readonly flaws: unknown[];
}

/** What is asked for beside the history fails alone: the player is updated all the same, and the execution partial. */
async function attempt(context: Context, { what, puuid, flaws }: Attempted, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const consequence = consequenceOf(error);
    if (context.signal.aborted || (consequence !== 'skip' && consequence !== 'route')) throw error;
    context.log.warn(`${what} not updated`, { puuid, code: failureOf(error).code, error });
    flaws.push(error);
  }
}
