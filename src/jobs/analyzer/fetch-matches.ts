// Phase 1 of the analyzer: matches of discovered players who have too few of them.

import { regionalRouteOf } from '../../league/routing.ts';
import type { Player } from '../../store/records.ts';
import type { AnalyzerConfig } from '../config.ts';
import { type DuePlayer, expected } from '../forecast.ts';
import { processItems } from '../items.ts';
import type { JobContext, Phase, PhaseTally, Selection } from '../job.ts';
import { assertUsable, chooseMatches, fetchMatches, MAX_IDS } from '../matches.ts';

/** A player of whose list nothing is left to fetch is asked for again after this long, or when a match is due again. */
const EXHAUSTED_REST_MS = 86_400_000;

type Context = JobContext<AnalyzerConfig>;
type Candidate = Player & { readonly countableMatches: number };

export const fetchMatchesPhase: Phase<AnalyzerConfig> = { name: 'fetch-matches', run, forecast };

function select({ config, store, clock, players: puuids }: Selection<AnalyzerConfig>): Promise<Candidate[]> {
  return store.players.listNeedingMatches({
    puuids,
    queueId: config.queue,
    targetMatches: config.target_matches,
    minMatches: config.min_matches,
    maxDepth: config.max_discovery_depth,
    now: clock.now(),
    restMs: EXHAUSTED_REST_MS,
    limit: config.players_per_run,
  });
}

function budgetOf(config: AnalyzerConfig, { countableMatches }: Candidate): number {
  return Math.min(config.matches_per_player, config.target_matches - countableMatches);
}

async function forecast(selection: Selection<AnalyzerConfig>): Promise<DuePlayer[]> {
  return (await select(selection)).map((player) => ({
    player,
    requests: [
      expected('match-v5.getMatchIdsByPUUID', player.platform, [1, 1]),
      expected('match-v5.getMatch', player.platform, [0, budgetOf(selection.config, player)]),
    ],
  }));
}

async function run(context: Context): Promise<PhaseTally> {
  return processItems<Candidate>(context, {
    items: await select(context),
    routeOf: ({ platform }) => regionalRouteOf(platform),
    process: (player) => fetchPlayer(context, player),
  });
}

/** One request for ids, then the newest unknown matches within the budget, oldest of them first. */
async function fetchPlayer(context: Context, player: Candidate): Promise<unknown> {
  const { config, store, riot, progress } = context;
  const { puuid, platform } = player;
  const listed = await riot.listMatchIds({ platform, puuid, queue: config.queue, count: MAX_IDS });
  const budget = budgetOf(config, player);
  const { unknown, taken, again } = await chooseMatches(context, { puuid, listed, budget });
  const fetched = await fetchMatches(context, { puuid, ids: taken.toReversed() });
  const repeated = await fetchMatches(context, { puuid, ids: again });
  assertUsable(fetched);
  const exhausted = taken.length === unknown.length;
  const commit = progress.commit({ playersProcessed: 1 });
  await store.players.recordAttempt(commit, { puuid, failed: false, exhausted });
  return [...fetched.errors, ...repeated.errors][0];
}
