// Phase 2 of the analyzer: a verdict for discovered players with enough matches.

import { analyze, PROFILE_VERSION } from '../../analysis/analyze.ts';
import { isDueAgain } from '../../analysis/due.ts';
import { SAMPLE_SIZE } from '../../analysis/evidence.ts';
import { ladderOf } from '../../league/queues.ts';
import type { Player } from '../../store/records.ts';
import type { AnalyzerConfig } from '../config.ts';
import { type DuePlayer, expected } from '../forecast.ts';
import { processItems } from '../items.ts';
import type { JobContext, Phase, PhaseTally, Selection } from '../job.ts';
import { lookUpRank } from '../ranks.ts';

const DAY_MS = 86_400_000;
/** Players per transaction: short ones let others write in between. */
const RESET_BATCH = 500;

type Context = JobContext<AnalyzerConfig>;

export const analyzePlayersPhase: Phase<AnalyzerConfig> = { name: 'analyze-players', run, forecast };

function select({ config, store, players: puuids }: Selection<AnalyzerConfig>): Promise<Player[]> {
  return store.players.listToAnalyze({
    puuids,
    queueId: config.queue,
    minMatches: config.min_matches,
    limit: config.analyses_per_run,
  });
}

/** Without those whom the phases before, or newer games, make due. */
async function forecast(selection: Selection<AnalyzerConfig>): Promise<DuePlayer[]> {
  return (await select(selection)).map((player) => {
    const count = needsRank(selection, player) ? 1 : 0;
    return { player, requests: [expected('league-v4.getLeagueEntriesByPUUID', player.platform, [count, count])] };
  });
}

async function run(context: Context): Promise<PhaseTally> {
  await resetOutdated(context);
  return processItems<Player>(context, {
    items: await select(context),
    routeOf: ({ platform }) => platform,
    process: (player) => analyzePlayer(context, player),
  });
}

/** Players whose verdict has been overtaken by new games or by a new profile come back into the queue. */
async function resetOutdated({ config, store, progress, players }: Context): Promise<void> {
  const outdated = await store.analyses.listOutdated({ queueId: config.queue, profileVersion: PROFILE_VERSION });
  const chosen = outdated.filter(({ puuid }) => players === undefined || players.includes(puuid));
  const due = chosen.filter((verdict) => isDueAgain({ ...verdict, currentProfileVersion: PROFILE_VERSION }));
  for (let start = 0; start < due.length; start += RESET_BATCH) {
    const puuids = due.slice(start, start + RESET_BATCH).map(({ puuid }) => puuid);
    await store.analyses.reset(progress.commit({}), puuids);
  }
}

async function analyzePlayer(context: Context, player: Player): Promise<void> {
  const { config, store, progress } = context;
  if (needsRank(context, player)) await lookUpRank(context, player);
  const evidence = await store.analyses.loadEvidence({
    puuid: player.puuid,
    queueId: config.queue,
    ladder: ladderOf(config.queue),
    sampleSize: SAMPLE_SIZE,
  });
  const analysis = analyze(evidence);
  await store.analyses.save(progress.commit({}), analysis);
}

function needsRank({ config, clock }: Selection<AnalyzerConfig>, { rankCheckedAt }: Player): boolean {
  const isFresh = rankCheckedAt !== null && clock.now() - rankCheckedAt < config.rank_max_age_days * DAY_MS;
  return config.fetch_rank && !isFresh;
}
