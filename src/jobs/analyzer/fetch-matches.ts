// Phase 1 of the analyzer: matches of discovered players who have too few of them.

import { regionalRouteOf } from '../../league/routing.ts';
import type { Player } from '../../store/records.ts';
import type { AnalyzerConfig } from '../config.ts';
import { processItems } from '../items.ts';
import type { JobContext, Phase, PhaseTally } from '../job.ts';
import { fetchMatches, MAX_IDS } from '../matches.ts';

/** A player whose list had nothing new is asked for again after this long. */
const EXHAUSTED_REST_MS = 86_400_000;

type Context = JobContext<AnalyzerConfig>;
type Candidate = Player & { readonly countableMatches: number };

export const fetchMatchesPhase: Phase<AnalyzerConfig> = { name: 'fetch-matches', run };

async function run(context: Context): Promise<PhaseTally> {
  const { config, store, clock } = context;
  const items = await store.players.listNeedingMatches({
    queueId: config.queue,
    targetMatches: config.target_matches,
    minMatches: config.min_matches,
    maxDepth: config.max_discovery_depth,
    restedSince: clock.now() - EXHAUSTED_REST_MS,
    limit: config.players_per_run,
  });
  return processItems<Candidate>(context, {
    items,
    routeOf: ({ platform }) => regionalRouteOf(platform),
    process: (player) => fetchPlayer(context, player),
  });
}

/** One request for ids, then the newest unknown matches within the budget, oldest of them first. */
async function fetchPlayer(context: Context, player: Candidate): Promise<void> {
  const { config, store, clock, riot, progress } = context;
  const { puuid, platform } = player;
  const listed = await riot.listMatchIds({ platform, puuid, queue: config.queue, count: MAX_IDS });
  const unknown = await store.matches.listUnknownIds(listed, clock.now());
  const budget = Math.min(config.matches_per_player, config.target_matches - player.countableMatches);
  const taken = unknown.slice(0, budget);
  await fetchMatches(context, { puuid, ids: taken.toReversed(), movesCursor: false });
  const exhausted = taken.length === unknown.length;
  const commit = progress.commit({ playersProcessed: 1 });
  await store.players.recordAttempt(commit, { puuid, failed: false, exhausted });
}
