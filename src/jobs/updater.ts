// The tracked-player updater: keeps match history and rank of the tracked players current.

import { regionalRouteOf } from '../league/routing.ts';
import type { Player } from '../store/records.ts';
import { parseUpdaterConfig, type UpdaterConfig } from './config.ts';
import { processItems } from './items.ts';
import type { Job, JobContext, Phase, PhaseTally } from './job.ts';
import { fetchMatches, listAllIds } from './matches.ts';
import { lookUpRank } from './ranks.ts';

const DAY_MS = 86_400_000;
/** Ids are asked for from this long before the cursor, so that a game that Riot lists late is not missed. */
const CURSOR_OVERLAP_MS = DAY_MS;

type Context = JobContext<UpdaterConfig>;

const updatePlayers: Phase<UpdaterConfig> = { name: 'update-players', run: updateTrackedPlayers };

export const updater: Job<UpdaterConfig> = {
  name: 'updater',
  failsOnRateLimit: true,
  phases: [updatePlayers],
  parseConfig: parseUpdaterConfig,
};

async function updateTrackedPlayers(context: Context): Promise<PhaseTally> {
  return processItems(context, {
    items: await context.store.players.listTrackedDue(context.config.max_tracked_players),
    routeOf: ({ platform }) => regionalRouteOf(platform),
    process: (player) => updatePlayer(context, player),
  });
}

async function updatePlayer(context: Context, player: Player): Promise<void> {
  await updateHistory(context, player);
  await lookUpRank(context, player);
  const commit = context.progress.commit({ playersProcessed: 1 });
  await context.store.players.recordAttempt(commit, { puuid: player.puuid, failed: false });
}

async function updateHistory(context: Context, player: Player): Promise<void> {
  const { store, config, clock, progress } = context;
  const { puuid } = player;
  const listed = await listAllIds(context, { ...startTimeFor(context, player), ...queryFor(context, player) });
  const unknown = await store.matches.listUnknownIds(listed, clock.now());
  const due = await store.matches.listDueUnavailable(puuid, clock.now());
  const again = due.filter((id) => !unknown.includes(id));
  const taken = unknown.slice(0, config.max_new_matches_per_player);
  await fetchMatches(context, { puuid, ids: again, movesCursor: false });
  await fetchMatches(context, { puuid, ids: taken, movesCursor: true });
  const left = unknown[taken.length];
  const complete = left === undefined ? listed : listed.slice(0, listed.indexOf(left));
  await store.matches.moveCursor(progress.commit({}), { puuid, ids: complete });
}

function queryFor({ config }: Context, { puuid, platform }: Player) {
  return { puuid, platform, queue: config.queue };
}

/** In epoch seconds; none when the whole history is asked for. */
function startTimeFor({ config, clock }: Context, { fetchCursor }: Player): { readonly startTime?: number } {
  if (fetchCursor !== null) return { startTime: Math.floor((fetchCursor - CURSOR_OVERLAP_MS) / 1000) };
  const days = config.initial_history_days;
  return days === 'all' ? {} : { startTime: Math.floor((clock.now() - days * DAY_MS) / 1000) };
}
