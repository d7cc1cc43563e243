// Phase 2 of the analyzer: a verdict for discovered players with enough matches.

import { analyze, PROFILE_VERSION } from '../../analysis/analyze.ts';
import { isDueAgain } from '../../analysis/due.ts';
import { SAMPLE_SIZE } from '../../analysis/evidence.ts';
import { ladderOf } from '../../league/queues.ts';
import type { Player } from '../../store/records.ts';
import type { AnalyzerConfig } from '../config.ts';
import { processItems } from '../items.ts';
import type { JobContext, Phase, PhaseTally } from '../job.ts';
import { lookUpRank } from '../ranks.ts';

const DAY_MS = 86_400_000;
/** Players per transaction: short ones let others write in between. */
const RESET_BATCH = 500;

type Context = JobContext<AnalyzerConfig>;

export const analyzePlayersPhase: Phase<AnalyzerConfig> = { name: 'analyze-players', run };

async function run(context: Context): Promise<PhaseTally> {
  const { config, store, players: puuids } = context;
  await resetOutdated(context);
  const items = await store.players.listToAnalyze({
    puuids,
    queueId: config.queue,
    minMatches: config.min_matches,
    limit: config.analyses_per_run,
  });
  return processItems<Player>(context, {
    items,
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
  await refreshRank(context, player);
  const evidence = await store.analyses.loadEvidence({
    puuid: player.puuid,
    queueId: config.queue,
    ladder: ladderOf(config.queue),
    sampleSize: SAMPLE_SIZE,
  });
  const analysis = analyze(evidence);
  await store.analyses.save(progress.commit({}), analysis);
}

async function refreshRank(context: Context, player: Player): Promise<void> {
  const { config, clock } = context;
  const { rankCheckedAt } = player;
  const isFresh = rankCheckedAt !== null && clock.now() - rankCheckedAt < config.rank_max_age_days * DAY_MS;
  if (config.fetch_rank && !isFresh) await lookUpRank(context, player);
}
