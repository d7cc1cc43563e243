// The tracked-player updater: keeps match history and rank of the tracked players current.

import { regionalRouteOf } from '../league/routing.ts';
import type { TrackedPlayer } from '../store/store.ts';
import { parseUpdaterConfig, type UpdaterConfig } from './config.ts';
import { type DuePlayer, expected } from './forecast.ts';
import { processItems } from './items.ts';
import type { Job, JobContext, Phase, PhaseTally, Selection } from './job.ts';
import { assertUsable, chooseMatches, fetchMatches, listAllIds } from './matches.ts';
import { lookUpRank } from './ranks.ts';

const DAY_MS = 86_400_000;
/** Ids are asked for from this long before the cursor, so that a game that Riot lists late is not missed. */
const CURSOR_OVERLAP_MS = DAY_MS;

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
      expected('match-v5.getMatchIdsByPUUID', player.platform, [1, 1]),
      expected('match-v5.getMatch', player.platform, [0, max_new_matches_per_player]),
      expected('league-v4.getLeagueEntriesByPUUID', player.platform, [1, 1]),
    ],
  }));
}

async function updateTrackedPlayers(context: Context): Promise<PhaseTally> {
  return processItems(context, {
    items: await select(context),
    routeOf: ({ platform }) => regionalRouteOf(platform),
    process: (player) => updatePlayer(context, player),
  });
}

async function updatePlayer(context: Context, player: TrackedPlayer): Promise<unknown> {
  const { puuid } = player;
  const { fetched, repeated } = await updateHistory(context, player);
  assertUsable(fetched);
  await lookUpRank(context, player);
  const commit = context.progress.commit({ playersProcessed: 1 });
  await context.store.players.recordAttempt(commit, { puuid, failed: false });
  return [...fetched.errors, ...repeated.errors][0];
}

/** What was unavailable before comes last, so that it holds up no newer game. */
async function updateHistory(context: Context, player: TrackedPlayer) {
  const { store, config, progress } = context;
  const { puuid } = player;
  const listed = await listAllIds(context, { ...startTimeFor(context, player), ...queryFor(context, player) });
  const budget = config.max_new_matches_per_player;
  const { unknown, taken, again } = await chooseMatches(context, { puuid, listed, budget });
  const fetched = await fetchMatches(context, { puuid, ids: taken, cursorQueueId: config.queue });
  const left = unknown[taken.length];
  const complete = left === undefined ? listed : listed.slice(0, listed.indexOf(left));
  await store.matches.moveCursor(progress.commit({}), { puuid, queueId: config.queue, ids: complete });
  return { fetched, repeated: await fetchMatches(context, { puuid, ids: again }) };
}

function queryFor({ config }: Context, { puuid, platform }: TrackedPlayer) {
  return { puuid, platform, queue: config.queue };
}

/** In epoch seconds; none when the whole history is asked for. */
function startTimeFor({ config, clock }: Context, { completeUntil }: TrackedPlayer): { readonly startTime?: number } {
  const days = config.initial_history_days;
  if (completeUntil === null && days === 'all') return {};
  const since = completeUntil === null ? clock.now() - Number(days) * DAY_MS : completeUntil - CURSOR_OVERLAP_MS;
  return { startTime: Math.max(0, Math.floor(since / 1000)) };
}
