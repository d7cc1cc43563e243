// Phase 2 of the analyzer: a verdict for discovered players with enough matches.

import { DEFAULT_BASELINE_ID } from '../../analysis/calibrated/default-baseline.ts';
import { isDueAgain, type LastResult } from '../../analysis/due.ts';
import type { OutdatedVerdict } from '../../store/analyses-store.ts';
import type { Player } from '../../store/records.ts';
import type { AnalyzerConfig } from '../config.ts';
import { type DuePlayer, expected } from '../forecast.ts';
import { processItems } from '../items.ts';
import type { JobContext, Phase, PhaseTally, Selection } from '../job.ts';
import { lookUpRank } from '../ranks.ts';
import { type BaselineInForce, ensureBaseline } from './baseline.ts';
import { createJudge, type Judge } from './judge.ts';

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
  const { config, store, clock } = context;
  const inForce = config.profile === 'calibrated' ? await readyBaseline(context) : undefined;
  const judge = await createJudge({ store, config, now: clock.now(), inForce });
  await resetOutdated(context, judge, inForce);
  return processItems<Player>(context, {
    items: await select(context),
    routeOf: ({ platform }) => platform,
    process: (player) => analyzePlayer(context, judge, player),
  });
}

async function readyBaseline({ config, store, clock, log }: Context): Promise<BaselineInForce> {
  const inForce = await ensureBaseline({ store, queueId: config.queue, now: clock.now() });
  const { baseline, isNew, missingMatches } = inForce;
  const { id, patch, rows, players } = baseline;
  if (isNew) log.info('baseline built', { id, patch, rows, players });
  if (missingMatches > 0) log.info('baseline: the defaults, nobody is flagged', { missingMatches });
  return inForce;
}

/** Players whose verdict has been overtaken by new games, a new profile or a better baseline come back into the queue. */
async function resetOutdated(context: Context, judge: Judge, inForce: BaselineInForce | undefined): Promise<void> {
  const { config, store, progress, players } = context;
  const { profileVersion } = judge;
  const hasOwn = inForce !== undefined && inForce.baseline.id !== DEFAULT_BASELINE_ID;
  const outdatedBaselineId = hasOwn ? DEFAULT_BASELINE_ID : undefined;
  const outdated = await store.analyses.listOutdated({ queueId: config.queue, profileVersion, outdatedBaselineId });
  const chosen = outdated.filter(({ puuid }) => players === undefined || players.includes(puuid));
  const due = chosen.filter((verdict) =>
    isDueAgain({
      ...lastResultOf(verdict, config),
      currentProfileVersion: profileVersion,
      hasBetterBaseline: hasOwn && verdict.baselineId === DEFAULT_BASELINE_ID,
    }),
  );
  for (let start = 0; start < due.length; start += RESET_BATCH) {
    const puuids = due.slice(start, start + RESET_BATCH).map(({ puuid }) => puuid);
    await store.analyses.reset(progress.commit({}), puuids);
  }
}

function lastResultOf(verdict: OutdatedVerdict, config: AnalyzerConfig): Omit<LastResult, 'currentProfileVersion'> {
  const { gamesAnalyzed, gamesSince, profileVersion, confidence } = verdict;
  const result = { gamesAnalyzed, gamesSince, profileVersion };
  return confidence === 'inconclusive' ? { ...result, inconclusiveUntil: config.target_matches } : result;
}

async function analyzePlayer(context: Context, { judge }: Judge, player: Player): Promise<void> {
  const { store, progress } = context;
  if (needsRank(context, player)) await lookUpRank(context, player);
  const verdict = await judge(player.puuid);
  await store.analyses.save(progress.commit({}), verdict);
}

/** The last look-up is too old, or there was none. */
export function needsRank(
  { config, clock }: Pick<Selection<Pick<AnalyzerConfig, 'fetch_rank' | 'rank_max_age_days'>>, 'config' | 'clock'>,
  { rankCheckedAt }: Player,
): boolean {
  const isFresh = rankCheckedAt !== null && clock.now() - rankCheckedAt < config.rank_max_age_days * DAY_MS;
  return config.fetch_rank && !isFresh;
}
